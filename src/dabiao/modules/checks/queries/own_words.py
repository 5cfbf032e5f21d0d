"""What people say of their own work, offered to be checked: plans of days and weeks, and reports that were handed in."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.checkables import Evidence, Pick
from dabiao.core.days import local_day
from dabiao.modules.plans import queries as plans
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.queries import reading
from dabiao.modules.reports.queries import records

LINES = 20


def plans_of(
    people: Collection[int],
    *,
    since: datetime,
    until: datetime,
    where: Any,
    now: datetime,
) -> Iterable[Pick]:
    """Plans that begin on these days and hold something; risky where things are still open, or not done."""
    for plan_id, owner_id, states in plans.begun_on(people, local_day(since), local_day(until)):
        undone = {PlanItemState.PLANNED, PlanItemState.DROPPED, PlanItemState.CARRIED}
        yield owner_id, plan_id, len(undone.intersection(states))


def reports_of(
    people: Collection[int],
    *,
    since: datetime,
    until: datetime,
    where: Any,
    now: datetime,
) -> Iterable[Pick]:
    """Reports that were handed in; risky where they came late."""
    for id, owner_id, late in records.handed_in(people, since, until):
        yield owner_id, id, int(late)


def of_plan(id: int, owner_id: int, actor: Actor) -> Sequence[Evidence]:
    """Its focus, what was planned with what came of it, and what was learnt."""
    plan = reading.plan(id, actor=actor)
    found = [Evidence("fields.plan.focus", plan["focus"])] if plan["focus"] else []
    for one in plan["items"][:LINES]:
        came = one["outcome"] or one["reason_note"] or one["lesson"]
        words = " — ".join(part for part in (one["title"], came) if part)
        found.append(Evidence(f"enums.plan_state.{one['state']}", words))
    if plan["lessons"]:
        found.append(Evidence("fields.plan.lessons", plan["lessons"]))
    return found


def of_report(id: int, owner_id: int, actor: Actor) -> Sequence[Evidence]:
    """When it came, and what was answered to each question."""
    found = [Evidence("screens.checks.report.submitted_at", at, "moment") for at in (records.came(id),) if at]
    said = records.answers_of(id, actor=actor)
    return [
        *found,
        *(Evidence("screens.checks.report.answer", f"{title}：{text}") for title, text in said[:LINES]),
    ]
