"""Which plans, receipts and refunds an actor may see: those of the contracts in reach."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import BigIntegerField, DateField, F, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.kept import Given, Remembered
from dabiao.core.scoping import rights, visible
from dabiao.modules.contracts.enums import ContractStatus
from dabiao.modules.receivables.models import Instalment, Receipt, Refund

OfContract = TypeVar("OfContract", Instalment, Receipt)


def with_contract_shares(actor: Actor) -> Actor:
    """Whoever a contract is shared with shares its plan and receipts too."""
    return replace(actor, shares={**actor.shares, "receivable": actor.shares.get("contract", {})})


def instalments_visible_to(actor: Actor, permission: str = "receivable.read") -> QuerySet[Instalment]:
    """The lines of plans that still count: a cancelled contract asks for nothing any more."""
    counting = Instalment.objects.exclude(contract__status=ContractStatus.CANCELLED)
    return visible(counting, with_contract_shares(actor), permission, prefix="contract__")


class Owed(NamedTuple):
    """A line of a plan of which something is still to be paid."""

    id: int
    due_on: date
    amount_minor: int
    allocated_minor: int
    currency: str
    contract_id: int
    contract_title: str
    customer_name: str


_OWED = Remembered()


def owed_of(owner_id: int, last: date, *, actor: Actor, most: int) -> list[Owed]:
    """The first lines of somebody's signed contracts, of those the actor sees, that are due until that day and not all paid."""

    def write() -> QuerySet[Any, Any]:
        rows = instalments_visible_to(actor).filter(
            contract__owner_id=Given("owner", BigIntegerField()),
            contract__status=ContractStatus.SIGNED,
            due_on__lte=Given("last", DateField()),
            allocated_minor__lt=F("amount_minor"),
        )
        contract = ("contract__currency", "contract_id", "contract__title", "contract__customer__name")
        named = rows.order_by("due_on", "pk").values_list(
            "pk", "due_on", "amount_minor", "allocated_minor", *contract
        )
        return named[:most]

    key = (most, rights(with_contract_shares(actor), "receivable.read"))
    return [Owed(*row) for row in _OWED.rows(key, write, owner=owner_id, last=last)]


def receipts_visible_to(actor: Actor, permission: str = "receivable.read") -> QuerySet[Receipt]:
    return visible(Receipt.objects.all(), with_contract_shares(actor), permission, prefix="contract__")


def of_exportable_contracts(rows: QuerySet[OfContract], actor: Actor) -> QuerySet[OfContract]:
    return visible(rows, with_contract_shares(actor), "receivable.export", prefix="contract__")


def refunds_visible_to(actor: Actor, permission: str = "receivable.read") -> QuerySet[Refund]:
    return Refund.objects.filter(receipt__in=receipts_visible_to(actor, permission))
