"""Money comes in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.fields import checking
from dabiao.core.scoping import demand, fetch
from dabiao.modules.contracts import queries as contract_queries
from dabiao.modules.contracts import services as contracts
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.receivables import events, queries, rules
from dabiao.modules.receivables.enums import PayMethod
from dabiao.modules.receivables.models import Receipt
from dabiao.modules.receivables.services._ledger import Ledger, tell


@transaction.atomic
def receive(
    *,
    contract_id: int,
    received_on: date,
    amount_minor: int,
    method: str,
    remark: str = "",
    fields: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> Receipt:
    """Take money for a contract in force: it pays the oldest open instalments, the rest is kept as advance.

    The first payment wins the opportunity. Raises `core.not_found_here`, `receivables.not_signed`,
    `receivables.contract_cancelled`, `receivables.in_future`, `money.not_positive`, `money.too_large`, `fields.*`.
    """
    contract = _contract(contract_id, actor)
    demand(queries.with_contract_shares(actor), "receivable.record", contract)
    rules.check_receivable(contract.status)
    if method not in PayMethod.values:
        raise Invalid("core.not_a_choice", field="method", value=method, known=", ".join(PayMethod.values))
    rules.check_receipt(amount_minor, contract.received_minor, received_on, local_day(now))
    receipt = Receipt(
        contract_id=contract.pk,
        received_on=received_on,
        amount_minor=amount_minor,
        method=method,
        remark=remark,
        fields=checking.for_new("receipt", fields or {}),
        recorded_by_id=actor.user_id,
        created_at=now,
    )
    ledger = Ledger.of(contract)
    ledger.receipts.append(receipt)
    ledger.settle(now)
    tell(_fact(receipt, ledger), contract, actor, now)
    contracts.set_received(contract.pk, received_minor=ledger.kept_minor, actor=actor, now=now)
    if contract.received_minor == 0 and contract.opportunity_id is not None:
        opportunities.win(contract.opportunity_id, cause="payment_received", actor=actor, now=now)
    return receipt


def _contract(contract_id: int, actor: Actor) -> Any:
    try:
        return fetch(contract_queries.visible_to(actor), contract_id, lock=True)
    except NotFound:
        raise Invalid("core.not_found_here", field="contract_id", value=contract_id) from None


def _fact(receipt: Receipt, ledger: Ledger) -> events.ReceiptRecorded:
    return events.ReceiptRecorded(
        receipt_id=receipt.pk,
        number=ledger.contract.number,
        title=ledger.contract.title,
        amount_minor=receipt.amount_minor,
        currency=ledger.contract.currency,
        received_on=receipt.received_on,
        method=receipt.method,
        received_minor=ledger.kept_minor,
        advance_minor=ledger.advance_minor,
        fields=receipt.fields,
    )
