"""Who has a customer: given by somebody, or handed over when its owner leaves."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.events.services import Entry, record_all
from dabiao.core.scoping import demand, fetch
from dabiao.modules.customers import events, queries
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.services._holding import check_reach
from dabiao.modules.org import queries as org

CHUNK = 5_000  # ids in one statement; SQLite takes at most 32,766 parameters


@transaction.atomic
def assign(customer_id: int, *, owner_id: int, actor: Actor, now: datetime) -> Customer:
    """Give a customer to a working person; giving it to its owner again changes nothing.

    Raises `org.not_working`, `access.forbidden`, `customers.person_out_of_reach`.
    """
    customer = fetch(queries.visible_to(actor), customer_id, lock=True)
    demand(actor, "customer.assign", customer)
    holder = org.holder(owner_id)
    check_reach(holder, actor)
    _give([customer], holder, "", actor, now)
    return customer


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand all of a person's customers over to a successor; returns how many."""
    holder = org.holder(to_user_id, field="successor_id")
    rows = Customer.objects.filter(owner_id=from_user_id).order_by("pk").select_for_update(of=("self",))
    return _give(list(rows), holder, "handover", actor, now)


def _give(customers: list[Customer], holder: org.Holder, reason: str, actor: Actor, now: datetime) -> int:
    """In as few statements for a thousand as for one; those that the holder has already stay as they are."""
    moving = [customer for customer in customers if customer.owner_id != holder.user_id]
    if not moving:
        return 0
    names = org.names_of(sorted({customer.owner_id for customer in moving if customer.owner_id}))
    entries = [_given(customer, holder, names, reason, now) for customer in moving]
    for start in range(0, len(moving), CHUNK):
        Customer.objects.filter(pk__in=[customer.pk for customer in moving[start : start + CHUNK]]).update(
            owner_id=holder.user_id, unit_id=holder.unit_id, version=F("version") + 1, updated_at=now
        )
    record_all(entries, actor=actor, now=now)
    return len(moving)


def _given(
    customer: Customer, holder: org.Holder, names: dict[int, str], reason: str, now: datetime
) -> Entry:
    """The row as the update leaves it, and what is said of it."""
    before = (customer.owner_id, customer.unit_id)
    fact = events.CustomerAssigned(
        owner_id=holder.user_id,
        owner_name=holder.name,
        from_owner_id=customer.owner_id,
        from_owner_name=names.get(customer.owner_id or 0, ""),
        reason=reason,
    )
    customer.owner_id, customer.unit_id = holder.user_id, holder.unit_id
    customer.version, customer.updated_at = customer.version + 1, now
    return Entry(fact, [customer], [before])
