"""Customers are told how many open opportunities they have."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.customers import queries as customer_queries
from dabiao.modules.customers import services as customers
from dabiao.modules.opportunities.models import Opportunity


def recount(customer_id: int, actor: Actor, now: datetime) -> None:
    """Count anew while nobody else can: two who count at once would each miss the other's change."""
    customer_queries.hold(customer_id)
    count = Opportunity.objects.filter(customer_id=customer_id, closed_at=None).count()
    customers.set_open_opportunities(customer_id, count=count, actor=actor, now=now)
