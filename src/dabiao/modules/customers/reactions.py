"""What follows from customers changing hands: the person hears of it."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.core.fields.events import FieldRemoved
from dabiao.core.notifications.services import notify
from dabiao.modules.customers import events, queries, services


@after_commit(events.CustomerAssigned)
def tell_the_new_owner(fact: events.CustomerAssigned, event: Event, now: datetime) -> None:
    """Nobody is told of what they did themselves, nor row by row of a handover."""
    if fact.owner_id == event.actor_id or fact.reason == "handover":
        return
    for concerned in event.audience:
        params = {"title": queries.name_of(concerned["id"]), "by": event.actor_name}
        notify(
            [fact.owner_id], "customer.assigned", params, ("customer", concerned["id"]), now, dedupe=event.pk
        )


@inline(FieldRemoved)
def ask_no_more_for_a_field_that_is_gone(fact: FieldRemoved, event: Event, now: datetime) -> None:
    if fact.of == "customer":
        services.forget_field(fact.key, actor=SYSTEM, now=now)
