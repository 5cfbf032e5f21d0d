"""Writing facts down, in the writer's own transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from dabiao.core.actor import Actor
from dabiao.core.db import insert_rows
from dabiao.core.events import channel
from dabiao.core.events.audience import Holder, Subject, audience_of, subject_key
from dabiao.core.events.facts import Fact
from dabiao.core.events.handlers import (
    ManyHandler,
    inline_handlers,
    inline_many_handlers,
    receivers_of,
)
from dabiao.core.events.models import Delivery, Event, EventSubject

# Above this many facts at once, listeners are told to look again instead of hearing about each record.
BULK = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact for `record_all`; `subjects` and `previous` as in `record`."""

    fact: Fact
    subjects: Sequence[Subject] = ()
    previous: Sequence[Holder | None] = ()


def record(
    fact: Fact, *subjects: Subject, actor: Actor, now: datetime, previous: Sequence[Holder | None] = ()
) -> Event:
    """Write one fact down together with the change that it tells of, and run its inline handlers.

    `subjects` are rows or `(kind, id)` pairs. `previous` lists, in the order of the subjects, the `(owner_id,
    unit_id)` that each had before (None: unchanged), so that live screens also reach whoever lost it. Lock a
    subject before recording about it: that makes event ids follow the order of commits per subject. Raises
    TransactionManagementError outside a transaction.
    """
    return record_all([Entry(fact, subjects, previous)], actor=actor, now=now)[0]


def record_all(entries: Sequence[Entry], *, actor: Actor, now: datetime) -> list[Event]:
    """`record` for many facts by one actor, in as many statements as for one."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "record() belongs into the transaction of the change it tells of"
        )
    events = insert_rows([_event(entry, actor, now) for entry in entries])
    insert_rows(
        [
            EventSubject(event_id=event.pk, kind=kind, object_id=object_id)
            for entry, event in zip(entries, events, strict=True)
            for kind, object_id in dict.fromkeys(subject_key(subject) for subject in entry.subjects)
        ]
    )
    deliveries = insert_rows(
        [
            Delivery(event_id=event.pk, event_kind=event.kind, handler=name)
            for entry, event in zip(entries, events, strict=True)
            for name in receivers_of(entry.fact)
        ]
    )
    _announce(events, wake=bool(deliveries))
    for entry, event in zip(entries, events, strict=True):
        for handler in inline_handlers(event.kind):
            handler(entry.fact, event, now)
    _react_to_many(entries, events, now)
    return events


def _react_to_many(entries: Sequence[Entry], events: Sequence[Event], now: datetime) -> None:
    asked: dict[ManyHandler, list[tuple[Fact, Event]]] = {}
    for entry, event in zip(entries, events, strict=True):
        for handler in inline_many_handlers(event.kind):
            asked.setdefault(handler, []).append((entry.fact, event))
    for handler, told in asked.items():
        handler(told, now)


def _event(entry: Entry, actor: Actor, now: datetime) -> Event:
    return Event(
        kind=entry.fact.kind,
        at=now,
        actor_id=actor.user_id,
        actor_name=actor.name[:80],
        via=actor.via,
        address=actor.address[:64],
        data=entry.fact.to_data(),
        audience=audience_of(entry.subjects, entry.previous),
    )


def _announce(events: Sequence[Event], *, wake: bool) -> None:
    messages = [(channel.WORK, "")] if wake else []
    told = [event for event in events if event.audience]
    if len(told) > BULK:
        messages.append((channel.EVENTS, channel.payload_of({"bulk": True}, {})))
    else:
        messages += [
            (
                channel.EVENTS,
                channel.payload_of({"id": event.pk, "audience": event.audience}, {"id": event.pk}),
            )
            for event in told
        ]
    channel.announce(messages)
