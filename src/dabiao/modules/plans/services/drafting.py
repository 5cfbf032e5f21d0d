"""What was proposed is taken into the plan, or left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.modules.plans import events
from dabiao.modules.plans.enums import PlanItemState, PlanReason, PlanSource
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.queries.proposals import Proposal, proposals
from dabiao.modules.plans.rules.periods import containing
from dabiao.modules.plans.services import _checks, _plans
from dabiao.modules.plans.services._carrying import carried

MOST_LEFT = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """`title`: how it is to be called, else as it was proposed."""

    kind: str
    id: int
    title: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


@transaction.atomic
def take(
    *,
    owner_id: int | None = None,
    grain: str,
    on: date,
    taken: Sequence[Taken] = (),
    left: Sequence[Taken] = (),
    on_day_off: bool = False,
    actor: Actor,
    now: datetime,
) -> int:
    """Of what is proposed at this moment, `taken` comes into the plan and `left` is not proposed for it again. What is in it
    already, or has passed meanwhile, is passed over. Returns how many items came.

    Raises `plans.day_off`, `plans.after_leaving`, `plans.before_joining`, `core.not_a_choice`.
    """
    for one in (*taken, *left):
        _checks.choice("kind", one.kind, PlanSource.values)
    holder, period = _plans.owner_for(owner_id, actor), containing(on, grain)
    _plans.check_days(holder, period, on_day_off=on_day_off)
    plan = _plans.begun(holder, period, now=now)
    found = proposals(grain=grain, on=on, owner_id=holder.user_id, actor=actor, now=now)
    offered = {one.key: one for one in found}
    wanted = {one.key: one for one in taken if one.key in offered}
    rows = [_row(offered[key], one.title) for key, one in wanted.items() if one.kind != PlanSource.ITEM]
    given = holder.user_id != actor.user_id
    rows = [{**row, "given_by_id": actor.user_id if given else None} for row in rows]
    items = _plans.put(plan, rows, now=now) if rows else []
    onward = [_onward(key, plan, actor, now) for key, one in wanted.items() if one.kind == PlanSource.ITEM]
    _leave(plan, left)
    if items:
        titles = [item.title for item in items]
        _plans.note(plan, events.PlanItemsAdded(plan.pk, holder.user_id, titles, given=given), actor, now)
    return len(items) + sum(onward)


def _row(one: Proposal, title: str) -> dict[str, Any]:
    return {
        "title": (title.strip() or one.title)[:200],
        "about_kind": one.about_kind or "",
        "about_id": one.about_id,
        "day": one.day,
        "goal": one.goal,
        "goal_unit": one.goal_unit,
        "metric": one.metric,
        "source_kind": one.kind.value,
        "source_id": one.id,
        "why": {"whys": [_json(why) for why in one.whys]},
    }


def _json(why: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in why.items()}


def _onward(key: str, plan: Plan, actor: Actor, now: datetime) -> bool:
    """An open item of an earlier plan goes on here."""
    known = PlanItem.objects.get(pk=int(key.partition(":")[2]))
    before = Plan.objects.select_for_update(of=("self",)).get(pk=known.plan_id)
    item = PlanItem.objects.filter(pk=known.pk, plan=before, state=PlanItemState.PLANNED).first()
    if item is None:
        return False
    plan.refresh_from_db()
    carried(before, item, plan, reason=PlanReason.NO_TIME, note="", actor=actor, now=now)
    return True


def _leave(plan: Plan, left: Sequence[Taken]) -> None:
    keys = list(dict.fromkeys([*plan.left, *(one.key for one in left)]))[-MOST_LEFT:]
    if keys != plan.left:
        plan.left = keys
        plan.save(update_fields=["left"])
