"""Money goes back."""

from datetime import date, datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Invalid
from dabiao.core.scoping import demand, fetch
from dabiao.modules.contracts import queries as contract_queries
from dabiao.modules.contracts import services as contracts
from dabiao.modules.receivables import events, queries, rules
from dabiao.modules.receivables.models import Receipt, Refund
from dabiao.modules.receivables.services._ledger import Ledger, tell


@transaction.atomic
def refund(
    receipt_id: int, *, amount_minor: int, refunded_on: date, reason: str, actor: Actor, now: datetime
) -> Receipt:
    """Give back money of a receipt: the contract's advance goes first, then its newest instalments open again.

    Raises `receivables.refund_exceeds` beyond what is left of the receipt, `receivables.refund_too_early`,
    `receivables.in_future`, `core.required`.
    """
    found = fetch(queries.receipts_visible_to(actor), receipt_id)
    contract = fetch(contract_queries.visible_to(actor), found.contract_id, lock=True)
    demand(queries.with_contract_shares(actor), "receivable.refund", contract)
    ledger = Ledger.of(contract)
    receipt = next(one for one in ledger.receipts if one.pk == receipt_id)
    today = local_day(now)
    rules.check_refund(
        amount_minor, receipt.kept_minor, contract.currency, refunded_on, receipt.received_on, today
    )
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    receipt.refunded_minor += amount_minor
    Refund.objects.create(
        receipt=receipt,
        amount_minor=amount_minor,
        refunded_on=refunded_on,
        reason=reason.strip(),
        recorded_by_id=actor.user_id,
        created_at=now,
    )
    ledger.settle(now)
    fact = events.ReceiptRefunded(
        receipt_id=receipt_id,
        number=contract.number,
        title=contract.title,
        amount_minor=amount_minor,
        currency=contract.currency,
        refunded_on=refunded_on,
        reason=reason.strip(),
        received_minor=ledger.kept_minor,
    )
    tell(fact, contract, actor, now)
    contracts.set_received(contract.pk, received_minor=ledger.kept_minor, actor=actor, now=now)
    return receipt
