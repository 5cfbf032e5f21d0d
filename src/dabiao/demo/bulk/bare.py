"""Tables without what makes every row dear, while PostgreSQL writes millions of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_REFERENCES = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY oid"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
ORDER BY indexrelid"""


@contextmanager
def laid_bare(cursor: Any, tables: list[str]) -> Iterator[None]:
    """Within it, on PostgreSQL, `tables` have neither their indexes nor their foreign keys; afterwards they are made at once.

    An index over all rows is built by sorting them, and a foreign key checked by one join, instead of row by row. Keys and
    unique constraints stay. In one transaction with what is written: either all of it is there in the end, or nothing changed.
    """
    if connection.vendor != "postgresql":
        yield
        return
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    cursor.execute(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # what is still to be checked of earlier rows forbids to alter
    cursor.execute(_REFERENCES, [tables])
    references = cursor.fetchall()
    cursor.execute(_INDEXES, [tables])
    indexes = cursor.fetchall()
    for table, name, _ in references:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, statement in indexes:
        cursor.execute(statement)
    for table, name, statement in references:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {statement}")
