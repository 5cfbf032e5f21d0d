"""Keyset pages: (value, id) of the last row seen, on indexed sorts only, and counts that stop at a cap."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.conditions.columns import where
from dabiao.core.errors import Invalid
from dabiao.core.lists.order import Order
from dabiao.core.lists.spec import ListSpec
from dabiao.core.search.narrowing import Found, search

COUNT_CAP = 2_000
FOUND_CAP = 100  # of the rows that a text finds: of more there is nothing to be learnt by counting on
LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What the caller asked of a list. `limit` is 1–200; `where` a condition, as of `now`; `fields` the keys of custom ones."""

    sort: str = ""
    cursor: str = ""
    limit: int = 50
    q: str = ""
    count: bool = False
    where: Any = None
    now: datetime | None = None
    fields: tuple[str, ...] = ()


def after(queryset: QuerySet[Any], order: Order, cursor: str) -> QuerySet[Any]:
    """The rows behind the cursor, in this order."""
    if not cursor:
        return queryset
    value, last_id = _decode(cursor)
    path, side = order.sort.path, "lt" if order.descending else "gt"
    try:
        beyond_id = Q(**{f"pk__{side}": last_id})
        if value is None:
            return queryset.filter(Q(**{f"{path}__isnull": True}) & beyond_id)
        # the first, redundant half lets the index start at the right place
        behind = Q(**{f"{path}__{side}e": value}) & (Q(**{f"{path}__{side}": value}) | beyond_id)
        return queryset.filter(behind | Q(**{f"{path}__isnull": True}) if order.sort.nullable else behind)
    except (ValueError, TypeError) as error:
        raise Invalid("lists.bad_cursor", field="cursor") from error


def sides(order: Order, cursor: str) -> list[Q]:
    """In an order by a custom field: the rows behind the cursor that have a value, and those that have none."""
    key, none = order.key, where(order.key, "isnull", True)
    if not cursor:
        return [~none, none]
    value, last_id = _decode(cursor)
    side = "lt" if order.descending else "gt"
    beyond_id = Q(**{f"pk__{side}": last_id})
    if value is None:
        return [none & beyond_id]
    try:
        behind = where(key, f"{side}e", value) & (where(key, side, value) | beyond_id)
    except (ValueError, TypeError, ValidationError) as error:
        raise Invalid("lists.bad_cursor", field="cursor") from error
    return [~none & behind, none]


def cursor_of(value: Any, id: int) -> str:
    if isinstance(value, date | datetime):
        value = value.isoformat()
    return base64.urlsafe_b64encode(orjson.dumps([value, id], default=str)).decode().rstrip("=")


def _decode(cursor: str) -> tuple[Any, int]:
    try:
        value, last_id = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error):
        raise Invalid("lists.bad_cursor", field="cursor") from None
    if (
        not isinstance(last_id, int)
        or isinstance(last_id, bool)
        or not isinstance(value, str | int | float | None)
    ):
        raise Invalid("lists.bad_cursor", field="cursor")
    return value, last_id


def capped_count(found: Found, cap: int) -> tuple[int, bool]:
    """(rows, capped): an exact count up to the cap, then "2,000+"."""
    probed = found.probe_count(cap + 1)
    return min(probed, cap), probed > cap


def narrowed(queryset: QuerySet[Any], spec: ListSpec, asked: PageRequest, *, actor: Actor) -> Found:
    """The rows that the request's text finds. Raises `lists.not_searchable` where a list has nothing to find them by."""
    if not asked.q.strip():
        return Found(queryset)
    if spec.search is None:
        raise Invalid("lists.not_searchable", field="q")
    passes_on = bool(asked.cursor or queryset.query.where) or asked.limit > FOUND_CAP
    return search(queryset, spec.search, asked.q, actor=actor, passes_on=passes_on)
