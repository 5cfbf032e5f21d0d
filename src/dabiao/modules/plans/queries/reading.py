"""A plan as its owner and those who lead them read it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q

from dabiao.core.actor import Actor
from dabiao.core.scoping import covers, fetch
from dabiao.modules.activities import queries as activities
from dabiao.modules.org import queries as org
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.queries.cadence import cadences_of
from dabiao.modules.plans.queries.reach import EDIT, items_for, place_of, visible_to
from dabiao.modules.plans.rules.periods import Period, before, containing, day_off, following

PLAIN = (
    *("id", "plan_id", "owner_id", "grain", "starts_on", "ends_on", "position", "title", "expected"),
    *("goal", "goal_unit", "metric", "day", "from_time", "to_time", "purpose", "resources", "risks"),
    *("countermeasures", "about_kind", "about_id", "parent_id", "state", "outcome", "reached", "lesson"),
    *("reason", "reason_note", "settled_at", "carried_from_id", "carries", "given_by_id", "source_kind"),
    *("source_id", "why", "evidence_id", "evidence_at", "version"),
)
LONGER = {"day": ("week", "month"), "week": ("month", "quarter"), "month": ("quarter", "year")}


def plan_at(*, grain: str, on: date, owner_id: int | None, actor: Actor) -> dict[str, Any]:
    """The plan of the period in which that day lies; without one its `id` is null and there is nothing in it. Raises
    `core.not_found` for a person whose plans the actor does not see."""
    whose = owner_id or actor.person
    unit_id = place_of(whose, actor=actor)
    period = containing(on, grain)
    row = Plan.objects.filter(owner_id=whose, grain=period.grain, starts_on=period.first).first()
    return _shown(row, period, whose, unit_id, actor)


def plan(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`, `access.forbidden`."""
    actor.require("plan.read")
    row = fetch(visible_to(actor), id)
    return _shown(row, containing(row.starts_on, row.grain), row.owner_id, row.unit_id, actor)


def item(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`, `access.forbidden`."""
    actor.require("plan.read")
    fetch(items_for(actor), id)
    return shaped(PlanItem.objects.filter(pk=id), actor)[0]


def _shown(
    row: Plan | None, period: Period, owner_id: int, unit_id: int | None, actor: Actor
) -> dict[str, Any]:
    items = shaped(PlanItem.objects.filter(plan=row).order_by("position", "pk"), actor) if row else []
    named = org.names_of([owner_id])
    owed = cadences_of([owner_id], period.first).get(owner_id)
    edits = covers(
        actor, EDIT, id=row.pk if row else 0, owner_id=owner_id, unit_id=row.unit_id if row else unit_id
    )
    return {
        "id": row.pk if row else None,
        "owner_id": owner_id,
        "owner_name": named.get(owner_id, ""),
        "grain": period.grain,
        "starts_on": period.first,
        "ends_on": period.last,
        "previous": before(period).first,
        "next": following(period).first,
        "day_off": day_off(period),
        "due": bool(owed and period.grain in owed.plans),
        "look": owed.look if owed else None,
        "focus": row.focus if row else "",
        "lessons": row.lessons if row else "",
        "version": row.version if row else 0,
        "may_edit": edits,
        "counts": counts_of(one["state"] for one in items),
        "items": items,
        "above": _above(period, owner_id),
    }


def counts_of(states: Iterable[str]) -> dict[str, int]:
    """How many in each state, and `total`."""
    found = dict.fromkeys(("total", *PlanItemState.values), 0)
    for state in states:
        found[state] += 1
        found["total"] += 1
    return found


def _above(period: Period, owner_id: int) -> list[dict[str, Any]]:
    """Open items of longer plans over these days, of which one here may be a part."""
    rows = PlanItem.objects.filter(
        owner_id=owner_id,
        grain__in=LONGER.get(period.grain, ()),
        starts_on__lte=period.last,
        ends_on__gte=period.first,
        state=PlanItemState.PLANNED,
    )
    named = rows.order_by("starts_on", "position", "pk").values("id", "title", "grain", "starts_on")
    return [dict(one) for one in named[:100]]


def shaped(rows: Any, actor: Actor) -> list[dict[str, Any]]:
    """Items as the wire has them, with the names of their records where the actor sees these. Statements: one for the items,
    one per kind of record, one for names, one for parts."""
    found = list(
        rows.values(*PLAIN, "unit_id", parent_title=F("parent__title"), carried_on=F("carried_to__starts_on"))
    )
    titles = _titles(found, actor)
    people = org.names_of(sorted({one["given_by_id"] for one in found if one["given_by_id"]}))
    parts = _parts([one["id"] for one in found])
    for one in found:
        about = (one["about_kind"], one["about_id"])
        one["about_kind"] = one["about_kind"] or None
        one["about_title"] = titles.get(about)
        one["reason"] = one["reason"] or None
        one["given_by_name"] = people.get(one["given_by_id"] or 0)
        one["parts"], one["parts_done"] = parts.get(one["id"], (0, 0))
        one["actions"] = _actions(one, actor)
        del one["unit_id"]
    return found


def _titles(found: Sequence[dict[str, Any]], actor: Actor) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for one in found:
        if one["about_kind"]:
            wanted[one["about_kind"]].add(one["about_id"])
    return {
        (kind, id): title
        for kind, ids in wanted.items()
        for id, title in activities.titles(kind, ids, actor=actor).items()
    }


def _parts(ids: list[int]) -> dict[int, tuple[int, int]]:
    """Item → how many items of shorter plans are a part of it, and how many of these are done; what goes on counts where it
    went."""
    found: dict[int, tuple[int, int]] = {}
    rows = PlanItem.objects.filter(parent_id__in=ids).exclude(Q(state=PlanItemState.CARRIED))
    for one in rows.values_list("parent_id", "state") if ids else ():
        total, done = found.get(one[0], (0, 0))
        found[one[0]] = (total + 1, done + (one[1] == PlanItemState.DONE))
    return found


def _actions(one: dict[str, Any], actor: Actor) -> list[str]:
    if not covers(actor, EDIT, id=one["id"], owner_id=one["owner_id"], unit_id=one["unit_id"]):
        return []
    if one["state"] == PlanItemState.CARRIED:
        return ["learn"]
    if one["state"] != PlanItemState.PLANNED:
        return ["learn", "reopen"]
    foreign = one["given_by_id"] not in (None, actor.user_id)
    fixed = foreign or one["carried_from_id"] is not None
    return ["edit", "finish", "drop", "carry", *([] if fixed else ["remove"])]
