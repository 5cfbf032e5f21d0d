"""A new database, laid out at once, is the one that all migrations together would have made."""

import subprocess
import sys
from collections.abc import Iterable
from typing import Any

import pytest
from tests.installation import Installation, NewInstallation

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

STEP_BY_STEP = """
import django
django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command(), verbosity=0)
"""
# What the product brings along. Times differ by when they were written.
SHIPPED = (
    "opportunities_pipeline",
    "opportunities_stage",
    "opportunities_criterion",
    "targets_metric",
    "quotas_kind",
)
TIMES = ("created_at", "updated_at", "tallied_at", "applied")

COLUMNS_SQLITE = """
SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_master m, pragma_table_xinfo(m.name) c
WHERE m.type = 'table'"""
INDEXES_SQLITE = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL"
)
FOREIGN_SQLITE = """
SELECT m.name, f."table", f."from", f."to" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
WHERE m.type = 'table'"""
TABLES_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"

# Django's own migrations give this table of its groups, which nobody here uses, a wider id than its models say.
COLUMNS_POSTGRES = """
SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity, collation_name
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'auth_group_permissions'"""
INDEXES_POSTGRES = "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'"
CONSTRAINTS_POSTGRES = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace"""
TRIGGERS_POSTGRES = """
SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"""


def migrated(company: Installation) -> Installation:
    """Made by every migration in turn, as databases of before were."""
    command = [sys.executable, "-c", STEP_BY_STEP]
    done = subprocess.run(
        command,
        env={**company.environment, "DJANGO_SETTINGS_MODULE": "dabiao.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return company


def laid_out(company: Installation) -> Installation:
    company.succeed("migrate")
    return company


def promises(table: str) -> list[str]:
    """What a statement that makes a table says of its constraints, in no order: rebuilt tables name them elsewhere."""
    inside = table[table.index("(") + 1 : table.rindex(")")]
    parts, depth, start = [], 0, 0
    for place, char in enumerate(inside):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append(inside[start:place].strip())
            start = place + 1
    return sorted(" ".join(part.split()) for part in [*parts, inside[start:].strip()])


def structure(company: Installation) -> dict[str, Any]:
    if company.database_url.startswith("sqlite"):
        made = {name: promises(sql) for name, sql in company.sql(TABLES_SQLITE) if "VIRTUAL" not in sql}
        return {"tables": made, **answers(company, COLUMNS_SQLITE, INDEXES_SQLITE, FOREIGN_SQLITE)}
    return answers(company, COLUMNS_POSTGRES, INDEXES_POSTGRES, CONSTRAINTS_POSTGRES, TRIGGERS_POSTGRES)


def answers(company: Installation, *questions: str) -> dict[str, Any]:
    return {sql: rows(company.sql(sql)) for sql in questions}


def rows(found: Iterable[tuple[Any, ...]]) -> list[str]:
    return sorted(map(repr, found))


def shipped(company: Installation, table: str) -> list[str]:
    """The rows of `table`, each as its columns by name, but for the times."""
    if company.database_url.startswith("sqlite"):
        names = company.sql(f"SELECT name FROM pragma_table_info('{table}') ORDER BY name")
    else:
        of_table = f"table_name = '{table}' AND table_schema = 'public'"
        names = company.sql(f"SELECT column_name FROM information_schema.columns WHERE {of_table} ORDER BY 1")
    wanted = ", ".join(f'"{name}"' for (name,) in names if name not in TIMES)
    return rows(company.sql(f"SELECT {wanted} FROM {table}"))


def test_it_has_the_same_tables_indexes_constraints_triggers_and_rows(
    new_installation: NewInstallation,
) -> None:
    at_once, in_turn = laid_out(new_installation()), migrated(new_installation())
    one, other = structure(at_once), structure(in_turn)
    assert one.keys() == other.keys()
    for part in one:
        assert one[part] == other[part], part
    for table in SHIPPED:
        assert shipped(at_once, table) == shipped(in_turn, table), table
    applied = "SELECT app, name FROM django_migrations"
    assert sorted(at_once.sql(applied)) == sorted(in_turn.sql(applied))


def test_one_with_tables_is_left_to_the_migrations(new_installation: NewInstallation) -> None:
    company = laid_out(new_installation())
    before = structure(company)
    company.succeed("migrate")
    assert structure(company) == before
