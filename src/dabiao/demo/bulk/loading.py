"""Rows into a table as fast as the database takes them, with every column that the model has."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Field, Model

Column = tuple[str, Callable[[Any], Any]]


def load(model: type[Model], rows: Iterable[Any], *, table: str = "") -> None:
    """Write rows of `model` (with their ids) into its table, or into one beside it that has the same columns."""
    columns = [_column(one) for one in model._meta.concrete_fields if one.column]
    values = ([read(row) for _, read in columns] for row in rows)
    _insert(table or model._meta.db_table, [name for name, _ in columns], values)
    if not table:
        move_sequence(model)


def _insert(table: str, columns: list[str], values: Any) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as out:
                for row in values:
                    out.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)  # noqa: S608 - our own tables


def _column(field: "Field[Any, Any]") -> Column:
    name, column = field.attname, str(field.column)
    if field.get_internal_type() == "JSONField":
        return column, lambda row: json.dumps(getattr(row, name), ensure_ascii=False)
    if connection.vendor == "postgresql":
        return column, lambda row: getattr(row, name)
    return column, lambda row: _plain(getattr(row, name))


def _plain(value: Any) -> Any:
    """As Django writes it into SQLite."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value


def move_sequence(model: type[Model]) -> None:
    """The next id that the database gives is behind the last one, and none is given twice; SQLite sees to that itself."""
    key = model._meta.pk
    if connection.vendor != "postgresql" or key is None or not key.get_internal_type().endswith("AutoField"):
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
        cursor.execute(
            f"SELECT setval('{sequence}', GREATEST(MAX(id), pg_sequence_last_value('{sequence}'))) FROM {table}"  # noqa: S608
            " HAVING MAX(id) > 0"
        )
