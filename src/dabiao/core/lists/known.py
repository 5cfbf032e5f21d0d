"""A page of a text's answers, out of those that search has looked for one by one.

They may be all there are. Or the word is so common that they are only the newest by id; then, in an order that nearly is the
order of ids (when a lead came in), a page is among them, but for records that were entered late with an early number: those
that stand before the page's last row and have a lower id than all that search looked at. They are few, an index names them,
and only they are compared one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.lists.compiled import Values, rows_within, sort_value
from dabiao.core.lists.keyset import PageRequest, after
from dabiao.core.lists.order import Order
from dabiao.core.lists.spec import ListSpec
from dabiao.core.scoping import Condition
from dabiao.core.search.narrowing import Found
from dabiao.core.search.pieces import each_of

FARTHEST = 100_000  # rows of the index between the page's first and last, by estimate; farther, the list itself is read
MOST_OUT_OF_ORDER = 1_000


@dataclass(frozen=True, slots=True)
class Known:
    """Rows as `rows_of` gives them. The list has `at_least` so many, and no more if they are `all`."""

    rows: list[Values]
    at_least: int
    all: bool


def rows_of_known(
    found: Found,
    spec: ListSpec,
    order: Order,
    asked: PageRequest,
    *,
    limit: int,
    ways: Sequence[Condition] = (),
) -> Known | None:
    """None when the answers that are known do not decide which rows the page has."""
    if not _are_enough(found, order, limit):
        return None
    seen = found.among(reduce(or_, ways)) if ways else found
    behind = after(seen.of_known(), order, asked.cursor).order_by(*order.keys)
    known = list(behind.values_list(sort_value(order, behind), "pk"))
    ids = [id for _, id in known[:limit]]
    if not found.are_all:
        if len(known) < limit:
            return None
        late = _out_of_order(seen, order, known[limit - 1])
        if len(late) > MOST_OUT_OF_ORDER:
            return None
        if late:
            ids += after(seen.rows.filter(pk__in=late), order, asked.cursor).values_list("pk", flat=True)
    rows = rows_within([each_of(ids)], spec, seen.all_rows.model, order, fields=bool(asked.fields))
    return Known(rows[:limit], len(known), found.are_all and not asked.cursor)


def _are_enough(found: Found, order: Order, limit: int) -> bool:
    """Whether the known answers are all, or a page is likely to be among the newest and not far to its last row."""
    if found.ids is None or found.path != "pk" or order.sort.custom:
        return False
    if found.are_all:
        return True
    if not (order.sort.by_time and order.descending):
        return False
    span = found.ids[0] - found.ids[-1]
    return span * limit <= FARTHEST * len(found.ids)


def _out_of_order(seen: Found, order: Order, last: tuple[Any, int]) -> list[int]:
    """Ids of all rows, seen or not, that stand before `last` though their id is lower than those of all known answers."""
    assert seen.ids
    (value, id), path = last, order.sort.path
    everybodys: QuerySet[Any] = seen.all_rows.model._default_manager.all()
    before = Q(**{f"{path}__gt": value}) | Q(**{path: value, "pk__gt": id})
    rows = everybodys.filter(before, **{f"{path}__gte": value, "pk__lt": seen.ids[-1]})
    return list(rows.order_by(*order.keys).values_list("pk", flat=True)[: MOST_OUT_OF_ORDER + 1])
