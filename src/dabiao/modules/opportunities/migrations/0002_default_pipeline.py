"""The pipeline that the product comes with, and the indexes that only PostgreSQL needs for sorting downwards, nulls last."""

from django.db import migrations

STAGES = [
    ("interested", 10, "open"),
    ("need_confirmed", 30, "open"),
    ("solution_accepted", 50, "open"),
    ("negotiating", 70, "open"),
    ("decided", 90, "open"),
    ("won", 100, "won"),
    ("lost", 0, "lost"),
]
INDEXES = {"opp_by_win_desc": "expected_win_on", "opp_by_last_desc": "last_contact_at"}


def write_pipeline(apps, schema_editor):
    pipeline, _ = apps.get_model("opportunities", "Pipeline").objects.get_or_create(
        code="default", defaults={"is_default": True}
    )
    stages = apps.get_model("opportunities", "Stage").objects
    for position, (code, percent, kind) in enumerate(STAGES, start=1):
        facts = {"position": position, "percent": percent, "kind": kind}
        stages.get_or_create(pipeline=pipeline, code=code, defaults=facts)


def create_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, column in INDEXES.items():
            schema_editor.execute(
                f"CREATE INDEX {name} ON opportunities_opportunity ({column} DESC NULLS LAST, id DESC)"
            )


def drop_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0001_initial")]
    operations = [
        migrations.RunPython(create_indexes, drop_indexes),
        migrations.RunPython(write_pipeline, migrations.RunPython.noop),
    ]
