"""Sales events with their figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers
from dabiao.modules.org import queries as org
from dabiao.modules.sales_events import rules
from dabiao.modules.sales_events.enums import AHEAD, EventState
from dabiao.modules.sales_events.models import Helper, SalesEvent
from dabiao.modules.sales_events.queries.figures import numbers_of
from dabiao.modules.sales_events.queries.reach import READ, visible_to

GOALS = ("goal_invited", "goal_attended", "goal_deals", "goal_signed_minor", "goal_received_minor")
EVENTS = ListSpec(
    kind="sales_event",
    columns={
        **plain("id", "name", "kind", "state"),
        **times("starts_at", "ends_at"),
        **plain("place", "introduction", "language", "capacity", "campaign_id"),
        "campaign_name": Column("campaign__name"),
        **plain(*GOALS, "window_days", "remind_days", "reason"),
        **times("ended_at"),
        **OWNERSHIP,
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"starts_at": Sort("starts_at", by_time=True)},
    default_sort="-starts_at",
)


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    actor.require(READ)
    rows = visible_to(actor).filter(*(_condition(*one) for one in filters.items()))
    found = pages.page(rows, EVENTS, asked, actor=actor)
    _complete(found["items"], actor)
    return found


def _condition(name: str, value: Any) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    lookups = {
        "state": "state__in",
        "starts_from": "starts_at__gte",
        "starts_before": "starts_at__lt",
        "q": "name__icontains",
    }
    return Q(**{lookups.get(name, name): value})


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """One event whole: who has a part in it, its figures, and what this actor may do to it now. Raises `core.not_found`."""
    row = pages.one(visible_to(actor), EVENTS, id, actor=actor)
    _complete([row], actor)
    helpers = Helper.objects.filter(event_id=id).select_related("user").order_by("part", "pk")
    row["team"] = [
        {
            "user_id": one.user_id,
            "user_name": one.user.name,
            "part": one.part,
            "goal_invited": one.goal_invited,
            "goal_attended": one.goal_attended,
        }
        for one in helpers
    ]
    row["token"] = SalesEvent.objects.values_list("token", flat=True).get(pk=id)
    return row


def _complete(rows: Sequence[dict[str, Any]], actor: Actor) -> None:
    counted = numbers_of([row["id"] for row in rows])
    for row in rows:
        row["figures"] = counted[row["id"]].as_wire()
        row["actions"] = _actions(row, actor)


def _actions(row: Mapping[str, Any], actor: Actor) -> list[str]:
    whose = {"id": row["id"], "owner_id": row["owner_id"], "unit_id": row["unit_id"]}
    edits = covers(actor, "sales_event.edit", **whose)
    closes = covers(actor, "sales_event.close", **whose)
    takes_part = edits or actor.shares.get("sales_event", {}).get(row["id"]) == "team"
    ahead = row["state"] in AHEAD
    possible = {
        "edit": edits and row["state"] != EventState.CANCELLED,
        "open": edits,
        "start": edits,
        "close": closes,
        "cancel": closes,
        "recount": closes and row["state"] == EventState.CLOSED,
        "invite": takes_part and ahead,
        "sign_in": takes_part and row["state"] in (EventState.OPEN, EventState.RUNNING),
        "link": takes_part and row["state"] != EventState.CANCELLED,
    }
    moves = {"open": "open", "start": "running", "close": "closed", "cancel": "cancelled"}
    allowed = rules.MOVES[row["state"]]
    return [verb for verb, may in possible.items() if may and (verb not in moves or moves[verb] in allowed)]


def holdings(user_id: int) -> int:
    return SalesEvent.objects.filter(owner_id=user_id, state__in=AHEAD).count()
