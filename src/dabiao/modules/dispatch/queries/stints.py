"""People's turns with leads: the list behind every number of the compliance record, and one's own running clocks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import Column, ListSpec, Sort, plain, times
from dabiao.core.masking import masked
from dabiao.core.scoping import covers
from dabiao.modules.dispatch.enums import RUNNING_STATES, CaseState, Evidence, Kept
from dabiao.modules.dispatch.models import Breach, Stint
from dabiao.modules.dispatch.queries.reach import named, reads_lead
from dabiao.modules.dispatch.queries.reach import stints as seen
from dabiao.modules.org import queries as org

STINTS = ListSpec(
    kind="stint",
    columns={
        **plain("id", "lead_id"),
        "owner_id": Column("user_id"),
        "owner_name": Column("user__name"),
        "unit_id": Column("unit_id"),
        "unit_name": Column("unit__name"),
        **times("given_at", "warn_at", "due_at", "responded_at"),
        **plain("evidence"),
        **times("feedback_due_at", "feedback_at"),
        **plain("intent"),
        **times("ended_at"),
        **plain("end"),
    },
    sorts={"given_at": Sort("given_at", by_time=True)},
    default_sort="-given_at",
)
LOOKUPS = {"owner_id": "user_id", "since": "given_at__gte", "until": "given_at__lt"}


def _kept(done: str, due: str) -> Mapping[str, Q]:
    some = Q(**{f"{done}__isnull": False})
    in_time = some & (Q(**{f"{due}__isnull": True}) | Q(**{f"{done}__lte": F(due)}))
    return {
        Kept.IN_TIME: in_time,
        Kept.LATE: some & Q(**{f"{done}__gt": F(due)}),
        Kept.NONE: Q(**{f"{done}__isnull": True}),
    }


KEPT = {"answered": _kept("responded_at", "due_at"), "feedback": _kept("feedback_at", "feedback_due_at")}


def proven_leads() -> QuerySet[Any, Any]:
    """Ids of the leads whose first clock was stopped by something that we saw ourselves, and not by anybody's word."""
    unseen = (Evidence.NONE, Evidence.DECLARED)
    return Stint.objects.exclude(responded_at=None).exclude(evidence__in=unseen).values("lead_id")


def stints(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    actor.require("dispatch.read")
    chosen = seen(actor).filter(*(_condition(*item) for item in filters.items()))
    found = pages.page(chosen, STINTS, asked, actor=actor)
    found["items"] = named(found["items"], actor)
    return found


def _condition(name: str, value: Any) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name in KEPT:
        return KEPT[name][value]
    if name in ("breached", "waiver", "appeal"):
        column = "clock" if name == "breached" else name
        return _with(**{column: value})
    if name == "level_lost":
        lost = Q(Exists(_breaches().exclude(level_after="")))
        return lost if value else ~lost
    return Q(**{LOOKUPS.get(name, name): value})


def _breaches() -> Any:
    return Breach.objects.filter(stint=OuterRef("pk"))


def _with(**columns: Any) -> Q:
    return Q(Exists(_breaches().filter(**columns)))


OF_LEAD = ("name", "company", "phone", "grade", "source", "campaign", "region", "received_at")


def clocks(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """My running clocks, what is due first, in one statement. `phone` as I may see it."""
    actor.require("dispatch.read")
    mine = Stint.objects.filter(
        case__owner_id=actor.user_id or 0,
        case__state__in=RUNNING_STATES,
        pk=F("case__stint_id"),
        ended_at=None,
    )
    facts = ("given_at", "warn_at", "due_at", "responded_at", "evidence", "feedback_due_at")
    paths = [f"case__lead__{name}" for name in OF_LEAD]
    rows = mine.order_by(F("case__due_at").asc(nulls_last=True), "pk").values_list(
        "pk", "lead_id", "unit_id", "case__state", "case__hops", *facts, *paths
    )
    names = ("id", "lead_id", "unit_id", "state", "hops", *facts, *OF_LEAD)
    return {"as_of": now, "items": [_clock(dict(zip(names, row, strict=True)), actor) for row in rows]}


def _clock(row: dict[str, Any], actor: Actor) -> dict[str, Any]:
    whose = {"id": row["lead_id"], "owner_id": actor.user_id, "unit_id": row.pop("unit_id")}
    phone, reads = row["phone"], covers(actor, "lead.read_phone", **whose)
    looks = bool(phone) and not reads and covers(actor, "lead.reveal", **whose)
    feedback = row["state"] == CaseState.FEEDBACK
    return {
        **row,
        "title": row["name"] or row["company"] or f"#{row['lead_id']}",
        "phone": (phone if reads else masked(phone, "phone")) if reads_lead(actor, **whose) else "",
        "reveals": looks,
        "warn_at": None if feedback else row["warn_at"],
        "due_at": row["feedback_due_at"] if feedback else row["due_at"],
    }
