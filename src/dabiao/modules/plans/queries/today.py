"""What somebody set out to do on a day: of that day's plan, and of longer ones with that day."""

from datetime import date
from typing import Any

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.modules.plans.enums import PlanGrain, PlanItemState
from dabiao.modules.plans.models import PlanItem

Row = dict[str, Any]


def open_items(day: date, *, actor: Actor, most: int) -> list[PlanItem]:
    """The actor's own open ones, in their order, in one statement."""
    actor.require("plan.read")
    rows = PlanItem.objects.filter(
        Q(grain=PlanGrain.DAY, starts_on=day) | Q(day=day),
        owner_id=actor.user_id,
        state=PlanItemState.PLANNED,
    )
    return list(rows.order_by("from_time", "position", "pk")[:most])
