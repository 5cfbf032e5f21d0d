"""Guests of an event, whose numbers nobody sees in full here."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import Column, ListSpec, Sort, plain, times
from dabiao.core.masking import masked
from dabiao.core.scoping import fetch
from dabiao.modules.sales_events.models import Guest
from dabiao.modules.sales_events.queries.reach import visible_to

MOST_AT_DOOR = 20
GUESTS = ListSpec(
    kind="sales_event_guest",
    columns={
        **plain("id", "event_id", "about_kind", "about_id", "customer_id", "name", "company", "phone"),
        **plain("inviter_id"),
        "inviter_name": Column("inviter__name"),
        **plain("state", "party", "code", "token", "walk_in", "arrived_way"),
        **times("invited_at", "answered_at", "arrived_at"),
        "arrived_by_name": Column("arrived_by__name"),
    },
    sorts={"invited_at": Sort("invited_at", by_time=True)},
    default_sort="-invited_at",
)


def guests_of(actor: Actor) -> QuerySet[Guest]:
    """The guests of every event that the actor sees."""
    return Guest.objects.filter(event__in=visible_to(actor))


def guests(event_id: int, *, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """A page of an event's guests, last invited first. Raises `core.not_found`."""
    fetch(visible_to(actor), event_id)
    rows = Guest.objects.filter(event=event_id).filter(*(_condition(*one) for one in filters.items()))
    found = pages.page(rows, GUESTS, asked, actor=actor)
    _shown(found["items"], actor)
    return found


def guest(id: int, *, actor: Actor) -> dict[str, Any]:
    """One. Raises `core.not_found`."""
    row = pages.one(guests_of(actor), GUESTS, id, actor=actor)
    _shown([row], actor)
    return row


def _condition(name: str, value: Any) -> Q:
    if name == "state":
        return Q(state__in=value)
    if name == "search":
        return _said(value)
    return Q(**{name: value})


def _said(text: str) -> Q:
    """Part of a name or company, a whole code, or the last four digits of a phone or more."""
    found = Q(name__icontains=text) | Q(company__icontains=text)
    if re.fullmatch(r"\d{6}", text):
        found |= Q(code=text)
    if re.fullmatch(r"\d{4,15}", text):
        found |= Q(phone__endswith=text)
    return found


def at_the_door(event_id: int, *, text: str, actor: Actor) -> list[dict[str, Any]]:
    """Who it may be that stands at the door; who has not arrived yet first. Raises `core.not_found`."""
    fetch(visible_to(actor), event_id)
    rows = Guest.objects.filter(_said(text), event=event_id)
    awaited = F("arrived_at").asc(nulls_first=True)
    chosen = list(rows.order_by(awaited, "name", "pk")[:MOST_AT_DOOR].values_list("pk", flat=True))
    asked = PageRequest(sort="", cursor="", limit=MOST_AT_DOOR, q="", count=False)
    found: list[dict[str, Any]] = pages.page(Guest.objects.filter(pk__in=chosen), GUESTS, asked, actor=actor)[
        "items"
    ]
    _shown(found, actor)
    return sorted(found, key=lambda row: chosen.index(row["id"]))


def _shown(rows: Sequence[dict[str, Any]], actor: Actor) -> None:
    """Phones masked; the record behind a guest only for who sees it. One statement per kind among them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row["about_kind"]].add(row["about_id"])
    seen = {
        (kind, id)
        for kind, ids in wanted.items()
        for id in subjects.get(kind).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)
    }
    for row in rows:
        row["phone"] = masked(row["phone"], "phone")
        row["seen"] = (row["about_kind"], row["about_id"]) in seen
