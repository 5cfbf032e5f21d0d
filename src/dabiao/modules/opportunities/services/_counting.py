"""Customers are told how many open opportunities they have."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from dabiao.core.actor import Actor
from dabiao.modules.customers import queries as customer_queries
from dabiao.modules.customers import services as customers
from dabiao.modules.opportunities.models import Opportunity


def recount(customer_id: int, actor: Actor, now: datetime) -> None:
    """Count anew while nobody else can: two who count at once would each miss the other's change."""
    customer_queries.hold(customer_id)
    count = Opportunity.objects.filter(customer_id=customer_id, closed_at=None).count()
    customers.set_open_opportunities(customer_id, count=count, actor=actor, now=now)


def recount_many(customer_ids: Collection[int], actor: Actor, now: datetime) -> None:
    """`recount` for many, in as few statements as for one."""
    if not customer_ids:
        return
    customer_queries.hold_many(customer_ids)
    still_open = Opportunity.objects.filter(customer_id__in=customer_ids, closed_at=None)
    counts = dict(still_open.values_list("customer_id").annotate(Count("pk")))
    customers.set_open_opportunities_of({id: counts.get(id, 0) for id in customer_ids}, actor=actor, now=now)
