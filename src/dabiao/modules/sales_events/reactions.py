"""What sales events do when something happens elsewhere."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.modules.contracts.events import ContractCancelled, ContractEdited, ContractSigned
from dabiao.modules.leads.events import LeadConverted
from dabiao.modules.org.events import EmployeeLeft
from dabiao.modules.receivables.events import ReceiptRecorded
from dabiao.modules.sales_events import services
from dabiao.modules.sales_events.events import GuestArrived


@inline(LeadConverted)
def follow_the_customer(fact: LeadConverted, event: Event, now: datetime) -> None:
    """Behind a guest who was a lead stands the customer that they became."""
    for lead_id in _ids(event, "lead"):
        services.follow_conversion(lead_id=lead_id, customer_id=fact.customer_id, actor=SYSTEM, now=now)


@after_commit(LeadConverted)
def settle_the_customer(fact: LeadConverted, event: Event, now: datetime) -> None:
    services.settle([fact.customer_id], actor=SYSTEM, now=now)


@after_commit(GuestArrived)
def settle_who_came(fact: GuestArrived, event: Event, now: datetime) -> None:
    """They may have signed on the way in."""
    if fact.customer_id is not None:
        services.settle([fact.customer_id], actor=SYSTEM, now=now)


@after_commit(ContractSigned)
def credit_what_was_signed(fact: ContractSigned, event: Event, now: datetime) -> None:
    services.settle(_ids(event, "customer"), actor=SYSTEM, now=now)


@after_commit(ContractCancelled)
def take_back_what_was_cancelled(fact: ContractCancelled, event: Event, now: datetime) -> None:
    services.settle(_ids(event, "customer"), actor=SYSTEM, now=now)


@after_commit(ContractEdited)
def credit_what_was_changed(fact: ContractEdited, event: Event, now: datetime) -> None:
    if {"customer_id", "signed_on"} & set(fact.changes):
        services.settle(_ids(event, "customer"), actor=SYSTEM, now=now)


@after_commit(ReceiptRecorded)
def credit_what_came_in(fact: ReceiptRecorded, event: Event, now: datetime) -> None:
    services.settle(_ids(event, "customer"), actor=SYSTEM, now=now)


@after_commit(EmployeeLeft)
def take_out_of_teams(fact: EmployeeLeft, event: Event, now: datetime) -> None:
    for user_id in [*_ids(event, "user"), *_ids(event, "employee")]:
        services.leave_teams(user_id, actor=SYSTEM, now=now)


def _ids(event: Event, kind: str) -> list[int]:
    return [entry["id"] for entry in event.audience if entry["kind"] == kind]
