"""Guests arrive: scanned by a colleague, found on the list, by their own phone at the door, or without an invitation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core import phones, subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.identity import queries as identities
from dabiao.core.identity.keys import person_keys
from dabiao.core.text import line, squash
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.enums import LeadSource
from dabiao.modules.org import queries as org
from dabiao.modules.sales_events import events, rules
from dabiao.modules.sales_events.enums import AboutKind, ArrivalWay, EventState, GuestState
from dabiao.modules.sales_events.models import Guest, SalesEvent
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services._guests import new_guest
from dabiao.modules.sales_events.services._putting import put


@dataclass(frozen=True, slots=True)
class Arrival:
    """`again`: they had been signed in before, nothing changed."""

    guest: Guest
    again: bool


@transaction.atomic
def sign_in(
    event_id: int, *, scanned: str = "", guest_id: int | None = None, actor: Actor, now: datetime
) -> Arrival:
    """By what a camera read, a code that was typed, or a guest picked from the list; the second time is no second arrival.

    Raises `sales_events.other_event`, `sales_events.unknown_code`, `core.not_found`, and where the door is shut as
    `rules.check_door`.
    """
    event = _held.to_work(event_id, actor)
    guest, way = _found(event, scanned, guest_id)
    rules.check_door(event.state, starts_at=event.starts_at, now=now)
    return _arrived(event, guest, way, actor, now)


def _found(event: SalesEvent, scanned: str, guest_id: int | None) -> tuple[Guest, ArrivalWay]:
    if guest_id is not None:
        guest = Guest.objects.filter(event=event, pk=guest_id).first()
        if guest is None:
            raise NotFound("core.not_found", field="guest_id", kind="sales_event_guest", id=guest_id)
        return guest, ArrivalWay.LIST
    if token := rules.token_in(scanned):
        guest = Guest.objects.select_related("event").filter(token=token).first()
        if guest is not None and guest.event_id != event.pk:
            raise Conflict("sales_events.other_event", field="scanned", name=guest.event.name)
        if guest is not None:
            return guest, ArrivalWay.QR
    guest = Guest.objects.filter(event=event, code=squash(scanned)[:6]).first()
    if guest is None or len(squash(scanned)) != len(guest.code):
        raise Invalid("sales_events.unknown_code", field="scanned")
    return guest, ArrivalWay.CODE


def _arrived(event: SalesEvent, guest: Guest, way: ArrivalWay, actor: Actor, now: datetime) -> Arrival:
    """The event is held, and what was read before that is read again: of two doors one is first."""
    guest.refresh_from_db()
    if guest.arrived_at is not None:
        return Arrival(guest, again=True)
    guest.state, guest.arrived_at, guest.arrived_way = GuestState.ATTENDED, now, way
    guest.arrived_by_id = actor.user_id
    guest.save(update_fields=["state", "arrived_at", "arrived_way", "arrived_by"])
    _tell(event, guest, actor, now)
    return Arrival(guest, again=False)


def _tell(event: SalesEvent, guest: Guest, actor: Actor, now: datetime) -> None:
    """The first who arrives begins it."""
    if event.state == EventState.OPEN:
        put(event, EventState.RUNNING, "", actor, now)
    fact = events.GuestArrived(
        event.pk, guest.pk, guest.customer_id, event.name, guest.name, str(guest.arrived_way)
    )
    record(fact, *_held.concerned(event, guest), actor=actor, now=now)


@transaction.atomic
def sign_oneself_in(
    event_id: int, *, phone: str, name: str = "", company: str = "", actor: Actor, now: datetime
) -> Arrival:
    """At the door, by one's own number; who is not on the list says their name and is a walk-in.

    Raises `sales_events.not_a_phone`, `sales_events.not_on_list` where no name was said, and as `rules.check_door`.
    """
    event = _held.held(event_id)
    rules.check_door(event.state, starts_at=event.starts_at, now=now)
    number = _number(phone)
    if guest := _listed(event, number):
        return _arrived(event, guest, ArrivalWay.SELF, actor, now)
    if not line(name):
        raise Invalid("sales_events.not_on_list", field="name")
    return _walked_in(event, number, line(name), line(company), actor, now)


@transaction.atomic
def walk_in(
    event_id: int, *, phone: str, name: str, company: str = "", actor: Actor, now: datetime
) -> Arrival:
    """Somebody at the door whom nobody invited: a lead at once, given by the rules of dispatch; who is known already joins what
    they are, and who is on the list is signed in. Raises as `sign_oneself_in`, `core.required`."""
    event = _held.to_work(event_id, actor)
    rules.check_door(event.state, starts_at=event.starts_at, now=now)
    number = _number(phone)
    if not line(name):
        raise Invalid("core.required", field="name")
    if guest := _listed(event, number):
        return _arrived(event, guest, ArrivalWay.LIST, actor, now)
    return _walked_in(event, number, line(name), line(company), actor, now)


def _number(phone: str) -> str:
    known = phones.keys(phone)
    if not known:
        raise Invalid("sales_events.not_a_phone", field="phone")
    return known[0]


def _listed(event: SalesEvent, number: str) -> Guest | None:
    """By the number they were invited under, or by who holds that number today."""
    on_list = Guest.objects.filter(event=event)
    if guest := on_list.filter(phone=number).first():
        return guest
    for kind, id in identities.holders(person_keys(phone=number)).values():
        if guest := on_list.filter(about_kind=kind, about_id=id).first():
            return guest
    return None


def _walked_in(
    event: SalesEvent, number: str, name: str, company: str, actor: Actor, now: datetime
) -> Arrival:
    campaign = event.campaign.name if event.campaign else event.name
    values = {
        "name": name,
        "company": company,
        "phone": number,
        "owner_id": None,
        "source": LeadSource.EVENT,
        "campaign": campaign[:120],
        "raw": {"event": event.name},
    }
    went = leads.receive(values=values, complete=False, actor=_held.hand_of(event), now=now)
    kind, id = went.holder
    if guest := Guest.objects.filter(event=event, about_kind=kind, about_id=id).first():
        return _arrived(event, guest, ArrivalWay.SELF, actor, now)
    row: Any = subjects.get(kind).model._default_manager.get(pk=id)
    codes = set(Guest.objects.filter(event=event).values_list("code", flat=True))
    guest = new_guest(event, AboutKind(kind), row, codes, now)
    guest.name, guest.phone, guest.walk_in = name, number, True
    if went.joined:
        guest.inviter_id = row.owner_id if row.owner_id in org.working({row.owner_id} - {None}) else None
    guest.state, guest.arrived_at, guest.arrived_way = GuestState.ATTENDED, now, ArrivalWay.WALK_IN
    guest.arrived_by_id = actor.user_id
    guest.save(force_insert=True)
    _tell(event, guest, actor, now)
    return Arrival(guest, again=False)
