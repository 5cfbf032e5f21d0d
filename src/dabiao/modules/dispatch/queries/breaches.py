"""Clocks that ran out: the list, and one with what may be done about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers
from dabiao.modules.dispatch.enums import Appeal
from dabiao.modules.dispatch.queries.reach import breaches as seen
from dabiao.modules.dispatch.queries.reach import named
from dabiao.modules.dispatch.rules.appealing import may_ask
from dabiao.modules.org import queries as org

BREACHES = ListSpec(
    kind="breach",
    columns={
        **plain("id", "stint_id", "lead_id"),
        **OWNERSHIP,
        **plain("clock"),
        **times("at"),
        **plain("level_before", "level_after", "waiver", "appeal", "appeal_text"),
        **times("asked_at"),
        **plain("judged_by_id", "judged_by_name"),
        **times("judged_at"),
        **plain("judgement", "version"),
    },
    sorts={"at": Sort("at", by_time=True)},
    default_sort="-at",
)
LOOKUPS = {"since": "at__gte", "until": "at__lt"}


def breaches(
    *, asked: PageRequest, filters: Mapping[str, Any], actor: Actor, now: datetime
) -> dict[str, Any]:
    actor.require("dispatch.read")
    chosen = seen(actor).filter(*(_condition(*item) for item in filters.items()))
    found = pages.page(chosen, BREACHES, asked, actor=actor)
    found["items"] = [row | _acts(row, actor, now) for row in named(found["items"], actor)]
    return found


def _condition(name: str, value: Any) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "level_lost":
        return ~Q(level_after="") if value else Q(level_after="")
    return Q(**{LOOKUPS.get(name, name): value})


def breach(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """One, with the verbs that would be accepted now: `appeal` by whom it concerns, `judge` by who leads them."""
    row = pages.one(seen(actor), BREACHES, id, actor=actor)
    return named([row], actor)[0] | _acts(row, actor, now)


def _acts(row: Mapping[str, Any], actor: Actor, now: datetime) -> dict[str, Any]:
    mine = row["owner_id"] == actor.user_id
    actions = ["appeal"] if mine and may_ask(row["appeal"], _moment(row["at"]), now) else []
    judged = covers(actor, "dispatch.judge", id=0, owner_id=row["owner_id"], unit_id=row["unit_id"])
    if row["appeal"] == Appeal.ASKED and judged and not mine:
        actions.append("judge")
    return {"actions": actions}


def _moment(at: Any) -> datetime:
    return at if isinstance(at, datetime) else datetime.fromisoformat(at)
