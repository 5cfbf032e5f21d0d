"""People × their plan of one period: who has one, and how it stands."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count

from dabiao.core.actor import Actor, Scope
from dabiao.modules.org import queries as org
from dabiao.modules.plans.enums import PlanItemState, PlanStanding
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.queries.cadence import cadences_of
from dabiao.modules.plans.queries.leave import away_through
from dabiao.modules.plans.queries.reach import EDIT, READ
from dabiao.modules.plans.queries.reading import counts_of
from dabiao.modules.plans.rules.periods import before, containing, day_off, following

MOST = 500  # people on one page: who leads more looks at a unit


def team(*, grain: str, on: date, unit_id: int | None = None, actor: Actor) -> dict[str, Any]:
    """Everybody in the actor's reach who makes plans, by name; `capped` says that there are more than 500."""
    actor.require(READ)
    period = containing(on, grain)
    people = _people(unit_id, actor)
    shown = people[:MOST]
    ids = [one[0] for one in shown]
    owed = cadences_of(ids, period.first)
    plans = dict(
        Plan.objects.filter(owner_id__in=ids, grain=period.grain, starts_on=period.first).values_list(
            "owner_id", "pk"
        )
    )
    states, reasons = _items(list(plans.values()))
    away = away_through(period, ids)
    rows = []
    for user_id, name, unit in shown:
        plan_id = plans.get(user_id)
        counts = states.get(plan_id or 0, counts_of(()))
        due = user_id in owed and period.grain in owed[user_id].plans
        rows.append(
            {
                "owner_id": user_id,
                "owner_name": name,
                "unit_name": unit,
                "plan_id": plan_id,
                "due": due,
                "on_leave": user_id in away,
                "standing": _standing(counts, due=due and not day_off(period) and user_id not in away).value,
                "counts": counts,
                "reasons": reasons.get(plan_id or 0, []),
            }
        )
    return {
        "grain": period.grain,
        "starts_on": period.first,
        "ends_on": period.last,
        "previous": before(period).first,
        "next": following(period).first,
        "day_off": day_off(period),
        "rows": rows,
        "capped": len(people) > MOST,
    }


def _standing(counts: dict[str, int], *, due: bool) -> PlanStanding:
    if counts["total"] == 0:
        return PlanStanding.MISSING if due else PlanStanding.NONE
    return PlanStanding.OPEN if counts[PlanItemState.PLANNED] else PlanStanding.SETTLED


def _people(unit_id: int | None, actor: Actor) -> list[tuple[int, str, str]]:
    """(person, name, unit) of those who plan, within the actor's reach and that unit with all below it."""
    scope = actor.scope(READ)
    names = {unit["id"]: unit["name"] for unit in org.units()}
    within = {
        Scope.ALL: set(names),
        Scope.UNIT: set(actor.unit_ids),
        Scope.TEAM: {actor.unit_id},
    }.get(scope or Scope.OWN, set())
    if unit_id is not None:
        within &= set(org.units_below(unit_id))
    staff = org.staff_of([id for id in within if id])
    if actor.user_id is not None and actor.unit_id is not None and unit_id is None:
        staff.setdefault(actor.user_id, actor.unit_id)
    planning = org.scopes_of(list(staff), EDIT)
    called = org.names_of(list(planning))
    found = [(id, called.get(id, ""), names.get(staff[id], "")) for id in planning]
    return sorted(found, key=lambda one: (one[2], one[1], one[0]))


def _items(plan_ids: list[int]) -> tuple[dict[int, dict[str, int]], dict[int, list[dict[str, Any]]]]:
    """Plan → how many items in each state, and plan → why things were not done, the commonest first."""
    states: dict[int, dict[str, int]] = defaultdict(lambda: counts_of(()))
    reasons: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = PlanItem.objects.filter(plan_id__in=plan_ids).order_by().values_list("plan_id", "state", "reason")
    for plan_id, state, reason, count in rows.annotate(n=Count("pk")):
        states[plan_id][state] += count
        states[plan_id]["total"] += count
        if reason:
            reasons[plan_id][reason] += count
    told = {
        plan_id: [
            {"reason": one, "count": n} for one, n in sorted(found.items(), key=lambda x: (-x[1], x[0]))
        ]
        for plan_id, found in reasons.items()
    }
    return states, told
