"""What several use cases do with one guest of an event that is held."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from dabiao.core import phones
from dabiao.core.errors import Conflict
from dabiao.core.events.facts import Fact
from dabiao.modules.sales_events import events
from dabiao.modules.sales_events.enums import AWAITED, AboutKind, GuestState
from dabiao.modules.sales_events.models import Guest, SalesEvent


def phone_of(row: Any) -> str:
    return next(iter(phones.keys(row.phone)), "")[:40]


def new_guest(event: SalesEvent, kind: str, row: Any, codes: Collection[str], now: datetime) -> Guest:
    """Not saved. `codes`: those that are taken."""
    behind = {
        AboutKind.CUSTOMER: lambda: (row.pk, row.name, ""),
        AboutKind.CONTACT: lambda: (row.customer_id, row.name, row.customer.name),
        AboutKind.LEAD: lambda: (row.customer_id, row.name or row.company, row.company if row.name else ""),
    }[AboutKind(kind)]
    customer_id, name, company = behind()
    return Guest(
        event=event,
        about_kind=kind,
        about_id=row.pk,
        customer_id=customer_id,
        name=name or "—",
        company=company,
        phone=phone_of(row),
        token=secrets.token_urlsafe(18),
        code=_code(codes),
        invited_at=now,
    )


def _code(taken: Collection[str]) -> str:
    """Six digits, which can be said at a door; there are two hundred times as many as guests."""
    while True:
        code = f"{secrets.randbelow(1_000_000):06d}"
        if code not in taken:
            return code


def answered(event: SalesEvent, guest: Guest, answer: str, party: int, now: datetime) -> None:
    """Not saved; the event is held. Raises `sales_events.came_already`, `sales_events.full`."""
    if guest.state not in AWAITED:
        raise Conflict("sales_events.came_already", field="answer", name=guest.name)
    if answer == GuestState.ACCEPTED and event.capacity is not None:
        coming = Guest.objects.filter(event=event, state__in=(GuestState.ACCEPTED, GuestState.ATTENDED))
        taken = sum(coming.exclude(pk=guest.pk).values_list("party", flat=True))
        if taken + party > event.capacity:
            raise Conflict("sales_events.full", field="party", left=max(0, event.capacity - taken))
    guest.state, guest.party = answer, party if answer == GuestState.ACCEPTED else 1
    guest.answered_at = None if answer == GuestState.INVITED else now


def answer_fact(event: SalesEvent, guest: Guest) -> Fact:
    said = (event.pk, guest.pk, event.name, guest.name)
    if guest.state == GuestState.ACCEPTED:
        return events.GuestAccepted(*said, guest.party)
    return (
        events.GuestDeclined(*said) if guest.state == GuestState.DECLINED else events.AnswerWithdrawn(*said)
    )
