"""Which plans, receipts and refunds an actor may see: those of the contracts in reach."""

from dataclasses import replace
from typing import TypeVar

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.scoping import visible
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


def receipts_visible_to(actor: Actor, permission: str = "receivable.read") -> QuerySet[Receipt]:
    return visible(Receipt.objects.all(), with_contract_shares(actor), permission, prefix="contract__")


def of_exportable_contracts(rows: QuerySet[OfContract], actor: Actor) -> QuerySet[OfContract]:
    return visible(rows, with_contract_shares(actor), "receivable.export", prefix="contract__")


def refunds_visible_to(actor: Actor, permission: str = "receivable.read") -> QuerySet[Refund]:
    return Refund.objects.filter(receipt__in=receipts_visible_to(actor, permission))
