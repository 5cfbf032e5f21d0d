"""What an event costs."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.money import check_amount
from dabiao.core.text import line
from dabiao.modules.sales_events import events
from dabiao.modules.sales_events.enums import CostItem, EventState
from dabiao.modules.sales_events.models import Cost
from dabiao.modules.sales_events.services import _held

MOST = 200


@transaction.atomic
def add_cost(
    event_id: int, *, item: str, amount_minor: int, note: str = "", actor: Actor, now: datetime
) -> Cost:
    """One more item; what its campaign has spent is counted by itself. Raises `core.not_a_choice`, `money.*`,
    `sales_events.too_many_costs`, `sales_events.is_over` for a cancelled event."""
    event = _held.to_edit(event_id, actor)
    if event.state == EventState.CANCELLED:
        raise Conflict("sales_events.is_over", field="state")
    if item not in CostItem.values:
        raise Invalid("core.not_a_choice", field="item", value=item, known=", ".join(CostItem.values))
    check_amount(amount_minor, zero=False)
    if event.costs.count() >= MOST:
        raise Invalid("sales_events.too_many_costs", field="item", limit=MOST)
    cost = Cost.objects.create(
        event=event, item=item, amount_minor=amount_minor, note=line(note), by_id=actor.user_id, at=now
    )
    _held.saved(event, now)
    record(events.CostAdded(event.name, item, amount_minor), event, actor=actor, now=now)
    return cost


@transaction.atomic
def remove_cost(cost_id: int, *, event_id: int, actor: Actor, now: datetime) -> None:
    """Take away what was entered by mistake. Raises `core.not_found`."""
    event = _held.to_edit(event_id, actor)
    cost = event.costs.filter(pk=cost_id).first()
    if cost is None:
        raise NotFound("core.not_found", kind="cost", id=cost_id)
    cost.delete()
    _held.saved(event, now)
    fact = events.CostRemoved(event.name, cost.item, cost.amount_minor)
    record(fact, event, actor=actor, now=now)
