"""The kinds that the product comes with; how much of each is asked for, nobody is told before the company says so."""

from django.db import migrations
from django.utils import timezone

COUNTED = ("calls", "wechats", "visits", "meetings", "new_customers", "leads_contacted")
DECLARED = ("store_traffic", "flyers")


def write_kinds(apps, schema_editor):
    kinds, now = apps.get_model("quotas", "Kind").objects, timezone.now()
    metrics = dict(apps.get_model("targets", "Metric").objects.values_list("code", "pk"))
    for place, code in enumerate((*COUNTED, *DECLARED), start=1):
        facts = {
            "sort": "counted" if code in COUNTED else "declared",
            "metric_id": metrics[code] if code in COUNTED else None,
            "place": place,
            "built_in": True,
            "created_at": now,
            "updated_at": now,
        }
        kinds.get_or_create(code=code, defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("quotas", "0001_initial"), ("targets", "0007_activity_metrics")]
    operations = [migrations.RunPython(write_kinds, migrations.RunPython.noop)]
