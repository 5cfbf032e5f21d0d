"""A page of a text's answers, out of those that search has looked for one by one.

They may be all there are. Or the word is so common that they are only the newest by id; then, in an order that nearly is the
order of ids (when a lead came in), a page is among them, but for records that were entered late with an early number: those
that stand before the page's last row and have a lower id than all that search looked at. They are few, an index names them,
and only they are compared one by one.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from dabiao.core.db import OwnColumns
from dabiao.core.kept import NOTHING, Sql
from dabiao.core.lists.compiled import Values, ids_of, rows_within, sort_value
from dabiao.core.lists.keyset import PageRequest, after
from dabiao.core.lists.order import Order
from dabiao.core.lists.spec import ListSpec
from dabiao.core.scoping import Condition
from dabiao.core.search.narrowing import Found
from dabiao.core.search.pieces import each_of

FARTHEST = 100_000  # rows of the index between the page's first and last; farther, the list itself is read
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
    if not _are_enough(found, order, limit, among_all=not ways):
        return None
    seen = found.among(reduce(or_, ways)) if ways else found
    behind = after(seen.of_known(), order, asked.cursor).order_by(*order.keys)
    known = list(behind.values_list(sort_value(order, behind), "pk"))
    ids = [id for _, id in known[:limit]]
    if not found.are_all:
        if len(known) < limit:
            return None
        late = _out_of_order(found, ways, order, known[limit - 1][0])
        if late is None:
            return None
        if late:
            ids += after(seen.rows.filter(pk__in=late), order, asked.cursor).values_list("pk", flat=True)
    rows = rows_within([each_of(ids)], spec, seen.all_rows.model, order, fields=bool(asked.fields))
    return Known(rows[:limit], len(known), found.are_all and not asked.cursor)


def _are_enough(found: Found, order: Order, limit: int, *, among_all: bool) -> bool:
    """Whether the known answers are all, or a page is likely to be among the newest and not far to its last row."""
    if found.ids is None or found.path != "pk" or order.sort.custom:
        return False
    if found.are_all:
        return True
    if not order.is_newest_first:
        return False
    span = found.ids[0] - found.ids[-1]
    return not among_all or span * limit <= FARTHEST * len(found.ids)


def _out_of_order(found: Found, ways: Sequence[Condition], order: Order, value: Any) -> list[int] | None:
    """Ids of rows that stand before those with `value` though their id is lower than that of all known answers.

    Of everybody's rows, or of those that pass one of `ways`, each column of which has an index by time with the ids in
    it. None when they are many, or many rows stand before.
    """
    assert found.ids
    later: QuerySet[Any] = found.all_rows.model._default_manager.filter(**{f"{order.sort.path}__gt": value})
    apart = [one for way in ways for one in (way.apart() if isinstance(way, OwnColumns) else [way])]
    parts = [ids_of(rows, limit=FARTHEST + 1) for rows in (map(later.filter, apart) if ways else [later])]
    before, late = _counted([part for part in parts if part != NOTHING], below=found.ids[-1])
    return None if before > FARTHEST or len(late) > MOST_OUT_OF_ORDER else late


def _counted(parts: list[Sql], *, below: int) -> tuple[int, list[int]]:
    """How many ids there are, and those among them below that."""
    if not parts:
        return 0, []
    listed = "json_agg" if connection.vendor == "postgresql" else "json_group_array"
    each = " UNION ALL ".join(f"SELECT * FROM ({sql}) part{place}" for place, (sql, _) in enumerate(parts))  # noqa: S608
    text = f"SELECT COUNT(*), {listed}(pk) FILTER (WHERE pk < %s) FROM ({each}) parts"  # noqa: S608 - ids and Django's SQL
    with connection.cursor() as cursor:
        cursor.execute(text, (below, *(param for _, params in parts for param in params)))
        before, late = cursor.fetchone()
    return before, json.loads(late) if isinstance(late, str) else late or []
