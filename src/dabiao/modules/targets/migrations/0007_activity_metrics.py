"""Metrics of what is done in a day: WeChat, meetings, and leads contacted for the first time."""

from django.db import migrations
from django.utils import timezone

METRICS = [
    ("wechats", "activity", "occurred_at", {"field": "method", "op": "is", "value": "wechat"}),
    ("meetings", "activity", "occurred_at", {"field": "method", "op": "is", "value": "meeting"}),
    ("leads_contacted", "lead", "first_contact_at", {}),
]


def write_metrics(apps, schema_editor):
    metrics, now = apps.get_model("targets", "Metric").objects, timezone.now()
    for code, source, day_field, where in METRICS:
        facts = {
            "source": source,
            "measured": "count",
            "measure": "",
            "day_field": day_field,
            "where": where,
            "built_in": True,
            "created_at": now,
            "updated_at": now,
        }
        metrics.get_or_create(code=code, defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("targets", "0006_track")]
    operations = [migrations.RunPython(write_metrics, migrations.RunPython.noop)]
