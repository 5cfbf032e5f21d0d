"""What is put down to an event by hand: a deal, a contract or a receipt there is, or a deal begun on the spot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import fetch
from dabiao.core.text import line
from dabiao.modules.leads import services as leads
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.receivables import queries as receivables
from dabiao.modules.sales_events import events
from dabiao.modules.sales_events.enums import AboutKind, DealKind, EventState, LinkedBy
from dabiao.modules.sales_events.models import Deal, Guest, SalesEvent
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services.crediting import settle


@dataclass(frozen=True)
class Begun:
    """A deal as it is begun at an event."""

    name: str
    amount_minor: int
    currency: str = DEFAULT_CURRENCY
    expected_win_on: date | None = None
    customer_name: str = ""


@transaction.atomic
def link(
    event_id: int,
    *,
    kind: str,
    ref_id: int,
    guest_id: int | None = None,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Deal:
    """Credit a record that the actor sees to this event. One that is another event's is taken from there, with a reason.

    Raises `core.not_found_here`, `sales_events.needs_reason`, `sales_events.is_over` for a cancelled event.
    """
    event = _to_credit(event_id, actor)
    customer_id = _customer_of(kind, ref_id, actor)
    guest = _guest(event, guest_id, customer_id)
    deal = Deal.objects.select_for_update(of=("self",)).filter(kind=kind, ref_id=ref_id).first()
    if deal is not None and deal.event_id != event.pk and not line(reason):
        raise Invalid("sales_events.needs_reason", field="reason", name=deal.event.name)
    if deal is not None and (deal.event_id, deal.linked_by) == (event.pk, LinkedBy.HAND):
        return deal
    left = deal.event if deal is not None and deal.event_id != event.pk else None
    deal = deal or Deal(kind=kind, ref_id=ref_id)
    deal.event, deal.guest, deal.customer_id = event, guest, customer_id
    deal.linked_by, deal.reason, deal.by_id, deal.at = LinkedBy.HAND, line(reason), actor.user_id, now
    deal.save()
    if left is not None:
        record(events.DealUnlinked(left.name, kind, ref_id, deal.reason), left, actor=actor, now=now)
    fact = events.DealLinked(event.name, kind, ref_id, deal.reason)
    record(fact, event, ("customer", customer_id), actor=actor, now=now)
    return deal


@transaction.atomic
def unlink(deal_id: int, *, event_id: int, actor: Actor, now: datetime) -> None:
    """Take back what a hand has linked; by rule it may be some event's again. Raises `sales_events.linked_by_rule` (409)."""
    event = _held.to_work(event_id, actor)
    deal = Deal.objects.select_for_update(of=("self",)).filter(pk=deal_id, event=event).first()
    if deal is None:
        raise NotFound("core.not_found", kind="deal", id=deal_id)
    if deal.linked_by == LinkedBy.RULE:
        raise Conflict("sales_events.linked_by_rule", field="id")
    fact = events.DealUnlinked(event.name, deal.kind, deal.ref_id)
    customer_id = deal.customer_id
    deal.delete()
    settle([customer_id], actor=actor, now=now)
    record(fact, event, ("customer", customer_id), actor=actor, now=now)


@transaction.atomic
def create_opportunity(event_id: int, *, guest_id: int, begun: Begun, actor: Actor, now: datetime) -> int:
    """Begin a deal with a guest; one who is a lead is converted by it. Returns the opportunity.

    Raises `core.not_found` for a guest, and as `opportunities.services.create`, `leads.services.convert`.
    """
    event = _to_credit(event_id, actor)
    guest = Guest.objects.filter(event=event, pk=guest_id).first()
    if guest is None:
        raise NotFound("core.not_found", field="guest_id", kind="sales_event_guest", id=guest_id)
    facts: Mapping[str, Any] = {
        "amount_minor": begun.amount_minor,
        "currency": begun.currency,
        "expected_win_on": begun.expected_win_on,
    }
    if guest.customer_id is None and guest.about_kind == AboutKind.LEAD:
        made = leads.convert(
            guest.about_id,
            conversion=leads.Conversion(
                opportunity_name=begun.name,
                customer_name=begun.customer_name or guest.company or guest.name,
                contact_name=guest.name,
                **facts,
            ),
            actor=actor,
            now=now,
        )
        opportunity_id = made.opportunity_id
    else:
        row = opportunities.create(
            name=begun.name, customer_id=guest.customer_id or 0, source="event", **facts, actor=actor, now=now
        )
        opportunity_id = row.pk
    link(event.pk, kind=DealKind.OPPORTUNITY, ref_id=opportunity_id, guest_id=guest.pk, actor=actor, now=now)
    return opportunity_id


def _to_credit(event_id: int, actor: Actor) -> SalesEvent:
    event = _held.to_work(event_id, actor)
    if event.state in (EventState.CANCELLED, EventState.DRAFT):
        raise Conflict("sales_events.is_over", field="state")
    return event


def _customer_of(kind: str, ref_id: int, actor: Actor) -> int:
    """The customer of a record that the actor sees."""
    if kind not in DealKind.values:
        raise Invalid("core.not_a_choice", field="kind", value=kind, known=", ".join(DealKind.values))
    try:
        if kind == DealKind.RECEIPT:
            seen = receivables.receipts_visible_to(actor).select_related("contract")
            return int(fetch(seen, ref_id).contract.customer_id)
        return int(subjects.load(kind, ref_id, actor=actor).customer_id)
    except NotFound:
        raise Invalid("core.not_found_here", field="ref_id", value=ref_id) from None


def _guest(event: SalesEvent, guest_id: int | None, customer_id: int) -> Guest | None:
    """Who is named, else who of the customer's people is on the list, rather one who came."""
    guests = Guest.objects.filter(event=event)
    if guest_id is None:
        came = F("arrived_at").asc(nulls_last=True)
        return guests.filter(customer=customer_id).order_by(came, "pk").first()
    found = guests.filter(pk=guest_id).first()
    if found is None:
        raise Invalid("core.not_found_here", field="guest_id", value=guest_id)
    return found
