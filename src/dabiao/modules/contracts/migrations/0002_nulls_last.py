"""PostgreSQL sorts a nullable column downwards with its nulls last only along an index made so; SQLite reads any."""

from django.db import migrations

INDEXES = {"contract_by_signed_down": "signed_on", "contract_by_end_down": "ends_on"}


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, column in INDEXES.items():
            schema_editor.execute(
                f"CREATE INDEX {name} ON contracts_contract ({column} DESC NULLS LAST, id DESC)"
            )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):

    dependencies = [("contracts", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
