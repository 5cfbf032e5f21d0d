"""The kinds of records that metrics are counted from: where their owner, their unit, their days and their amounts stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from dabiao.core.actor import SYSTEM
from dabiao.core.conditions import vocabulary
from dabiao.modules.targets.enums import Source


@dataclass(frozen=True)
class Kind:
    """`days` are what a record may be counted by, `columns` where that has another name, `moments` the columns that are no
    dates; `measures` the amounts; `currency` is their column."""

    days: tuple[str, ...]
    moments: frozenset[str] = frozenset()
    measures: tuple[str, ...] = ()
    currency: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def column(self, day: str) -> str:
        return self.columns.get(day, day)


KINDS: Mapping[str, Kind] = {
    Source.CONTRACT: Kind(("signed_on",), measures=("amount_minor",)),
    Source.RECEIPT: Kind(("received_on",), measures=("amount_minor",)),
    Source.OPPORTUNITY: Kind(
        ("closed_at", "created_at", "decided_at"),
        frozenset({"created_at", "closed_at"}),
        ("amount_minor",),
        "currency",
        {"decided_at": "closed_at"},  # won or lost, while the ledger speaks of what was won
    ),
    Source.CUSTOMER: Kind(("created_at",), frozenset({"created_at"})),
    Source.LEAD: Kind(("created_at", "first_contact_at"), frozenset({"created_at", "first_contact_at"})),
    Source.ACTIVITY: Kind(("occurred_at",), frozenset({"occurred_at"})),
}
# counted by these days, a record counts for whom the ledger of attribution says: signed, received, won
LEDGER: Mapping[str, str] = {
    Source.CONTRACT: "signed_on",
    Source.RECEIPT: "received_on",
    Source.OPPORTUNITY: "closed_at",
}


def records(source: str) -> QuerySet[Any]:
    """All of the company's records of this kind: a metric is the company's, whoever looks at it."""
    return vocabulary.of(source).visible_to(SYSTEM).order_by()
