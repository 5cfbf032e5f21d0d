"""Taking a key out of every record, a batch at a time."""

from collections.abc import Callable

from django.db import connection, transaction

from dabiao.core.fields import kinds
from dabiao.core.fields.models import CustomField

BATCH = 1_000


def purge(row: CustomField, *, after: int, each: Callable[[int, int], None]) -> None:
    """Batch by batch from the id `after` on; `each(last id, records)` is called within the batch's transaction."""
    while True:
        with transaction.atomic():
            ids = _holders(row, after)
            if not ids:
                return
            _strip(row, ids)
            after = ids[-1]
            each(after, len(ids))


def is_left(row: CustomField) -> bool:
    return bool(_holders(row, 0, limit=1))


def _holders(row: CustomField, after: int, *, limit: int | None = None) -> list[int]:
    """The next records that have the key, whatever its value."""
    table = kinds.get(row.kind).table
    has = (
        "jsonb_exists(fields, %s)"
        if connection.vendor == "postgresql"
        else "json_type(fields, %s) IS NOT NULL"
    )
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT id FROM "{table}" WHERE id > %s AND {has} ORDER BY id LIMIT %s{lock}',  # noqa: S608 - our own names
            [after, _key(row), limit or BATCH],
        )
        return [id for (id,) in cursor.fetchall()]


def _strip(row: CustomField, ids: list[int]) -> None:
    """The version stays: nobody edited the record."""
    table = kinds.get(row.kind).table
    without = "fields - %s" if connection.vendor == "postgresql" else "json_remove(fields, %s)"
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" SET fields = {without} WHERE id IN ({marks})',  # noqa: S608 - our own names
            [_key(row), *ids],
        )


def _key(row: CustomField) -> str:
    return row.key if connection.vendor == "postgresql" else f'$."{row.key}"'
