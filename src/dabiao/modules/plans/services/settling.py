"""An item comes to its end: done, dropped, or carried over; and open again if that was a mistake."""

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.modules.activities import services as activities
from dabiao.modules.org import queries as org
from dabiao.modules.plans import events
from dabiao.modules.plans.enums import PlanItemState, PlanSource
from dabiao.modules.plans.models import FIGURE_MAX, Plan, PlanItem
from dabiao.modules.plans.rules.periods import Period, containing, next_working
from dabiao.modules.plans.services import _checks, _plans
from dabiao.modules.plans.services._carrying import carried


@transaction.atomic
def finish(
    item_id: int,
    *,
    outcome: str = "",
    reached: int | None = None,
    lesson: str = "",
    actor: Actor,
    now: datetime,
) -> PlanItem:
    """It is done, with what came of it. Saying so again changes nothing. Raises `plans.settled`."""
    plan, item = _plans.held_item(item_id, actor)
    if item.state == PlanItemState.DONE:
        return item
    _open(item)
    if reached is not None and not 0 <= reached <= FIGURE_MAX:
        raise Invalid("plans.out_of_range", field="reached", least=0, most=FIGURE_MAX)
    told = {"outcome": outcome.strip(), "reached": reached, "lesson": lesson.strip()}
    _plans.save(item, now, state=PlanItemState.DONE.value, settled_at=now, **told)
    _plans.note(plan, events.PlanItemFinished(item.pk, item.title, outcome=item.outcome), actor, now)
    if item.source_kind == PlanSource.TASK and item.source_id is not None:
        with suppress(NotFound, Forbidden):  # somebody else has it now, or it is gone
            activities.tasks.complete(item.source_id, actor=actor, now=now)
    return item


@transaction.atomic
def task_done(task_id: int, *, actor: Actor, now: datetime) -> int:
    """What was planned as this task is done with it; returns how many items were open."""
    waiting = PlanItem.objects.filter(
        source_kind=PlanSource.TASK, source_id=task_id, state=PlanItemState.PLANNED
    )
    found = 0
    for id, plan_id in waiting.order_by("plan_id", "pk").values_list("pk", "plan_id"):
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
        item = waiting.filter(pk=id).first()
        if item is not None:
            _plans.save(item, now, state=PlanItemState.DONE.value, settled_at=now)
            _plans.note(plan, events.PlanItemFinished(item.pk, item.title, outcome=""), actor, now)
            found += 1
    return found


@transaction.atomic
def drop(
    item_id: int, *, reason: str, note: str = "", lesson: str = "", actor: Actor, now: datetime
) -> PlanItem:
    """It will not be done, and why. Raises `core.required`, `plans.settled`."""
    plan, item = _plans.held_item(item_id, actor)
    _checks.check_reason(reason, note)
    if item.state == PlanItemState.DROPPED:
        return item
    _open(item)
    said = {"reason": reason, "reason_note": note.strip(), "lesson": lesson.strip()}
    _plans.save(item, now, state=PlanItemState.DROPPED.value, settled_at=now, **said)
    _plans.note(plan, events.PlanItemDropped(item.pk, item.title, reason, item.reason_note), actor, now)
    return item


@transaction.atomic
def carry(
    item_id: int,
    *,
    reason: str,
    note: str = "",
    to: date | None = None,
    on_day_off: bool = False,
    actor: Actor,
    now: datetime,
) -> PlanItem:
    """It goes on in a later plan of the same length, the next one unless told; returns the item there. The chain is kept: each
    knows the one before it and how often it was carried. A second time gives the item that there is.

    Raises `core.required`, `plans.settled`, `plans.not_later`, `plans.day_off`, `plans.after_leaving`.
    """
    plan, item = _plans.held_item(item_id, actor)
    _checks.check_reason(reason, note)
    if item.state == PlanItemState.CARRIED:
        return PlanItem.objects.get(carried_from=item)
    _open(item)
    here = Period(containing(plan.starts_on, plan.grain).grain, plan.starts_on, plan.ends_on)
    period = containing(to, plan.grain) if to is not None else next_working(here)
    if period.first <= here.first:
        raise Invalid("plans.not_later", field="to")
    holder = org.holder(plan.owner_id)
    _plans.check_days(holder, period, on_day_off=on_day_off)
    return carried(
        plan, item, _plans.begun(holder, period, now=now), reason=reason, note=note, actor=actor, now=now
    )


@transaction.atomic
def reopen(item_id: int, *, actor: Actor, now: datetime) -> PlanItem:
    """It is open again. Raises `plans.goes_on` for what was carried over: it is open there."""
    plan, item = _plans.held_item(item_id, actor)
    if item.state == PlanItemState.PLANNED:
        return item
    if item.state == PlanItemState.CARRIED:
        raise Conflict("plans.goes_on", field="state")
    _plans.save(item, now, state=PlanItemState.PLANNED.value, settled_at=None, reason="", reason_note="")
    _plans.note(plan, events.PlanItemReopened(item.pk, item.title), actor, now)
    return item


def _open(item: PlanItem) -> None:
    if item.state != PlanItemState.PLANNED:
        raise Conflict("plans.settled", field="state")
