"""Guests are put on the list, picked or found by a condition: each of them once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.conditions import language, vocabulary
from dabiao.core.errors import Conflict, DomainError, Invalid, NotFound
from dabiao.core.events.services import Entry, record_all
from dabiao.modules.leads.enums import LeadStatus
from dabiao.modules.org import queries as org
from dabiao.modules.sales_events import events
from dabiao.modules.sales_events.enums import AboutKind, EventPart
from dabiao.modules.sales_events.models import Guest, Helper, OptOut, SalesEvent
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services._guests import new_guest, phone_of
from dabiao.modules.sales_events.services._helpers import add_helper

MOST = 1000  # at once
MOST_GUESTS = 5000  # of one event
Outcome = tuple[int, Guest | DomainError]


@transaction.atomic
def invite(
    event_id: int,
    *,
    kind: str,
    ids: Sequence[int] = (),
    where: Any = None,
    inviter_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> list[Outcome]:
    """Put records that the actor sees on the list, by their ids or by a condition; each gives its guest or why not, in order.

    The inviter is who has the record, else the actor, unless one is named; they get a part in the event. Raises
    `sales_events.is_over`, `sales_events.too_many`, `sales_events.nobody_named`, `conditions.*`.
    """
    event = _held.to_work(event_id, actor)
    _held.check_ahead(event)
    found = _found(kind, ids, where, actor, now)
    wanted = list(dict.fromkeys(ids)) if where is None else list(found)
    room = MOST_GUESTS - Guest.objects.filter(event=event).count()
    if len(wanted) > room:
        raise Invalid("sales_events.too_many", field="ids", limit=MOST_GUESTS)
    asked = _Asking(event, kind, found)
    outcome: list[Outcome] = [(id, asked.guest(id, now)) for id in wanted]
    made = [one for _, one in outcome if isinstance(one, Guest)]
    _give_inviters(made, found, event, inviter_id, actor, now)
    Guest.objects.bulk_create(made)
    _record(event, made, actor, now)
    return outcome


def _found(kind: str, ids: Sequence[int], where: Any, actor: Actor, now: datetime) -> dict[int, Any]:
    """Id → record, of those that the actor sees."""
    if kind not in AboutKind.values:
        raise Invalid("core.not_a_choice", field="kind", value=kind, known=", ".join(AboutKind.values))
    rows = subjects.get(kind).visible_to(actor)
    if where is not None:
        condition = language.compiled(where, vocabulary.of(kind), actor=actor, now=now)
        rows = rows.filter(condition)
    elif ids:
        rows = rows.filter(pk__in=ids)
    else:
        raise Invalid("sales_events.nobody_named", field="ids")
    found = {row.pk: row for row in rows.order_by("pk")[: MOST + 1]}
    if len(found) > MOST or len(ids) > MOST:
        raise Invalid("sales_events.too_many", field="where" if where is not None else "ids", limit=MOST)
    return found


class _Asking:
    """One after the other, so that the second of two with one number is told."""

    def __init__(self, event: SalesEvent, kind: str, found: Mapping[int, Any]) -> None:
        self.event, self.kind, self.found = event, kind, found
        there = Guest.objects.filter(event=event)
        self.listed = set(
            there.filter(about_kind=kind, about_id__in=found).values_list("about_id", flat=True)
        )
        self.phones: dict[str, str] = dict(there.exclude(phone="").values_list("phone", "name"))
        self.codes = set(there.values_list("code", flat=True))
        out = OptOut.objects.all()
        self.refusing = set(
            out.filter(about_kind=kind, about_id__in=found).values_list("about_id", flat=True)
        )
        numbers = {phone_of(row) for row in found.values()} - {""}
        self.silent = set(out.filter(phone__in=numbers).values_list("phone", flat=True))

    def guest(self, id: int, now: datetime) -> Guest | DomainError:
        row = self.found.get(id)
        if row is None:
            return NotFound("core.not_found", field="ids", kind=self.kind, id=id)
        phone = phone_of(row)
        if id in self.listed:
            return Conflict("sales_events.invited_already", field="ids")
        if phone and phone in self.phones:
            return Conflict("sales_events.phone_on_list", field="ids", name=self.phones[phone])
        if id in self.refusing or phone in self.silent:
            return Conflict("sales_events.do_not_invite", field="ids")
        if self.kind == AboutKind.LEAD and row.status == LeadStatus.INVALID:
            return Conflict("sales_events.lead_is_invalid", field="ids")
        guest = new_guest(self.event, self.kind, row, self.codes, now)
        self.listed.add(id)
        self.codes.add(guest.code)
        if phone:
            self.phones[phone] = guest.name
        return guest


def _give_inviters(
    guests: Iterable[Guest],
    found: Mapping[int, Any],
    event: SalesEvent,
    inviter_id: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Whoever invites has a part in it."""
    if inviter_id is not None:
        org.holder(inviter_id, field="inviter_id")
    owners = {found[guest.about_id].owner_id for guest in guests} if inviter_id is None else set()
    working = org.working(owners - {None})
    for guest in guests:
        owner_id = found[guest.about_id].owner_id
        guest.inviter_id = inviter_id or (owner_id if owner_id in working else actor.user_id)
    people = {guest.inviter_id for guest in guests if guest.inviter_id is not None} - {event.owner_id}
    there = set(Helper.objects.filter(event=event, user__in=people).values_list("user_id", flat=True))
    for user_id in sorted(people - there):
        add_helper(event, user_id, actor, now, part=EventPart.INVITER)


def _record(event: SalesEvent, guests: Sequence[Guest], actor: Actor, now: datetime) -> None:
    if not guests:
        return
    whole = Entry(events.GuestsInvited(event.name, len(guests)), [event])
    each = [
        Entry(
            events.GuestInvited(event.pk, event.name, guest.name, guest.inviter_id),
            list(_held.of_guest(guest)),
        )
        for guest in guests
    ]
    record_all([whole, *each], actor=actor, now=now)
