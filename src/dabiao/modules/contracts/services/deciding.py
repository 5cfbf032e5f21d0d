"""What changes a contract's standing: a signature, a cancellation, money."""

from datetime import date, datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.money import to_decimal
from dabiao.core.scoping import demand, fetch
from dabiao.modules.contracts import events, queries, rules
from dabiao.modules.contracts.enums import ContractStatus
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.services import _shared


@transaction.atomic
def sign(contract_id: int, *, signed_on: date, actor: Actor, now: datetime) -> Contract:
    """Put a draft in force, and win its opportunity. Raises `contracts.not_draft`, `contracts.signed_in_future`."""
    contract = fetch(queries.visible_to(actor), contract_id, lock=True)
    demand(actor, "contract.sign", contract)
    rules.check_signable(contract.status, signed_on, local_day(now))
    contract.status, contract.signed_on = ContractStatus.SIGNED, signed_on
    _shared.save_acted(contract, now, "status", "signed_on")
    fact = events.ContractSigned(
        contract.number, contract.title, contract.amount_minor, contract.currency, signed_on=signed_on
    )
    _shared.tell(fact, contract, actor, now)
    _shared.win(contract, actor, now)
    return contract


@transaction.atomic
def cancel(contract_id: int, *, reason: str, actor: Actor, now: datetime) -> Contract:
    """End a contract that keeps no money. Raises `contracts.money_kept` where some is, `contracts.is_cancelled`."""
    contract = fetch(queries.visible_to(actor), contract_id, lock=True)
    demand(actor, "contract.cancel", contract)
    rules.check_live(contract.status)
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    if contract.received_minor:
        kept = f"{to_decimal(contract.received_minor, contract.currency):,}"
        raise Conflict("contracts.money_kept", field="received_minor", kept=kept, currency=contract.currency)
    contract.status, contract.cancel_reason = ContractStatus.CANCELLED, reason.strip()
    _shared.save_acted(contract, now, "status", "cancel_reason")
    fact = events.ContractCancelled(
        contract.number,
        contract.title,
        contract.amount_minor,
        contract.currency,
        reason=contract.cancel_reason,
    )
    _shared.tell(fact, contract, actor, now)
    return contract


@transaction.atomic
def set_received(contract_id: int, *, received_minor: int, actor: Actor, now: datetime) -> Contract:
    """Note what receivables keep for a contract; its status follows. The version stays: no person edited it."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    before, contract.received_minor = contract.status, received_minor
    contract.status = rules.status_with_money(before, contract.amount_minor, received_minor)
    contract.updated_at = now
    contract.save(update_fields=["received_minor", "status", "updated_at"])
    if contract.status == ContractStatus.FULFILLED and before != ContractStatus.FULFILLED:
        fact = events.ContractFulfilled(
            contract.number, contract.title, contract.amount_minor, contract.currency
        )
        _shared.tell(fact, contract, actor, now)
    return contract
