"""The database index of a field: made and dropped outside any transaction, and found out by looking, not by believing."""

from django.db import connection

from dabiao.core.conditions.columns import json_sql, key_sql, shape_of
from dabiao.core.fields import definitions, kinds
from dabiao.core.fields.enums import FieldType
from dabiao.core.fields.models import CustomField
from dabiao.core.fields.terms import COLUMN, term_of


def name_of(field_id: int) -> str:
    return f"cf_{field_id}"


def stands(field_id: int) -> bool:
    """Whether there is a whole index; one whose making was cut short does not count."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT i.indisvalid FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid "
                "WHERE c.relname = %s AND pg_table_is_visible(c.oid)",
                [name_of(field_id)],
            )
        else:
            cursor.execute(
                "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = %s", [name_of(field_id)]
            )
        row = cursor.fetchone()
    return bool(row and row[0])


def make(row: CustomField) -> None:
    """The index stands afterwards, whatever was left by an earlier attempt."""
    if stands(row.pk):
        return
    drop(row.pk)
    fielded = kinds.get(row.kind)
    concurrently = " CONCURRENTLY" if connection.vendor == "postgresql" else ""
    _run(f'CREATE INDEX{concurrently} {name_of(row.pk)} ON "{fielded.table}" {_of(row)}')
    if connection.vendor == "postgresql":
        _run(f'ANALYZE "{fielded.table}"')  # how its values are spread is known to the planner only then


def drop(field_id: int) -> None:
    concurrently = ""
    if connection.vendor == "postgresql":
        concurrently = " CONCURRENTLY"
        _end_abandoned(field_id)
    _run(f"DROP INDEX{concurrently} IF EXISTS {name_of(field_id)}")


def _end_abandoned(field_id: int) -> None:
    """End what PostgreSQL still does to the index for a worker that was killed: it would never know, and two who work
    CONCURRENTLY on one table wait for each other. The job's lease says that nobody else is at it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid() "
            "AND state = 'active' AND query ~ %s",
            [rf"^(CREATE|DROP) INDEX CONCURRENTLY (IF EXISTS )?{name_of(field_id)}\M"],
        )


def _of(row: CustomField) -> str:
    """What is indexed: the very expression that conditions and sorts write, then the id, which makes the order whole."""
    term = term_of(definitions.of_row(row))
    shape = shape_of(term)
    vendor = connection.vendor
    value = json_sql(vendor, f'"{COLUMN}"', key_sql(vendor, row.key), shape)
    if row.type == FieldType.CHOICES:
        return f"USING gin ({value} jsonb_path_ops)"
    collation = ' COLLATE "C"' if vendor == "postgresql" and shape == "text" else ""
    return f"(({value}){collation}, id)"


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
