"""Rows into PostgreSQL as fast as it takes them, with every column that the model has today."""

from collections.abc import Callable, Iterable
from typing import Any

import orjson
from django.db import connection
from django.db.models import Model

from dabiao.demo.bulk.loading import move_sequence


def copy(model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    """COPY `rows` (column → value) into the table of `model`; what a row leaves out gets the field's default."""
    fields = [field for field in model._meta.concrete_fields if field.column]
    written = [
        (str(field.column), _default_of(field), field.get_internal_type() == "JSONField") for field in fields
    ]
    columns = ", ".join(f'"{column}"' for column, _, _ in written)
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as out,
    ):
        for row in rows:
            out.write_row([_cell(row, *one) for one in written])
    move_sequence(model)


def _default_of(field: Any) -> Callable[[], Any]:
    if field.has_default():
        return field.get_default
    if field.null:
        return lambda: None
    return field.get_default if field.empty_strings_allowed else _missing(field)


def _missing(field: Any) -> Callable[[], Any]:
    def refuse() -> Any:
        raise LookupError(f"{field.model.__name__}.{field.name} needs a value")

    return refuse


def _cell(row: dict[str, Any], column: str, default: Callable[[], Any], is_json: bool) -> Any:
    value = row[column] if column in row else default()
    return orjson.dumps(value).decode() if is_json else value
