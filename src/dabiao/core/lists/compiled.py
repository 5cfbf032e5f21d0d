"""The SELECT of a list's columns, written by Django once per list and order.

Writing it anew costs more than running it: thirty columns with their joins take Django about 3 ms. Only the part that
differs from request to request, which rows, is written each time and put into its place.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from dabiao.core.lists.order import Order
from dabiao.core.lists.spec import ListSpec

_PLACE = "SELECT 'the rows of this page'"
_SLOT = re.compile(r"(?<!%)(?:%%)*%s")

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Select:
    """SQL on both sides of the rows' place, with its parameters, and what turns database values into Python's."""

    head: str
    tail: str
    head_params: Values
    tail_params: Values
    converters: tuple[tuple[int, Any, Any], ...]


def rows_of(
    chosen: QuerySet[Any, Any],
    spec: ListSpec,
    order: Order,
    *,
    limit: int,
    ways: Sequence[Q] = (),
    fields: bool = False,
) -> list[Values]:
    """(sort value, id, the columns of `spec` …) of the first `limit` rows of `chosen` in this order; with `fields` the
    column of custom fields as the last one.

    `ways` together cover `chosen`, each with an index that has its rows in order (own rows; the pool). Each is then
    read only as far as the page needs, where an OR of them would be searched for among everybody's rows.
    """
    parts = [chosen.filter(way) for way in ways] or [chosen]
    ids = [ids_of(part.order_by(*order.within), limit=limit) for part in parts]
    return rows_within(ids, spec, chosen.model, order, fields=fields)[:limit]


Sql = tuple[str, Values]


def ids_of(rows: QuerySet[Any, Any], *, limit: int) -> Sql:
    """SQL for the ids of the first `limit` rows; ("", ()) when it is plain that there are none."""
    try:
        return rows.values_list("pk")[:limit].query.sql_with_params()
    except EmptyResultSet:
        return "", ()


def rows_within(
    ids: Iterable[Sql], spec: ListSpec, model: type[Model], order: Order, *, fields: bool = False
) -> list[Values]:
    """(sort value, id, the columns of `spec` …) of all rows that any of `ids` names, in this order, in one statement."""
    named = [(sql, params) for sql, params in ids if sql]
    if not named:
        return []
    select = _select(spec, model, order, fields)
    inner = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) part{place}"  # noqa: S608 - written by Django; SQLite cuts a part only inside
        for place, (sql, _) in enumerate(named)
    )
    params = chain(select.head_params, *(params for _, params in named), select.tail_params)
    with connection.cursor() as cursor:
        cursor.execute(f"{select.head}{inner}{select.tail}", tuple(params))
        rows: list[Values] = cursor.fetchall()
    return [_converted(row, select.converters) for row in rows] if select.converters else rows


def _converted(row: Values, converters: tuple[tuple[int, Any, Any], ...]) -> Values:
    values = list(row)
    for place, functions, expression in converters:
        for function in functions:
            values[place] = function(values[place], expression, connection)
    return tuple(values)


def _select(spec: ListSpec, model: type[Model], order: Order, fields: bool) -> _Select:
    key = (connection.vendor, order, fields)
    if key not in spec.compiled:
        spec.compiled[key] = _compile(spec, model, order, ("fields",) if fields else ())
    select: _Select = spec.compiled[key]
    return select


def _compile(spec: ListSpec, model: type[Model], order: Order, more: Sequence[str]) -> _Select:
    rows = (
        model._default_manager.filter(pk__in=RawSQL(_PLACE, ()))  # noqa: S611 - our own constant
        .order_by(*order.keys)
        .values_list(order.sort.path, "pk", *spec.expressions(), *more)
    )
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    head, tail = sql.split(_PLACE)
    cut = len(_SLOT.findall(head))
    converters = compiler.get_converters([expression for expression, *_ in compiler.select])
    return _Select(
        head,
        tail,
        tuple(params[:cut]),
        tuple(params[cut:]),
        tuple((place, functions, expression) for place, (functions, expression) in converters.items()),
    )
