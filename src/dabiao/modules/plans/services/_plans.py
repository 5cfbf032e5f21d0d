"""Finding or beginning a plan, and holding it: whoever writes into a plan has its row locked."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.core.scoping import covers, demand, fetch
from dabiao.modules.org import queries as org
from dabiao.modules.org.enums import EmployeeStatus
from dabiao.modules.plans import queries
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.rules.periods import Period, day_off

MOST_ITEMS = 200


def owner_for(owner_id: int | None, actor: Actor) -> org.Holder:
    """Whose plan it is: the actor's own, or that of somebody whom `plan.edit` reaches. Raises `core.not_found`,
    `access.forbidden`, `org.not_working`."""
    wanted = owner_id or actor.user_id
    if wanted is None:
        raise Invalid("core.required", field="owner_id")
    known = queries.place_of(wanted, actor=actor)
    actor.require("plan.edit")
    if not covers(actor, "plan.edit", id=0, owner_id=wanted, unit_id=known):
        raise Forbidden("access.forbidden", permission="plan.edit")
    return org.holder(wanted)


def check_days(holder: org.Holder, period: Period, *, on_day_off: bool) -> None:
    """Raises `plans.after_leaving`, `plans.before_joining`, and `plans.day_off` or `plans.on_leave` unless that is meant."""
    career = org.careers_of([holder.user_id])[holder.user_id]
    left = career["left_on"]
    if career["status"] == EmployeeStatus.LEFT or (left is not None and period.first > left):
        raise Invalid("plans.after_leaving", field="day", name=holder.name)
    if period.last < career["hired_on"]:
        raise Invalid(
            "plans.before_joining", field="day", name=holder.name, day=career["hired_on"].isoformat()
        )
    if day_off(period) and not on_day_off:
        raise Conflict("plans.day_off", field="day", day=period.first.isoformat())
    if not on_day_off and queries.away_through(period, [holder.user_id]):
        raise Conflict("plans.on_leave", field="day", day=period.first.isoformat(), name=holder.name)


def begun(holder: org.Holder, period: Period, *, now: datetime) -> Plan:
    """The person's plan of that period, locked; begun if there is none. Two who begin it at once have one."""
    place = {"owner_id": holder.user_id, "grain": period.grain, "starts_on": period.first}
    rows = Plan.objects.select_for_update(of=("self",)).filter(**place)
    found = rows.first()
    if found is not None:
        return found
    facts = {"unit_id": holder.unit_id, "ends_on": period.last, "created_at": now, "updated_at": now}
    try:
        with transaction.atomic():
            Plan.objects.create(**place, **facts, name=_name(holder, period))
    except IntegrityError:  # somebody else was first
        pass
    return rows.get()


def _name(holder: org.Holder, period: Period) -> str:
    days = f"{period.first}" if period.first == period.last else f"{period.first} – {period.last}"
    return f"{holder.name} · {days}"[:120]


def held_plan(plan_id: int, actor: Actor) -> Plan:
    """Raises `core.not_found`, `access.forbidden`."""
    plan = fetch(queries.visible_to(actor), plan_id, lock=True)
    demand(actor, "plan.edit", plan)
    return plan


def held_item(item_id: int, actor: Actor) -> tuple[Plan, PlanItem]:
    """The item in its plan, which is locked. Raises `core.not_found`, `access.forbidden`."""
    known = fetch(queries.items_for(actor), item_id)
    plan = held_plan(known.plan_id, actor)
    item = PlanItem.objects.filter(plan=plan, pk=item_id).first()
    if item is None:
        raise NotFound("core.not_found", kind="plan_item", id=item_id)
    return plan, item


def put(plan: Plan, rows: Collection[Mapping[str, Any]], *, now: datetime) -> list[PlanItem]:
    """Append these items. Raises `plans.too_many_items`."""
    room = PlanItem.objects.filter(plan=plan)
    if room.count() + len(rows) > MOST_ITEMS:
        raise Invalid("plans.too_many_items", field="title", limit=MOST_ITEMS)
    last = room.aggregate(last=Max("position"))["last"] or 0
    shared = {name: getattr(plan, name) for name in ("owner_id", "unit_id", "grain", "starts_on", "ends_on")}
    return PlanItem.objects.bulk_create(
        PlanItem(plan=plan, **shared, position=last + place, created_at=now, updated_at=now, **row)
        for place, row in enumerate(rows, start=1)
    )


def note(plan: Plan, fact: Fact, actor: Actor, now: datetime, *, previous: Any = None) -> None:
    """What happened in a plan: its version goes up, so that every screen that shows it looks again."""
    plan.version, plan.updated_at = plan.version + 1, now
    plan.save(update_fields=["version", "updated_at"])
    record(fact, plan, actor=actor, now=now, previous=[previous] if previous else ())


def save(item: PlanItem, now: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(item, name, value)
    item.version, item.updated_at = item.version + 1, now
    item.save(update_fields=[*values, "version", "updated_at"])
