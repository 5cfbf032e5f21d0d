"""A world written once and copied by the database: a million leads without a million Python objects."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from dabiao.core.search import install
from dabiao.core.search.models import Built
from dabiao.core.upkeep import triggers
from dabiao.demo.bulk.bare import laid_bare
from dabiao.demo.bulk.books import Books
from dabiao.demo.bulk.loading import load, move_sequence
from dabiao.demo.bulk.marks import COPIES, GAP, SIGN, SIGNS, WIDTH

TEXTS = ("CharField", "TextField", "JSONField")
IDS = ("BigIntegerField", "BigAutoField", "ForeignKey", "OneToOneField")
KEPT = ("PositiveIntegerField", "IntegerField", "SmallIntegerField")


def multiply(books: Books, copies: int) -> None:
    """Write `copies` of the books, which have gaps, at most `COPIES`.

    Rows are written in the order of their ids, the copies of one row together, so that time runs on with the ids and
    indexes grow at their end. Search entries are made afterwards, all at once. So is what triggers count row by row: thousands
    of rows of one transaction that touch one sum leave as many dead versions of it, each of which the next one walks past.
    """
    if not 1 < copies <= COPIES:
        raise ValueError(f"between 2 and {COPIES} copies, not {copies}")
    install.take_away()
    triggers.take_away()
    Built.objects.all().delete()  # so that their index is made anew as well
    for series in books.series.values():
        series.last = series.last * COPIES + COPIES - 1
    with (
        connection.cursor() as cursor,
        laid_bare(cursor, [model._meta.db_table for model, _ in books.tables()]),
    ):
        cursor.execute("CREATE TEMPORARY TABLE copies (copy integer, digits text, sign text)")
        cursor.executemany("INSERT INTO copies VALUES (%s, %s, %s)", list(_copies(copies)))
        for model, rows in books.tables():
            if model._meta.db_table == "contracts_numberseries":
                load(model, rows)
            else:
                _copy(cursor, model, rows)
        cursor.execute("DROP TABLE copies")
    with (
        connection.cursor() as cursor
    ):  # what is written next looks up their rows; a table known as empty would be read whole
        for model, rows in books.tables():
            if rows:
                cursor.execute(f'ANALYZE "{model._meta.db_table}"')
    triggers.put_back()
    install.put_back()


def _copies(copies: int) -> Iterator[tuple[int, str, str]]:
    return ((copy, f"{copy:02d}", SIGNS[copy]) for copy in range(copies))


def _copy(cursor: Any, model: type[Model], rows: list[Any]) -> None:
    table, beside = model._meta.db_table, f"once_{model._meta.db_table}"
    fields = [one for one in model._meta.concrete_fields if one.column]
    columns = ", ".join(f'"{one.column}" {_staged(one)}' for one in fields)
    cursor.execute(f'CREATE TEMPORARY TABLE "{beside}" ({columns})')
    load(model, rows, table=beside)
    names = ", ".join(f'"{one.column}"' for one in fields)
    values = ", ".join(_value(one) for one in fields)
    # CROSS JOIN LATERAL: row by row, and its copies in order
    join = "CROSS JOIN LATERAL (SELECT * FROM copies WHERE copy >= 0 OR once IS NULL) AS c"
    if connection.vendor != "postgresql":
        join = "CROSS JOIN copies AS c"
    cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{beside}" AS once {join}')  # noqa: S608
    cursor.execute(f'DROP TABLE "{beside}"')
    move_sequence(model)


def _staged(field: "Field[Any, Any]") -> str:
    kind = _kind(field)
    return "text" if kind in TEXTS else "bigint" if kind in IDS else str(field.db_type(connection))


def _kind(field: "Field[Any, Any]") -> str:
    return field.get_internal_type()


def _value(field: "Field[Any, Any]") -> str:
    """What a copy has in this column: ids and texts with their marks replaced, the rest as it is."""
    column, kind = f'once."{field.column}"', _kind(field)
    if kind in IDS:
        is_marked = f"{column} % {WIDTH} = {GAP}"
        return f"CASE WHEN {is_marked} THEN {column} / {WIDTH} * {COPIES} + c.copy ELSE {column} END"
    if kind in TEXTS:
        text = f"replace(replace({column}, '{GAP}', c.digits), '{SIGN}', c.sign)"
        return f"{text}::jsonb" if kind == "JSONField" and connection.vendor == "postgresql" else text
    return column
