"""SELECTs that Django writes once for all: writing the desk's takes it longer than carrying them out takes the database."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

PLACE = RawSQL("SELECT 'the rows that are meant'", ())
_SLOT = re.compile(r"(?<!%)(?:%%)*%s")
Sql = tuple[str, tuple[Any, ...]]


class Written:
    """`rows` gives the query, whose only part that changes is which rows it means, its `PLACE`: ids, or a SELECT of them."""

    def __init__(self, rows: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._rows = rows
        self._known: dict[str, tuple[Sql, Sql, Any]] = {}

    def of(self, which: "Sequence[int] | QuerySet[Any, Any]") -> list[tuple[Any, ...]]:
        sql, params = _ids(which) if not isinstance(which, QuerySet) else select(which)
        if not sql:
            return []
        (head, before), (tail, after), converters = self._written()
        with connection.cursor() as cursor:
            cursor.execute(f"{head}{sql}{tail}", (*before, *params, *after))
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, converters) for row in found] if converters else found

    def _written(self) -> tuple[Sql, Sql, Any]:
        if connection.vendor not in self._known:
            compiler = self._rows().query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
            head, tail = sql.split(PLACE.sql)
            cut = len(_SLOT.findall(head))
            converters = compiler.get_converters([expression for expression, *_ in compiler.select])
            kept = (head, tuple(params[:cut])), (tail, tuple(params[cut:])), tuple(converters.items())
            self._known[connection.vendor] = kept
        return self._known[connection.vendor]


def select(rows: "QuerySet[Any, Any]") -> Sql:
    """The rows as SQL; ("", ()) where it is plain that there are none."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(params)


def _ids(ids: Sequence[int]) -> Sql:
    """Numbers stand in the text as they are: two hundred parameters cost more than the answer."""
    return ", ".join(str(int(id)) for id in ids), ()


def _converted(row: Sequence[Any], converters: Any) -> tuple[Any, ...]:
    values = list(row)
    for place, (functions, expression) in converters:
        for function in functions:
            values[place] = function(values[place], expression, connection)
    return tuple(values)
