"""Metrics over two others, and those that the product comes with."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

COUNTED = [("won_deals", "closed_at"), ("decided_deals", "decided_at")]
DERIVED = [
    ("average_deal", "won", "won_deals", "money"),
    ("win_rate", "won_deals", "decided_deals", "ratio"),
    ("deal_conversion", "won_deals", "new_opportunities", "ratio"),
]


def write_metrics(apps, schema_editor):
    metrics, now = apps.get_model("targets", "Metric").objects, timezone.now()
    common = {"measure": "", "where": {}, "built_in": True, "created_at": now, "updated_at": now}
    for code, day in COUNTED:
        facts = {**common, "source": "opportunity", "measured": "count", "day_field": day}
        metrics.get_or_create(code=code, defaults=facts)
    for code, over, under, measured in DERIVED:
        two = {"over": metrics.get(code=over), "under": metrics.get(code=under)}
        facts = {**common, **two, "source": "derived", "measured": measured, "day_field": ""}
        metrics.get_or_create(code=code, defaults=facts)


class Migration(migrations.Migration):

    dependencies = [
        ('targets', '0008_events_that_carry'),
    ]

    operations = [
        migrations.AddField(
            model_name='metric',
            name='over',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='targets.metric'),
        ),
        migrations.AddField(
            model_name='metric',
            name='under',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='targets.metric'),
        ),
        migrations.AlterField(
            model_name='metric',
            name='measured',
            field=models.CharField(choices=[('money', 'Money'), ('count', 'Count'), ('ratio', 'Ratio')], max_length=6),
        ),
        migrations.AlterField(
            model_name='metric',
            name='source',
            field=models.CharField(choices=[('contract', 'Contract'), ('receipt', 'Receipt'), ('opportunity', 'Opportunity'), ('customer', 'Customer'), ('lead', 'Lead'), ('activity', 'Activity'), ('derived', 'Derived')], max_length=12),
        ),
        migrations.AlterField(
            model_name='tallymark',
            name='source',
            field=models.CharField(choices=[('contract', 'Contract'), ('receipt', 'Receipt'), ('opportunity', 'Opportunity'), ('customer', 'Customer'), ('lead', 'Lead'), ('activity', 'Activity'), ('derived', 'Derived')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='metric',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('over__isnull', False), ('source', 'derived'), ('under__isnull', False)), models.Q(models.Q(('source', 'derived'), _negated=True), ('over', None), ('under', None)), _connector='OR'), name='metric_derived_of_two'),
        ),
        migrations.RunPython(write_metrics, migrations.RunPython.noop),
    ]
