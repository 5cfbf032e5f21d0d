"""What carries a person's figures of the month, what they still lack and how likely that is, and the next step for who is new
or has lost."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from dabiao.core import figures
from dabiao.core.calendar import workdays_between, workdays_in
from dabiao.core.scoping import covers
from dabiao.modules.activities import queries as activities
from dabiao.modules.org import queries as org
from dabiao.modules.plans.enums import PlanGoalUnit, PlanGrain, PlanItemState, PlanSource
from dabiao.modules.plans.models import PlanItem
from dabiao.modules.plans.queries._proposal import Asked, Proposal
from dabiao.modules.plans.queries.cadence import rhythm
from dabiao.modules.plans.rules import stepping
from dabiao.modules.plans.rules.cadence import is_new
from dabiao.modules.plans.rules.periods import containing
from dabiao.modules.targets.queries import of_person
from dabiao.modules.targets.queries.of_person import Standing


def of_targets(asked: Asked) -> Iterator[Proposal]:
    """Nothing to an actor who may not see the person's targets."""
    whose: dict[str, Any] = {"id": 0, "owner_id": asked.owner_id, "unit_id": asked.unit_id}
    if not covers(asked.actor, "target.read", **whose):
        return
    day = max(asked.period.first, asked.today)
    yield from _carriers(asked, day)
    lacking = [one for one in of_person.standing_of(asked.owner_id, day) if one.reached < one.must]
    if not lacking:
        return
    new, weeks = _here(asked.owner_id, day, lacking)
    for one in lacking:
        worked = [amount for monday, amount in one.weeks if monday in weeks]
        yield _gap(one, worked, day)
        if asked.period.grain == PlanGrain.WEEK and (new or stepping.losing(one.before)):
            yield from _step(one, worked)


def _here(user_id: int, day: date, lacking: list[Standing]) -> tuple[bool, set[date]]:
    """Whether somebody is new on that day, and the Mondays of those of these weeks in which they worked at all."""
    career = org.careers_of([user_id]).get(user_id)
    hired = career["hired_on"] if career else day
    known = rhythm()
    mondays = [monday for monday, _ in lacking[0].weeks]
    away = org.absent_on([user_id], mondays[0], day).get(user_id, [])
    here = {
        monday
        for monday in mondays
        if monday >= hired
        and any(
            not any(first <= one <= last for first, last in away)
            for one in workdays_in(monday, monday + timedelta(days=6))
        )
    }
    return is_new(hired, day, known.newcomer_months), here


def _carriers(asked: Asked, day: date) -> Iterator[Proposal]:
    carriers = of_person.carriers_of(asked.owner_id, day)
    for kind in (PlanSource.CARRIER_OPPORTUNITY, PlanSource.CARRIER_CUSTOMER):
        name = "opportunity" if kind == PlanSource.CARRIER_OPPORTUNITY else "customer"
        ids = [one["ref_id"] for one in carriers if one["kind"] == name]
        titles = activities.titles(name, ids, actor=asked.actor) if asked.actor.may(f"{name}.read") else {}
        for id in dict.fromkeys(ids):
            if id in titles:
                about: dict[str, Any] = {"about_kind": name, "about_id": id, "about_title": titles[id]}
                yield Proposal(kind, id, titles[id], ({"code": "carries"},), **about)


def _gap(one: Standing, weeks: list[int], day: date) -> Proposal:
    lacking = one.must - one.reached
    found = stepping.odds(weeks, lacking, workdays_between(day, one.last))
    why = {"code": "gap", "must": one.must, "reached": one.reached, **_why(one, lacking)}
    if found is not None:
        code = "gap_feasible" if found.feasible else "gap_unlikely"
        why |= {"code": code, "times": found.times, "of": found.of}
    return _measured(PlanSource.GAP, one, lacking, why)


def _step(one: Standing, weeks: list[int]) -> Iterator[Proposal]:
    found = stepping.step(weeks, one.must - one.reached)
    if found is not None:
        amount, odds = found
        why = {"code": "step", "times": odds.times, "of": odds.of, **_why(one, amount)}
        yield _measured(PlanSource.STEP, one, amount, why)


def _why(one: Standing, amount: int) -> dict[str, Any]:
    currency = one.currency if one.measured == "money" else ""
    named = {"metric": one.code, "name": one.name, "built_in": one.built_in}
    return {"amount": amount, "currency": currency, **named}


def _measured(kind: PlanSource, one: Standing, amount: int, why: dict[str, Any]) -> Proposal:
    unit = PlanGoalUnit.MONEY if one.measured == "money" else PlanGoalUnit.PIECES
    goal: dict[str, Any] = {"goal": amount, "goal_unit": unit.value, "metric": f"metric.{one.code}"}
    return Proposal(kind, one.cell_id, one.name or one.code, (why,), **goal)


def steps_reached(
    people: Collection[int], day: date, *, now: datetime
) -> dict[int, list[tuple[int, int, str]]]:
    """Person → (item, its plan, what it is called) of the steps of the week that their figures have reached."""
    week = containing(day, PlanGrain.WEEK)
    rows = PlanItem.objects.filter(
        grain=PlanGrain.WEEK,
        starts_on=week.first,
        source_kind=PlanSource.STEP,
        state__in=(PlanItemState.PLANNED, PlanItemState.DONE),
        owner_id__in=people,
        goal__gt=0,
    ).exclude(metric="")
    taken = list(rows.order_by("pk").values_list("owner_id", "pk", "plan_id", "title", "metric", "goal"))
    codes = {row[4] for row in taken}
    whose: list[figures.Whose] = [("user", owner_id) for owner_id in sorted({row[0] for row in taken})]
    reached = figures.values(codes, whose, (week.first, day), now=now)
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for owner_id, id, plan_id, title, metric, goal in taken:
        if reached.get((metric, ("user", owner_id)), 0) >= (goal or 0):
            found[owner_id].append((id, plan_id, title))
    return found
