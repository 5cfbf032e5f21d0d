"""Showing what is masked, on the record."""

from datetime import datetime

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.modules.customers import events, queries


@transaction.atomic
def reveal(customer_id: int, *, actor: Actor, now: datetime) -> dict[str, str]:
    """The phone in full; the look is recorded before it is given."""
    customer = fetch(queries.visible_to(actor), customer_id)
    demand(actor, "customer.reveal", customer)
    access.note_look("customer", customer.pk, actor=actor, now=now)
    record(events.CustomerRevealed(), customer, actor=actor, now=now)
    return {"phone": customer.phone}
