"""A plan as its owner and those who lead them read it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F

from dabiao.core.actor import Actor
from dabiao.core.kept import Among, Given, Kept, Rows
from dabiao.core.scoping import covers, fetch
from dabiao.modules.activities import queries as activities
from dabiao.modules.org import queries as org
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.queries.cadence import cadences_for
from dabiao.modules.plans.queries.reach import EDIT, career_of, items_for, visible_to
from dabiao.modules.plans.rules.periods import Period, before, containing, day_off, following

PLAIN = (
    *("id", "plan_id", "owner_id", "grain", "starts_on", "ends_on", "position", "title", "expected"),
    *("goal", "goal_unit", "metric", "day", "from_time", "to_time", "purpose", "resources", "risks"),
    *("countermeasures", "about_kind", "about_id", "parent_id", "state", "outcome", "reached", "lesson"),
    *("reason", "reason_note", "settled_at", "carried_from_id", "carries", "given_by_id", "source_kind"),
    *("source_id", "why", "evidence_id", "evidence_at", "version"),
)
_NONE = dict.fromkeys(("total", *PlanItemState.values), 0)
LONGER = {"day": ("week", "month"), "week": ("month", "quarter"), "month": ("quarter", "year")}


_OWNER, _GRAIN = Given("owner", BigIntegerField()), Given("grain", CharField())
_FIRST, _LAST = Given("first", DateField()), Given("last", DateField())
_HEAD = ("id", "unit_id", "focus", "lessons", "version")
_PLAN = Kept(lambda: Plan.objects.filter(owner_id=_OWNER, grain=_GRAIN, starts_on=_FIRST).values_list(*_HEAD))
_ABOVE = Kept(
    lambda: (
        PlanItem.objects.filter(
            owner_id=_OWNER,
            grain__in=Among("grains", CharField()),
            starts_on__lte=_LAST,
            ends_on__gte=_FIRST,
            state=PlanItemState.PLANNED,
        )
        .order_by("starts_on", "position", "pk")
        .values_list("id", "title", "grain", "starts_on")[:100]
    )
)
_BEYOND = {"parent_title": F("parent__title"), "carried_on": F("carried_to__starts_on")}
_ITEM = (*PLAIN, "unit_id", *_BEYOND)


def _items_of(rows: Any) -> Any:
    return rows.annotate(**_BEYOND).order_by("position", "pk").values_list(*_ITEM)


_ITEMS = Kept(lambda: _items_of(PlanItem.objects.filter(plan_id=Given("plan", BigIntegerField()))))
_ONE = Kept(lambda: _items_of(PlanItem.objects.filter(pk=Given("item", BigIntegerField()))))
_PARTS = Kept(
    lambda: (
        PlanItem.objects.filter(parent_id__in=Among("items", BigIntegerField()))
        .exclude(state=PlanItemState.CARRIED)
        .values_list("parent_id", "state")
    )
)


def plan_at(*, grain: str, on: date, owner_id: int | None, actor: Actor) -> dict[str, Any]:
    """The plan of the period in which that day lies; without one its `id` is null and there is nothing in it. Raises
    `core.not_found` for a person whose plans the actor does not see."""
    whose = owner_id or actor.person
    career = career_of(whose, actor=actor)
    period = containing(on, grain)
    return _shown(period, whose, career, actor)


def plan(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`, `access.forbidden`."""
    actor.require("plan.read")
    row = fetch(visible_to(actor), id)
    career = org.careers_of([row.owner_id]).get(row.owner_id)
    return _shown(containing(row.starts_on, row.grain), row.owner_id, career, actor)


def item(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`, `access.forbidden`."""
    actor.require("plan.read")
    fetch(items_for(actor), id)
    return _shaped(_ONE(item=id), actor)[0]


def _shown(period: Period, owner_id: int, career: dict[str, Any] | None, actor: Actor) -> dict[str, Any]:
    heads = _PLAN(owner=owner_id, grain=period.grain.value, first=period.first)
    head: dict[str, Any] = dict(zip(_HEAD, heads[0], strict=True)) if heads else {}
    items = _shaped(_ITEMS(plan=head["id"]), actor) if head else []
    owed = cadences_for({owner_id: career}, period.first).get(owner_id) if career else None
    stands = head.get("unit_id", career["unit_id"] if career else None)
    return {
        "id": head.get("id"),
        "owner_id": owner_id,
        "owner_name": career["name"] if career else "",
        "grain": period.grain,
        "starts_on": period.first,
        "ends_on": period.last,
        "previous": before(period).first,
        "next": following(period).first,
        "day_off": day_off(period),
        "due": bool(owed and period.grain in owed.plans),
        "look": owed.look if owed else None,
        "focus": head.get("focus", ""),
        "lessons": head.get("lessons", ""),
        "version": head.get("version", 0),
        "may_edit": covers(actor, EDIT, id=head.get("id", 0), owner_id=owner_id, unit_id=stands),
        "counts": counts_of(one["state"] for one in items),
        "items": items,
        "above": _above(period, owner_id),
    }


def counts_of(states: Iterable[str]) -> dict[str, int]:
    """How many in each state, and `total`."""
    found = dict(_NONE)
    for state in states:
        found[state] += 1
        found["total"] += 1
    return found


def _above(period: Period, owner_id: int) -> list[dict[str, Any]]:
    """Open items of longer plans over these days, of which one here may be a part."""
    longer = LONGER.get(period.grain)
    if not longer:
        return []
    rows = _ABOVE(owner=owner_id, grains=longer, first=period.first, last=period.last)
    return [dict(zip(("id", "title", "grain", "starts_on"), row, strict=True)) for row in rows]


def _shaped(rows: Rows, actor: Actor) -> list[dict[str, Any]]:
    """Items as the wire has them, with the names of their records where the actor sees these. Statements: one per kind of
    record, one for names, one for parts."""
    found = [dict(zip(_ITEM, row, strict=True)) for row in rows]
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
    for one in _PARTS(items=ids) if ids else ():
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
