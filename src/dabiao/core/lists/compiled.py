"""The SELECT of a list's columns, written by Django once per list and order.

Writing it anew costs more than running it: thirty columns with their joins take Django about 3 ms. Only the part that
differs from request to request, which rows, is written each time and put into its place.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, DateTimeField, Model, QuerySet

from dabiao.core.db import ExactText
from dabiao.core.kept import NOTHING, PLACE, Frame, Given, Remembered, Sql, put, sql_of
from dabiao.core.lists.order import Order
from dabiao.core.lists.spec import ListSpec
from dabiao.core.scoping import Condition

_VALUE = "sort_value"
_FIRST_PAGES, _ONES = Remembered(), Remembered()

Values = tuple[Any, ...]


class Like(NamedTuple):
    """Rows with places (`Given`) for what differs from call to call, and what is given for it now."""

    rows: Callable[[], QuerySet[Any, Any]]
    given: Mapping[str, Any]


def rows_of(
    chosen: QuerySet[Any, Any],
    spec: ListSpec,
    order: Order,
    *,
    limit: int,
    ways: Sequence[Condition] = (),
    fields: bool = False,
    question: Hashable = None,
    like: Like | None = None,
) -> list[Values]:
    """(sort value, id, the columns of `spec` …) of the first `limit` rows of `chosen` in this order; with `fields` the
    column of custom fields as the last one.

    With `ways`, of those rows that pass one of them; each has an index with its rows in order (own rows; the pool). Each
    is read only as far as the page needs, where an OR of them would be searched for among everybody's rows.

    A `question` names all that `chosen` and `ways` follow from; asked again, its statement is not written again. Where `like`
    stands for `chosen`, the question names its places.
    """

    def write() -> Sql:
        if len(ways) < 2:
            return ids_of(
                (like.rows() if like else chosen).filter(*ways).order_by(*order.within), limit=limit
            )
        return _merged([sql_of(_valued(chosen.filter(way), order)[:limit]) for way in ways], order, limit)

    meant = _FIRST_PAGES.sql(question and (spec.kind, order, limit, question), write)
    if like:
        meant = put(meant, **like.given)
    return rows_within([meant], spec, chosen.model, order, fields=fields)


def row_of(
    chosen: QuerySet[Any, Any],
    spec: ListSpec,
    order: Order,
    id: int,
    *,
    fields: bool = False,
    question: Hashable = None,
) -> Values | None:
    """`rows_of` for the one of that id; a `question` as there."""

    def write() -> Sql:
        return ids_of(chosen.filter(pk=Given("id", BigIntegerField())).order_by(), limit=1)

    meant = put(_ONES.sql(question and (spec.kind, question), write), id=id)
    rows = rows_within([meant], spec, chosen.model, order, fields=fields)
    return rows[0] if rows else None


def _valued(rows: QuerySet[Any, Any], order: Order) -> QuerySet[Any, Any]:
    """(value, pk) in the order; an expression gets the name of its own."""
    in_order = rows.order_by(*order.within)
    if isinstance(order.sort.path, str):
        return in_order.values_list(order.sort.path, "pk")
    return in_order.annotate(**{_VALUE: order.key}).values_list(_VALUE, "pk")


def ids_of(rows: QuerySet[Any, Any], *, limit: int) -> Sql:
    """SQL for the ids of the first `limit` rows; ("", ()) when it is plain that there are none."""
    return sql_of(rows.values_list("pk")[:limit])


def _merged(parts: Iterable[Sql], order: Order, limit: int) -> Sql:
    """The ids of the first rows of all parts together; a row of several of them counts once."""
    named = [part for part in parts if part != NOTHING]
    if not named:
        return NOTHING
    union = " UNION ".join(f"SELECT * FROM ({sql}) part{place}" for place, (sql, _) in enumerate(named))  # noqa: S608
    way = "DESC" if order.descending else "ASC"
    last = " NULLS LAST" if order.sort.nullable else ""
    name = order.sort.path if isinstance(order.sort.path, str) else _VALUE
    by = f'"{name}" {way}{last}, "pk" {way}'
    params = tuple(chain.from_iterable(params for _, params in named))
    return f'SELECT "pk" FROM ({union}) parts ORDER BY {by} LIMIT {limit:d}', params  # noqa: S608


def rows_within(
    ids: Iterable[Sql], spec: ListSpec, model: type[Model], order: Order, *, fields: bool = False
) -> list[Values]:
    """(sort value, id, the columns of `spec` …) of all rows that any of `ids` names, in this order, in one statement."""
    named = [part for part in ids if part != NOTHING]
    if not named:
        return []
    inner = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) part{place}"  # noqa: S608 - written by Django; SQLite cuts a part only inside
        for place, (sql, _) in enumerate(named)
    )
    params = tuple(chain.from_iterable(params for _, params in named))
    return _frame(spec, model, order, fields).around((inner, params))


def sort_value(order: Order, rows: QuerySet[Any, Any]) -> Any:
    """Moments as text, to the last digit: only one of a page is ever read, by its cursor."""
    if order.sort.custom:
        return order.key
    moment = isinstance(order.key.resolve_expression(rows.query).output_field, DateTimeField)
    return ExactText(order.key) if moment else order.key


def _frame(spec: ListSpec, model: type[Model], order: Order, fields: bool) -> Frame:
    key = (connection.vendor, order, fields)
    if key not in spec.compiled:
        chosen = model._default_manager.filter(pk__in=PLACE).order_by(*order.keys)
        more = ("fields",) if fields else ()
        spec.compiled[key] = Frame.of(
            chosen.values_list(sort_value(order, chosen), "pk", *spec.expressions(), *more)
        )
    frame: Frame = spec.compiled[key]
    return frame
