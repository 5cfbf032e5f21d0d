"""What the modules above push down, in their transaction. Neither bumps the version that editors see."""

from collections.abc import Mapping
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.scoping import fetch
from dabiao.modules.customers.models import Customer


def touch(
    customer_id: int, *, occurred_at: datetime, next_contact_at: datetime | None, actor: Actor, now: datetime
) -> None:
    """Note a contact: the latest one counts, and the plan becomes `next_contact_at` (None: nothing is planned)."""
    customer = fetch(Customer.objects.all(), customer_id, lock=True)
    customer.last_contact_at = max(filter(None, (customer.last_contact_at, occurred_at)))
    customer.next_contact_at = next_contact_at
    customer.updated_at = now
    customer.save(update_fields=["last_contact_at", "next_contact_at", "updated_at"])


def set_open_opportunities(customer_id: int, *, count: int, actor: Actor, now: datetime) -> None:
    """Keep how many open opportunities there are; the caller held the customer (`queries.hold`) before counting."""
    Customer.objects.filter(pk=customer_id).update(open_opportunity_count=count, updated_at=now)


def set_open_opportunities_of(counts: Mapping[int, int], *, actor: Actor, now: datetime) -> None:
    """The same for many, in one statement; the caller held them (`queries.hold_many`) before counting."""
    rows = list(Customer.objects.filter(pk__in=counts))
    for row in rows:
        row.open_opportunity_count, row.updated_at = counts[row.pk], now
    update_rows(rows, ["open_opportunity_count", "updated_at"])


def recount(
    customer_id: int,
    *,
    first_contact_at: datetime | None,
    last_contact_at: datetime | None,
    next_contact_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Set the contact times as all contacts together say."""
    customer = fetch(Customer.objects.all(), customer_id, lock=True)
    customer.last_contact_at = last_contact_at
    customer.next_contact_at = next_contact_at
    customer.updated_at = now
    customer.save(update_fields=["last_contact_at", "next_contact_at", "updated_at"])
