"""The lists that figures are counted over: where each opens, and how its filters become a WHERE.

A figure and the list behind it share one function for their filters: it is the list's own count by construction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.modules.activities import queries as activities
from dabiao.modules.contracts import queries as contracts
from dabiao.modules.leads import queries as leads
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.receivables import queries as receivables

Filters = Mapping[str, Any]


# in place of `unit_id`, the numbers of that unit and all below, looked up once for all lists; no list knows it
UNITS = "unit_ids"


@dataclass(frozen=True)
class Source:
    """One list: `path` is its screen and, under /api/v1, its endpoint; `owner` the column of whose record it is."""

    path: str
    permission: str
    visible_to: Callable[[Actor], QuerySet[Any]]
    condition: Callable[[str, Any], Q]
    owner: str = "owner_id"
    unit: str = "unit_id"

    def chosen(self, filters: Filters, actor: Actor) -> QuerySet[Any]:
        """The records that the list shows this actor under these filters."""
        return self.visible_to(actor).filter(self.where(filters))

    def where(self, filters: Filters) -> Q:
        found = Q()
        for name, value in filters.items():
            found &= Q(**{f"{self.unit}__in": value}) if name == UNITS else self.condition(name, value)
        return found


LEADS = Source("/leads", "lead.read", leads.visible_to, leads.condition)
OPPORTUNITIES = Source(
    "/opportunities", "opportunity.read", opportunities.visible_to, opportunities.condition
)
CONTRACTS = Source("/contracts", "contract.read", contracts.visible_to, contracts.condition)
RECEIPTS = Source(
    "/receipts",
    "receivable.read",
    receivables.receipts_visible_to,
    receivables.receipt_condition,
    owner="contract__owner_id",
    unit="contract__unit_id",
)
ACTIVITIES = Source("/activities", "activity.read", activities.visible_to, activities.condition)


def instalments(today: date) -> Source:
    """Lines of plans; whether one is overdue depends on the day."""
    return Source(
        "/instalments",
        "receivable.read",
        receivables.instalments_visible_to,
        partial(receivables.instalment_condition, today=today),
        owner="contract__owner_id",
        unit="contract__unit_id",
    )
