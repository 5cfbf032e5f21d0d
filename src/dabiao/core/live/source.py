"""Where news comes from: one thread per process while anybody listens. PostgreSQL tells; SQLite is asked once
a second.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event as Flag
from typing import Any, TypeVar

import orjson
from django.db import connection

from dabiao.core.events import channel
from dabiao.core.events.models import Event
from dabiao.core.live.reach import Change
from dabiao.core.notifications.models import Notification

T = TypeVar("T")

logger = logging.getLogger(__name__)

POLL = 1.0  # seconds; also how long a listener takes to notice that it shall stop
LARGEST_POLL = 200  # rows; beyond that everyone looks again
LONGEST_WAIT = 10.0  # seconds between attempts to reconnect


@dataclass(frozen=True, slots=True)
class News:
    """What happened since last time. `missed`: more than is worth telling, or than is known."""

    changes: tuple[Change, ...] = ()
    notified: tuple[tuple[int, int], ...] = ()  # (user id, notification id)
    missed: bool = False

    def __bool__(self) -> bool:
        return bool(self.changes or self.notified or self.missed)


def follow(read: Callable[[Flag], Iterator[T]], missed: T, tell: Callable[[T], None], stop: Flag) -> None:
    """Tell what `read` says until `stop`, through outages. The first telling says that from here on nothing is
    overlooked; after an outage it is `missed`.
    """
    listened, wait = False, 0.5
    while not stop.is_set():
        try:
            first = True
            for news in read(stop):
                tell(missed if listened and first else news)
                listened, first, wait = True, False, 0.5
        except Exception:
            logger.warning("the live source broke; trying again", exc_info=True)
            stop.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        finally:
            connection.close()


def read(stop: Flag) -> Iterator[News]:
    """First `STARTED`, then what happens, until `stop`."""
    yield from _listened(stop) if connection.vendor == "postgresql" else _polled(stop)


STARTED = News()


def _listened(stop: Flag) -> Iterator[News]:
    with channel.listen(channel.EVENTS, channel.NOTIFICATIONS) as listener:
        yield STARTED
        while not stop.is_set():
            heard = [(note.channel, note.payload) for note in listener.notifies(timeout=POLL, stop_after=1)]
            if news := understood(heard):
                yield news


def understood(heard: list[tuple[str, str]]) -> News:
    """NOTIFY payloads as news; what was too long to be sent along is read from the event."""
    changes: list[Change] = []
    notified: list[tuple[int, int]] = []
    missed = False
    for name, payload in heard:
        message: dict[str, Any] = orjson.loads(payload)
        if name == channel.NOTIFICATIONS:
            notified += [(user_id, id_) for user_id, id_ in message["to"]]
        elif "id" in message:
            changes += map(
                Change.of, message["audience"] if "audience" in message else _audience(message["id"])
            )
        else:
            missed = True
    return News(tuple(changes), tuple(notified), missed)


def _audience(event_id: int) -> list[dict[str, Any]]:
    try:
        return Event.objects.filter(pk=event_id).values_list("audience", flat=True).first() or []
    finally:
        connection.close()


def _polled(stop: Flag) -> Iterator[News]:
    poller = Poller()
    yield STARTED
    while not stop.wait(POLL):
        if news := poller.poll():
            yield news


class Poller:
    """Reads what was added since it was made. With one writer, ids become visible in order, so none is
    skipped.
    """

    def __init__(self) -> None:
        self._event = _last(Event)
        self._notification = _last(Notification)

    def poll(self) -> News:
        events = list(
            Event.objects.filter(pk__gt=self._event)
            .order_by("pk")
            .values_list("pk", "audience")[: LARGEST_POLL + 1]
        )
        notified = list(
            Notification.objects.filter(pk__gt=self._notification).order_by("pk").values_list("user_id", "pk")
        )
        missed = len(events) > LARGEST_POLL
        if events:
            self._event = _last(Event) if missed else events[-1][0]
        if notified:
            self._notification = notified[-1][1]
        changes = () if missed else tuple(Change.of(entry) for _, audience in events for entry in audience)
        return News(changes, tuple(notified), missed)


def _last(model: type[Event] | type[Notification]) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
