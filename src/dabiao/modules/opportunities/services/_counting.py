"""Customers are told how many open opportunities they have."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import BigIntegerField, Count

from dabiao.core.actor import Actor
from dabiao.core.kept import Given, Kept
from dabiao.modules.customers import queries as customer_queries
from dabiao.modules.customers import services as customers
from dabiao.modules.opportunities.models import Opportunity


def recount(customer_id: int, actor: Actor, now: datetime) -> None:
    """Count anew while nobody else can: two who count at once would each miss the other's change."""
    customer_queries.hold(customer_id)
    count_held(customer_id, actor, now)


def count_held(customer_id: int, actor: Actor, now: datetime) -> None:
    """`recount` by who has locked the customer already."""
    count = next((n for (n,) in _OPEN(customer_id=customer_id)), 0)
    customers.set_open_opportunities(customer_id, count=count, actor=actor, now=now)


_OPEN = Kept(
    lambda: (
        Opportunity.objects.filter(customer_id=Given("customer_id", BigIntegerField()), closed_at=None)
        .values("customer_id")
        .annotate(count=Count("pk"))
        .values_list("count")
    )
)


def recount_many(customer_ids: Collection[int], actor: Actor, now: datetime) -> None:
    """`recount` for many, in as few statements as for one."""
    if not customer_ids:
        return
    customer_queries.hold_many(customer_ids)
    still_open = Opportunity.objects.filter(customer_id__in=customer_ids, closed_at=None)
    counts = dict(still_open.values_list("customer_id").annotate(Count("pk")))
    customers.set_open_opportunities_of({id: counts.get(id, 0) for id in customer_ids}, actor=actor, now=now)
