"""People × their plan of one period: who has one, and how it stands."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateField

from dabiao.core.actor import Actor, Scope
from dabiao.core.kept import Among, Given, Kept
from dabiao.modules.org import queries as org
from dabiao.modules.plans.enums import PlanItemState, PlanStanding
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.queries.cadence import cadences_for
from dabiao.modules.plans.queries.leave import away_through
from dabiao.modules.plans.queries.reach import EDIT, READ
from dabiao.modules.plans.queries.reading import counts_of
from dabiao.modules.plans.rules.periods import before, containing, day_off, following

_IDS = BigIntegerField()
_PLANS = Kept(
    lambda: Plan.objects.filter(
        owner_id__in=Among("people", _IDS),
        grain=Given("grain", CharField()),
        starts_on=Given("first", DateField()),
    ).values_list("owner_id", "pk")
)
_COUNTS = Kept(
    lambda: (
        PlanItem.objects.filter(plan_id__in=Among("plans", _IDS))
        .order_by()
        .values_list("plan_id", "state", "reason")
        .annotate(n=Count("pk"))
    )
)
MOST = 500  # people on one page: who leads more looks at a unit


def team(*, grain: str, on: date, unit_id: int | None = None, actor: Actor) -> dict[str, Any]:
    """Everybody in the actor's reach who makes plans, by name; `capped` says that there are more than 500."""
    actor.require(READ)
    period = containing(on, grain)
    people, careers = _people(unit_id, actor)
    shown = people[:MOST]
    ids = [one[0] for one in shown]
    owed = cadences_for({id: careers[id] for id in ids}, period.first)
    plans: dict[int, int] = dict(_PLANS(people=ids, grain=period.grain.value, first=period.first))
    states, reasons = _items(list(plans.values()))
    away = away_through(period, ids)
    rows, off = [], day_off(period)
    for user_id, name, unit in shown:
        plan_id = plans.get(user_id)
        counts = states.get(plan_id or 0) or counts_of(())
        due = user_id in owed and period.grain in owed[user_id].plans
        rows.append(
            {
                "owner_id": user_id,
                "owner_name": name,
                "unit_name": unit,
                "plan_id": plan_id,
                "due": due,
                "on_leave": user_id in away,
                "standing": _standing(counts, due=due and not off and user_id not in away).value,
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
        "day_off": off,
        "rows": rows,
        "capped": len(people) > MOST,
    }


def _standing(counts: dict[str, int], *, due: bool) -> PlanStanding:
    if counts["total"] == 0:
        return PlanStanding.MISSING if due else PlanStanding.NONE
    return PlanStanding.OPEN if counts[PlanItemState.PLANNED] else PlanStanding.SETTLED


def _people(
    unit_id: int | None, actor: Actor
) -> tuple[list[tuple[int, str, str]], Mapping[int, dict[str, Any]]]:
    """(person, name, unit) of those who plan, within the actor's reach and that unit with all below it; and their careers."""
    scope = actor.scope(READ)
    names = org.names_of_units()
    reaching: dict[Scope, set[Any]] = {
        Scope.ALL: set(names),
        Scope.UNIT: set(actor.unit_ids),
        Scope.TEAM: {actor.unit_id},
    }
    within = reaching.get(scope or Scope.OWN, set())
    if unit_id is not None:
        within &= set(org.units_below(unit_id))
    staff = org.staff_of([id for id in within if id])
    if actor.user_id is not None and actor.unit_id is not None and unit_id is None:
        staff.setdefault(actor.user_id, actor.unit_id)
    careers = org.careers_of(list(org.scopes_of(list(staff), EDIT)))
    found = [(id, one["name"], names.get(staff[id], "")) for id, one in careers.items()]
    return sorted(found, key=lambda one: (one[2], one[1], one[0])), careers


def _items(plan_ids: list[int]) -> tuple[dict[int, dict[str, int]], dict[int, list[dict[str, Any]]]]:
    """Plan → how many items in each state, and plan → why things were not done, the commonest first."""
    states: dict[int, dict[str, int]] = defaultdict(lambda: counts_of(()))
    reasons: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for plan_id, state, reason, count in _COUNTS(plans=plan_ids) if plan_ids else ():
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
