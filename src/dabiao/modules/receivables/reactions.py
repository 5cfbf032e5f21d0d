"""What follows here from a changed contract, and who hears of money."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.contracts.events import ContractEdited
from dabiao.modules.receivables import events, rules, services


@inline(ContractEdited)
def keep_the_plan_exact(fact: ContractEdited, event: Event, now: datetime) -> None:
    """A plan always sums to its contract, so it follows when the amount of a draft is changed."""
    if "amount_minor" in fact.changes:
        author = replace(
            SYSTEM, user_id=event.actor_id, name=event.actor_name, via=event.via, address=event.address
        )
        services.follow_amount(_contract_of(event)["id"], actor=author, now=now)


@after_commit(events.ReceiptRecorded)
def tell_of_the_receipt(fact: events.ReceiptRecorded, event: Event, now: datetime) -> None:
    _tell_the_owner("receipt.recorded", fact, event, now)


@after_commit(events.ReceiptRefunded)
def tell_of_the_refund(fact: events.ReceiptRefunded, event: Event, now: datetime) -> None:
    _tell_the_owner("receipt.refunded", fact, event, now)


def _tell_the_owner(
    kind: str, fact: events.ReceiptRecorded | events.ReceiptRefunded, event: Event, now: datetime
) -> None:
    """Nobody is told of what they did themselves."""
    contract = _contract_of(event)
    people = [owner_id for owner_id in contract["owner_ids"] if owner_id != event.actor_id]
    params = {
        "number": fact.number,
        "title": fact.title,
        "amount": rules.shown(fact.amount_minor, fact.currency),
        "received": rules.shown(fact.received_minor, fact.currency),
        "by": event.actor_name,
    }
    notify(people, kind, params, ("contract", contract["id"]), now, dedupe=event.pk)


def _contract_of(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in event.audience if entry["kind"] == "contract")
    return found
