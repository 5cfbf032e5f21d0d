"""What a stranger sends: a lead at once, in one transaction; or kept apart, where it looks like no person's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import IntegrityError, transaction

from dabiao.core.actor import Actor
from dabiao.core.attachments import services as attachments
from dabiao.core.attachments.receiving import Arrived
from dabiao.core.errors import DomainError, TooMany
from dabiao.core.throttle.services import take
from dabiao.modules.forms.enums import TAKEN, SubmissionState, Suspicion
from dabiao.modules.forms.models import Code, Form, Submission
from dabiao.modules.forms.rules import checking, judging, tickets
from dabiao.modules.forms.services import _reading
from dabiao.modules.forms.services._taking import key, take_in

WINDOW = 600.0  # seconds that the limits of a form are for
SUSPECTS = 20  # kept of one address in that time
SUSPECTS_OF_FORM = 120  # kept of one form, so that a flood from everywhere fills no disk
UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a browser sent: `sent` by the names of fields, `origin` what its address and page say (utm, referrer, page)."""

    sent: Mapping[str, Sequence[str]]
    ticket: str = ""
    trap: str = ""
    agreed: bool = False
    origin: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    file: Arrived | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`again` says why the visitor is asked to press once more, by the ticket of the page that comes back."""

    state: str
    again: str = ""
    ticket: tickets.Ticket | None = None


def submit(form: Form, *, arrival: Arrival, actor: Actor, now: datetime) -> Outcome:
    """Store a submission and its lead together, or none of both; the same sent again changes nothing.

    Raises `forms.too_often` (429, `seconds`), and what is wrong with the values, as `_reading.values_of`.
    """
    moment = now.timestamp()
    ticket = tickets.read(arrival.ticket, form.token, key())
    typed = _reading.typed_of(form, arrival.sent)
    reason = judging.suspicion(
        ticket, trap=arrival.trap, values=typed, fill_seconds=form.fill_seconds, moment=moment
    )
    known = ticket or tickets.Ticket(tickets.key_of("", arrival.address + str(now)), int(moment))
    said = _said(form, known, typed, arrival)
    if reason != Suspicion.NONE:
        return _kept_apart(form, arrival, said, reason, known, now)
    values = _reading.values_of(form, typed, agreed=arrival.agreed, with_file=arrival.file is not None)
    if taken := Submission.objects.filter(key=said["key"], state__in=TAKEN).first():
        return Outcome(taken.state)
    _held_to_measure(form, arrival.address, now)
    try:
        return Outcome(_taken_in(form, said, values, arrival.file, actor, now))
    except IntegrityError:  # pressed twice, and the other was a moment sooner
        return Outcome(Submission.objects.get(key=said["key"]).state)


def _said(form: Form, ticket: tickets.Ticket, typed: Mapping[str, str], arrival: Arrival) -> dict[str, Any]:
    """The row as far as the browser says it."""
    file = arrival.file
    whole = [typed, [file.name, file.incoming.size] if file else None]
    code = Code.objects.filter(pk=ticket.code_id, form=form).first() if ticket.code_id else None
    return {
        "code": code,
        "key": tickets.key_of(ticket.nonce, orjson.dumps(whole, option=orjson.OPT_SORT_KEYS).decode()),
        "values": dict(typed),
        "consent": form.texts.get("consent", "") if arrival.agreed else "",
        "raw": dict(arrival.origin) | ({"code": code.name} if code else {}),
    }


def _kept_apart(
    form: Form,
    arrival: Arrival,
    said: Mapping[str, Any],
    reason: Suspicion,
    ticket: tickets.Ticket,
    now: datetime,
) -> Outcome:
    """A flood from one address, or from everywhere, leaves no more than so many rows."""
    _take(f"forms.suspect:{form.pk}:{arrival.address}", SUSPECTS, now)
    _take(f"forms.suspects:{form.pk}", SUSPECTS_OF_FORM, now)
    bounded = {name: text[:500] for name, text in said["values"].items()}
    row = Submission(
        form=form,
        **{**said, "values": bounded},
        state=SubmissionState.SUSPECTED,
        suspicion=reason,
        received_at=now,
    )
    Submission.objects.bulk_create([row], ignore_conflicts=True)  # sent again, it is there already
    again = reason if reason in judging.ASKED_AGAIN else ""
    if reason == Suspicion.NO_TICKET:
        ticket = tickets.Ticket(ticket.nonce, int(now.timestamp()) - form.fill_seconds, ticket.code_id)
    return Outcome(SubmissionState.SUSPECTED, again, ticket)


def _held_to_measure(form: Form, address: str, now: datetime) -> None:
    _take(f"forms.address:{form.pk}:{address}", form.address_limit, now)
    _take(f"forms.form:{form.pk}", form.form_limit, now)


def _take(name: str, limit: int, now: datetime) -> None:
    """Before the transaction, so that what was refused in it counts too."""
    seconds = take(name, limit, WINDOW, now)
    if seconds is not None:
        raise TooMany("forms.too_often", seconds=max(1, round(seconds)))


@transaction.atomic
def _taken_in(
    form: Form,
    said: Mapping[str, Any],
    values: Mapping[str, Any],
    file: Arrived | None,
    actor: Actor,
    now: datetime,
) -> str:
    held = Submission.objects.select_for_update().filter(key=said["key"]).first()
    if held is not None and held.state in TAKEN:
        return held.state
    row = held or Submission(form=form, **said, received_at=now)
    take_in(row, values, actor, now)
    if file is not None:
        _attach(row, file, actor, now)
    row.save()
    return row.state


def _attach(row: Submission, file: Arrived, actor: Actor, now: datetime) -> None:
    """No room for a file is no reason to lose who sent it."""
    try:
        attachments.attach(file, about_kind=row.about_kind, about_id=row.about_id or 0, actor=actor, now=now)
    except DomainError as error:
        row.raw = {**row.raw, checking.FILE: {"name": file.name, "refused": error.code}}
