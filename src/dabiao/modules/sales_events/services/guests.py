"""Guests who are on the list: what they answered by telephone, who invited them, and taken off it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, DomainError, Invalid, NotFound
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import Entry, record_all
from dabiao.modules.org import queries as org
from dabiao.modules.sales_events import events
from dabiao.modules.sales_events.enums import AWAITED, EventPart, GuestState
from dabiao.modules.sales_events.models import Guest, Helper, SalesEvent
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services._guests import answer_fact, answered
from dabiao.modules.sales_events.services._helpers import add_helper

ANSWERS = (GuestState.INVITED, GuestState.ACCEPTED, GuestState.DECLINED)
MOST = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """One of them: an answer (with how many come), another inviter, or off the list."""

    answer: str = ""
    party: int = 1
    inviter_id: int | None = None
    remove: bool = False


@transaction.atomic
def change_guests(
    event_id: int, *, ids: Sequence[int], change: Change, actor: Actor, now: datetime
) -> list[tuple[int, DomainError | None]]:
    """The same change of many, each accepted or refused on its own. Raises `sales_events.is_over`, `core.not_a_choice`,
    `core.required`, `org.not_working`."""
    event = _held.to_work(event_id, actor)
    _held.check_ahead(event)
    _check(change)
    if change.inviter_id is not None:
        org.holder(change.inviter_id, field="inviter_id")
        known = Helper.objects.filter(event=event, user_id=change.inviter_id).exists()
        if not known and change.inviter_id != event.owner_id:
            add_helper(event, change.inviter_id, actor, now, part=EventPart.INVITER)
    wanted = list(dict.fromkeys(ids))[:MOST]
    guests = {guest.pk: guest for guest in Guest.objects.filter(event=event, pk__in=wanted)}
    outcome: list[tuple[int, DomainError | None]] = []
    entries: list[Entry] = []
    inviter = org.names_of([change.inviter_id]).get(change.inviter_id, "") if change.inviter_id else ""
    for id in wanted:
        try:
            entries += _one(guests.get(id), id, event, change, inviter, now)
            outcome.append((id, None))
        except DomainError as error:
            outcome.append((id, error))
    if entries:
        record_all(entries, actor=actor, now=now)
    return outcome


def _check(change: Change) -> None:
    if change.answer and change.answer not in ANSWERS:
        raise Invalid("core.not_a_choice", field="answer", value=change.answer, known=", ".join(ANSWERS))
    if not change.answer and change.inviter_id is None and not change.remove:
        raise Invalid("core.required", field="answer")


def _one(
    guest: Guest | None, id: int, event: SalesEvent, change: Change, inviter: str, now: datetime
) -> list[Entry]:
    if guest is None:
        raise NotFound("core.not_found", kind="sales_event_guest", id=id)
    about = _held.concerned(event, guest)
    if change.remove:
        if guest.state not in AWAITED:
            raise Conflict("sales_events.came_already", field="ids", name=guest.name)
        guest.delete()
        return [Entry(events.GuestRemoved(event.name, guest.name), about)]
    facts: list[Fact] = []
    if change.answer and (guest.state, guest.party) != (change.answer, change.party):
        answered(event, guest, change.answer, change.party, now)
        facts.append(answer_fact(event, guest))
    if change.inviter_id is not None and guest.inviter_id != change.inviter_id:
        guest.inviter_id = change.inviter_id
        facts.append(events.InviterChanged(event.name, guest.name, inviter))
    if facts:
        guest.save(update_fields=["state", "party", "answered_at", "inviter"])
    return [Entry(fact, about) for fact in facts]


@transaction.atomic
def follow_conversion(*, lead_id: int, customer_id: int, actor: Actor, now: datetime) -> None:
    """Behind a guest who was a lead stands the customer that they became."""
    Guest.objects.filter(about_kind="lead", about_id=lead_id).update(customer_id=customer_id)
