"""Contacts that were had show at the items they were planned as. It is noted, not decided: the owner says that it is done."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.modules.plans import events
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.services import _plans


@transaction.atomic
def notice_contact(
    *,
    activity_id: int,
    user_id: int,
    about: Collection[tuple[str, int]],
    occurred_at: datetime,
    actor: Actor,
    now: datetime,
) -> int:
    """Mark the person's open items of that day about one of these records; returns how many. A second time marks none."""
    if not about:
        return 0
    day = local_day(occurred_at)
    named = Q()
    for kind, id in about:
        named |= Q(about_kind=kind, about_id=id)
    waiting = PlanItem.objects.filter(
        named,
        Q(day=None) | Q(day=day),
        owner_id=user_id,
        state=PlanItemState.PLANNED,
        starts_on__lte=day,
        ends_on__gte=day,
        evidence_id=None,
    )
    ids = list(waiting.order_by("plan_id", "pk").values_list("pk", "plan_id"))
    for item_id, plan_id in ids:
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
        item = waiting.filter(pk=item_id).first()
        if item is not None:
            _plans.save(item, now, evidence_id=activity_id, evidence_at=occurred_at)
            _plans.note(plan, events.PlanItemEvidenced(item.pk, item.title, activity_id), actor, now)
    return len(ids)


@transaction.atomic
def forget_contact(activity_id: int, *, user_id: int, actor: Actor, now: datetime) -> int:
    """The contact was taken away: it says nothing any more."""
    rows = PlanItem.objects.filter(owner_id=user_id, evidence_id=activity_id)
    return rows.update(evidence_id=None, evidence_at=None, updated_at=now)
