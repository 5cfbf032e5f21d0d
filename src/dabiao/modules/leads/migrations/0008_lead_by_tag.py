"""Leads of a rare tag among very many: PostgreSQL finds them by an index of the tags; SQLite has none for what lies in JSON."""

from typing import Any

from django.db import migrations


def add(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX IF NOT EXISTS lead_by_tag ON leads_lead USING gin (tags jsonb_path_ops)"
        )


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS lead_by_tag")


class Migration(migrations.Migration):
    dependencies = [("leads", "0007_lead_lead_by_contact")]
    operations = [migrations.RunPython(add, drop)]
