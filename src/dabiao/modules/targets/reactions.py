"""The ledger of attribution follows its records in the transaction of each change."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import inline_many
from dabiao.core.events.models import Event
from dabiao.modules.contracts import events as contracts
from dabiao.modules.opportunities import events as opportunities
from dabiao.modules.receivables import events as receivables
from dabiao.modules.targets import services
from dabiao.modules.targets.enums import CreditKind

Told = Sequence[tuple[Any, Event]]
COUNTS = {"amount_minor", "currency", "signed_on", "status", "stage_id", "closed_at"}


# Who is given a contract or a deal later, or gets it by a handover, is credited with nothing: shares are frozen.
@inline_many(contracts.ContractSigned, contracts.ContractCancelled)
def credit_contracts(told: Told, now: datetime) -> None:
    services.settle(CreditKind.CONTRACT, ids=_ids("contract", told), actor=SYSTEM, now=now)


@inline_many(contracts.ContractEdited, contracts.ContractPutBack)
def credit_changed_contracts(told: Told, now: datetime) -> None:
    _credit_if("contract", told, now)


@inline_many(receivables.ReceiptRecorded, receivables.ReceiptRefunded)
def credit_receipts(told: Told, now: datetime) -> None:
    ids = {fact.receipt_id for fact, _ in told}
    services.settle(CreditKind.RECEIPT, ids=ids, actor=SYSTEM, now=now)


@inline_many(opportunities.OpportunityWon, opportunities.OpportunityLost, opportunities.OpportunityStageMoved)
def credit_deals(told: Told, now: datetime) -> None:
    moved = opportunities.OpportunityStageMoved
    ended = [one for one in told if not isinstance(one[0], moved) or one[0].reopened]
    if ended:
        services.settle(CreditKind.OPPORTUNITY, ids=_ids("opportunity", ended), actor=SYSTEM, now=now)


@inline_many(
    opportunities.OpportunityEdited,
    opportunities.OpportunityPutBack,
    opportunities.ItemAdded,
    opportunities.ItemEdited,
    opportunities.ItemRemoved,
)
def credit_changed_deals(told: Told, now: datetime) -> None:
    _credit_if("opportunity", told, now)


def _credit_if(kind: str, told: Told, now: datetime) -> None:
    """Only where something changed that counts."""
    changed = [one for one in told if COUNTS & one[0].changes.keys()]
    if changed:
        services.settle(kind, ids=_ids(kind, changed), actor=SYSTEM, now=now)


def _ids(kind: str, told: Iterable[tuple[Any, Event]]) -> set[int]:
    return {one["id"] for _, event in told for one in event.audience if one["kind"] == kind}
