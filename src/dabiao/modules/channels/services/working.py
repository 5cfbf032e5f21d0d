"""From kept deliveries to what they mean: the row changes in the transaction that carries its effect."""

import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Many
from dabiao.core.events.attempts import Report, backoff, described
from dabiao.modules.channels.enums import DeliveryState
from dabiao.modules.channels.models import Delivery
from dabiao.modules.channels.queries.bodies import parsed
from dabiao.modules.channels.queries.connections import setup_of
from dabiao.modules.channels.rules.adapters import ADAPTERS
from dabiao.modules.channels.rules.adapters.base import Arrival, CallSaid, Meant, SpendSaid
from dabiao.modules.channels.services import _calling as calling
from dabiao.modules.channels.services import _spending as spending
from dabiao.modules.channels.services._outcome import Outcome
from dabiao.modules.leads import services as leads

SPAN = 0.05  # seconds of a round
AT_ONCE = 25  # deliveries
ATTEMPTS = 8  # failures of ours before it waits for somebody to press
WRITTEN = [
    *("state", "due_at", "attempts", "code", "field", "params"),
    *("subject_kind", "subject_id", "joined", "done_at"),
]
log = logging.getLogger(__name__)


def work(*, actor: Actor, now: datetime) -> Report:
    """Do what waits, the oldest first; two workers never take up the same delivery."""
    report, until = Report(), time.monotonic() + SPAN
    while _some(actor, now, report) and time.monotonic() < until:
        pass
    return report


def _some(actor: Actor, now: datetime, report: Report) -> bool:
    """The next few, with all that comes of them, in one transaction."""
    with transaction.atomic():
        due = Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=now).order_by("due_at", "pk")
        held = due.select_for_update(skip_locked=True, of=("self",)).select_related("connection")[:AT_ONCE]
        taken = list(held)
        report.done += len(taken)
        by_connection: dict[int, list[Delivery]] = {}
        for delivery in taken:
            by_connection.setdefault(delivery.connection_id, []).append(delivery)
        for deliveries in by_connection.values():
            named = replace(actor, name=deliveries[0].connection.name)
            for delivery in _together(deliveries, named, now):
                _settle(delivery, named, now, report)
    return bool(taken)


def _together(deliveries: list[Delivery], actor: Actor, now: datetime) -> list[Delivery]:
    """Leads come in many at a time, at a fraction of the cost; returns those that have to be looked at one by one: what is no
    lead, what cannot be read, and all of them if anything went wrong."""
    arrivals = {}
    for delivery in deliveries:
        with suppress(DomainError):
            meant, said = _meant(delivery)
            if isinstance(meant, Arrival):
                arrivals[delivery.pk] = _values(meant, said, delivery)
    leads_of = [delivery for delivery in deliveries if delivery.pk in arrivals]
    if len(leads_of) < 2:
        return deliveries
    try:
        with transaction.atomic():
            went = leads.receive_many(items=list(arrivals.values()), actor=actor, now=now)
    except Exception:
        log.warning(
            "%d deliveries could not be taken together; one by one then", len(leads_of), exc_info=True
        )
        return deliveries
    for delivery, one in zip(leads_of, went, strict=True):
        if isinstance(one, DomainError):
            _refuse(delivery, one)
        else:
            _note(delivery, Outcome(subject=one.holder, joined=one.joined), now)
        _save(delivery)
    return [delivery for delivery in deliveries if delivery.pk not in arrivals]


def _settle(delivery: Delivery, actor: Actor, now: datetime, report: Report) -> None:
    """All of what it means, or nothing and why."""
    try:
        with transaction.atomic():
            outcome = _done(delivery, actor, now)
    except DomainError as error:
        _refuse(delivery, error.errors[0] if isinstance(error, Many) else error)
    except Exception as error:
        delivery.attempts += 1
        log.exception("delivery %s of %s failed", delivery.pk, delivery.connection)
        report.errors.append(error)
        if delivery.attempts >= ATTEMPTS:
            _refuse(delivery, DomainError("channels.failed", message=described(error)[:200]))
        else:
            delivery.due_at = now + backoff(delivery.attempts)
    else:
        _note(delivery, outcome, now)
    _save(delivery)


def _note(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    delivery.state, delivery.done_at = outcome.state, now
    delivery.code, delivery.field, delivery.params = outcome.code, "", {}
    delivery.subject_kind, delivery.subject_id = outcome.subject or ("", None)
    delivery.joined = outcome.joined


def _save(delivery: Delivery) -> None:
    delivery.save(update_fields=WRITTEN)


def _refuse(delivery: Delivery, error: DomainError) -> None:
    delivery.state, delivery.code = DeliveryState.REFUSED, error.code
    delivery.field = (error.field or "")[:80]
    delivery.params = {name: str(value)[:200] for name, value in error.params.items()}


def _meant(delivery: Delivery) -> tuple[Meant, dict[str, Any]]:
    said = parsed(delivery.body, delivery.content_type)
    return ADAPTERS[delivery.connection.kind].read(said, setup_of(delivery.connection)), said


def _done(delivery: Delivery, actor: Actor, now: datetime) -> Outcome:
    meant, said = _meant(delivery)
    if isinstance(meant, Arrival):
        went = leads.receive(values=_values(meant, said, delivery), actor=actor, now=now)
        return Outcome(subject=went.holder, joined=went.joined)
    if isinstance(meant, CallSaid):
        return calling.told(delivery.connection, meant, actor=actor, now=now)
    if isinstance(meant, SpendSaid):
        return spending.told(meant, external_id=delivery.event_id, actor=actor, now=now)
    return Outcome(state=DeliveryState.IGNORED, code=meant.code)


def _values(meant: Arrival, said: Mapping[str, Any], delivery: Delivery) -> dict[str, Any]:
    """Nobody's, and given out by the rules of dispatch. It asked when the platform says, but not in the future."""
    asked_at = min(meant.values.get("received_at") or delivery.received_at, delivery.received_at)
    return {**meant.values, "owner_id": None, "raw": said, "received_at": asked_at}
