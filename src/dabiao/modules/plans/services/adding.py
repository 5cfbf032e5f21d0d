"""Items come into a plan: written by its owner, given by who leads them, or made of what another room decided."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.modules.org import queries as org
from dabiao.modules.plans import events
from dabiao.modules.plans.models import PlanItem
from dabiao.modules.plans.rules.periods import containing
from dabiao.modules.plans.services import _checks, _plans

WRITTEN = (
    *("title", "expected", "goal", "goal_unit", "metric", "day", "from_time", "to_time", "purpose"),
    *("resources", "risks", "countermeasures"),
)


@transaction.atomic
def add(
    *,
    owner_id: int | None = None,
    grain: str,
    on: date,
    values: dict[str, Any],
    about_kind: str | None = None,
    about_id: int | None = None,
    parent_id: int | None = None,
    on_day_off: bool = False,
    actor: Actor,
    now: datetime,
) -> PlanItem:
    """An item for the plan in which the day `on` lies, which begins with it if there is none.

    Raises `plans.day_off` unless `on_day_off`, `plans.after_leaving`, `plans.before_joining`, `core.not_found_here` and what
    the values break.
    """
    holder, period = _plans.owner_for(owner_id, actor), containing(on, grain)
    _plans.check_days(holder, period, on_day_off=on_day_off)
    _checks.check_about(about_kind, about_id, actor)
    plan = _plans.begun(holder, period, now=now)
    row = {name: value for name, value in values.items() if name in WRITTEN and value is not None}
    _checks.check(row, plan)
    _checks.check_parent(parent_id, plan)
    given = holder.user_id != actor.user_id
    facts = {"about_kind": about_kind or "", "about_id": about_id, "parent_id": parent_id}
    facts |= {"given_by_id": actor.user_id if given else None}
    (item,) = _plans.put(plan, [{**row, **facts}], now=now)
    fact = events.PlanItemsAdded(plan.pk, holder.user_id, [item.title], given=given)
    _plans.note(plan, fact, actor, now)
    return item


@transaction.atomic
def add_item(
    *,
    owner_id: int,
    grain: str,
    on: date,
    title: str,
    due: date | None = None,
    source_kind: str,
    source_id: int,
    actor: Actor,
    now: datetime,
    **more: Any,
) -> PlanItem:
    """For other rooms: what was decided elsewhere becomes an item; the same source gives the item that there is, also where it
    was carried on since. Whether the actor may decide for that person is the caller's business. `more`: what else it holds.

    Raises `org.not_working`, `plans.after_leaving`, `plans.outside_the_plan`.
    """
    holder, period = org.holder(owner_id), containing(on, grain)
    _plans.check_days(holder, period, on_day_off=True)
    plan = _plans.begun(holder, period, now=now)
    source: dict[str, Any] = {"source_kind": source_kind, "source_id": source_id}
    known = PlanItem.objects.filter(owner_id=owner_id, **source).order_by("-pk").first()
    if known is not None:
        return known
    row = {"title": title[:200], "day": due, **{name: more[name] for name in more if name in WRITTEN}}
    _checks.check(row, plan)
    about: dict[str, Any] = {name: more[name] for name in ("about_kind", "about_id") if name in more}
    given = owner_id != actor.user_id
    facts = {**source, **about, "given_by_id": actor.user_id if given else None}
    (item,) = _plans.put(plan, [{**row, **facts}], now=now)
    _plans.note(plan, events.PlanItemsAdded(plan.pk, owner_id, [item.title], given=given), actor, now)
    return item
