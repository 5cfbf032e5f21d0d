"""Sums over many contracts, for whatever stands above."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum

from dabiao.core.actor import Actor
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.contracts.enums import IN_FORCE
from dabiao.modules.contracts.queries import Figure
from dabiao.modules.org import queries as org
from dabiao.modules.receivables.queries.instalments import overdue
from dabiao.modules.receivables.queries.reach import (
    instalments_visible_to,
    receipts_visible_to,
    refunds_visible_to,
)

LEFT = F("amount_minor") - F("allocated_minor")


@dataclass(frozen=True, slots=True)
class Collection:
    """What was to come in, and what of it has: `paid_minor` ÷ `amount_minor` is the collection rate."""

    count: int
    amount_minor: int
    paid_minor: int


def received_between(
    first: date,
    last: date,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    currency: str = DEFAULT_CURRENCY,
    actor: Actor,
) -> Figure:
    """Receipts of [first, last] before refunds: the records of `/receipts?received_from=…&received_to=…`."""
    found = receipts_visible_to(actor).filter(
        *_within("contract__", owner_id, unit_id, currency), received_on__range=(first, last)
    )
    return _figure(found.aggregate(count=Count("id"), amount=Sum("amount_minor")))


def refunded_between(
    first: date,
    last: date,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    currency: str = DEFAULT_CURRENCY,
    actor: Actor,
) -> Figure:
    """Refunds given in [first, last], whenever the money had come in."""
    found = refunds_visible_to(actor).filter(
        *_within("receipt__contract__", owner_id, unit_id, currency), refunded_on__range=(first, last)
    )
    return _figure(found.aggregate(count=Count("id"), amount=Sum("amount_minor")))


def due_between(
    first: date,
    last: date,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    currency: str = DEFAULT_CURRENCY,
    actor: Actor,
) -> Collection:
    """Instalments of contracts in force due in [first, last], and how much of them is paid: the records of
    `/instalments?contract_status=signed&contract_status=fulfilled&due_from=…&due_to=…`."""
    found = instalments_visible_to(actor).filter(
        *_within("contract__", owner_id, unit_id, currency),
        contract__status__in=IN_FORCE,
        due_on__range=(first, last),
    )
    sums = found.aggregate(count=Count("id"), amount=Sum("amount_minor"), paid=Sum("allocated_minor"))
    return Collection(sums["count"], total(sums["amount"]), total(sums["paid"]))


def overdue_at(
    today: date,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    currency: str = DEFAULT_CURRENCY,
    actor: Actor,
) -> Figure:
    """Overdue instalments and what is still missing of them: the records of `/instalments?state=overdue`."""
    found = instalments_visible_to(actor).filter(
        overdue(today), *_within("contract__", owner_id, unit_id, currency)
    )
    return _figure(found.aggregate(count=Count("id"), amount=Sum(LEFT)))


def _within(contract: str, owner_id: int | None, unit_id: int | None, currency: str) -> list[Q]:
    """Narrowed to one currency, and to an owner or a unit with all below it, of the contract."""
    found = [Q(**{f"{contract}currency": currency})]
    if owner_id is not None:
        found.append(Q(**{f"{contract}owner_id": owner_id}))
    if unit_id is not None:
        found.append(Q(**{f"{contract}unit_id__in": org.units_below(unit_id)}))
    return found


def total(value: Any) -> int:
    """PostgreSQL sums bigints to a decimal, and nothing to null."""
    return int(value or 0)


def _figure(sums: Mapping[str, Any]) -> Figure:
    return Figure(sums["count"], total(sums["amount"]))
