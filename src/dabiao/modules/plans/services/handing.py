"""People leave or move: their open items go to a successor, their running plans with them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.modules.org import queries as org
from dabiao.modules.plans import events
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.rules.periods import containing
from dabiao.modules.plans.services import _plans


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand all open items of a person over, each into the successor's plan of the same days; what is past goes into the present
    one. Returns how many."""
    holder = org.holder(to_user_id, field="successor_id")
    today = local_day(now)
    open_ones = PlanItem.objects.filter(owner_id=from_user_id, state=PlanItemState.PLANNED)
    plans = Plan.objects.filter(pk__in=open_ones.values("plan_id")).order_by("pk")
    name = org.names_of([from_user_id]).get(from_user_id, "")
    count = 0
    for plan in plans.select_for_update(of=("self",)):
        items = list(open_ones.filter(plan=plan).order_by("position", "pk"))
        if not items:
            continue
        later = _plans.begun(holder, containing(max(plan.starts_on, today), plan.grain), now=now)
        _move(items, later, now)
        titles = [item.title for item in items]
        before = (plan.owner_id, plan.unit_id)
        _plans.note(later, events.PlanHandedOver(titles, from_user_id, name), actor, now, previous=before)
        _plans.note(plan, events.PlanHandedOver(titles, from_user_id, name), actor, now)
        count += len(items)
    return count


def _move(items: list[PlanItem], plan: Plan, now: datetime) -> None:
    """Sources stay where they do not clash; a day outside of the new plan, and what it was a part of, do not."""
    there = PlanItem.objects.filter(plan=plan)
    taken = set(there.exclude(source_kind="").values_list("source_kind", "source_id"))
    last = there.aggregate(last=Max("position"))["last"] or 0
    for place, item in enumerate(items, start=1):
        for name in ("owner_id", "unit_id", "starts_on", "ends_on"):
            setattr(item, name, getattr(plan, name))
        item.plan, item.position, item.parent_id = plan, last + place, None
        if item.day is not None and not plan.starts_on <= item.day <= plan.ends_on:
            item.day = None
        if (item.source_kind, item.source_id) in taken:
            item.source_kind, item.source_id = "", None
        item.version, item.updated_at = item.version + 1, now
    moved = ["plan", "owner", "unit", "starts_on", "ends_on", "position", "parent", "day", "source_kind"]
    PlanItem.objects.bulk_update(items, [*moved, "source_id", "version", "updated_at"])


@transaction.atomic
def follow_moved(user_id: int, *, actor: Actor, now: datetime) -> None:
    """Somebody stands in another unit: the plans that still run go with them, so that their new lead sees these."""
    place = org.careers_of([user_id]).get(user_id)
    if place is None:
        return
    today = local_day(now)
    running = Plan.objects.filter(owner_id=user_id, ends_on__gte=today).exclude(unit_id=place["unit_id"])
    ids = list(running.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    Plan.objects.filter(pk__in=ids).update(unit_id=place["unit_id"], updated_at=now)
    PlanItem.objects.filter(plan_id__in=ids).update(unit_id=place["unit_id"])
