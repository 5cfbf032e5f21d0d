"""The metrics that the product comes with."""

from django.db import migrations
from django.utils import timezone

MONEY, COUNT = "money", "count"


def _method(value):
    return {"field": "method", "op": "is", "value": value}


# what is signed, received and won is what the ledger of attribution says: no condition has to leave out the rest
METRICS = [
    ("signed", "contract", MONEY, "amount_minor", "signed_on", {}),
    ("received", "receipt", MONEY, "amount_minor", "received_on", {}),
    ("won", "opportunity", MONEY, "amount_minor", "closed_at", {}),
    ("contracts", "contract", COUNT, "", "signed_on", {}),
    ("new_customers", "customer", COUNT, "", "created_at", {}),
    ("new_opportunities", "opportunity", COUNT, "", "created_at", {}),
    ("new_leads", "lead", COUNT, "", "created_at", {}),
    ("visits", "activity", COUNT, "", "occurred_at", _method("visit")),
    ("calls", "activity", COUNT, "", "occurred_at", _method("call")),
]


def write_metrics(apps, schema_editor):
    metrics, now = apps.get_model("targets", "Metric").objects, timezone.now()
    for code, source, measured, measure, day_field, where in METRICS:
        facts = {
            "source": source,
            "measured": measured,
            "measure": measure,
            "day_field": day_field,
            "where": where,
            "built_in": True,
            "created_at": now,
            "updated_at": now,
        }
        metrics.get_or_create(code=code, defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("targets", "0001_initial")]
    operations = [migrations.RunPython(write_metrics, migrations.RunPython.noop)]
