"""Where rings come from: PostgreSQL tells them all; on SQLite this process tells itself, and reads what others rang."""

from collections.abc import Iterator
from threading import Event as Flag
from typing import Any

import orjson
from django.db import connection

from dabiao.core.events import channel
from dabiao.core.live.models import Ring
from dabiao.core.live.topics import ORIGIN, Note, Rung

POLL = 0.2  # seconds; how far behind another process of SQLite may be
WAIT = 1.0  # seconds that a listener of PostgreSQL takes to notice that it shall stop

STARTED = Rung()
MISSED = Rung(missed=True)


def read(stop: Flag) -> Iterator[Rung]:
    """First `STARTED`: from here on nothing is overlooked. Then what is rung, until `stop`."""
    yield from _listened(stop) if connection.vendor == "postgresql" else _polled(stop)


def _listened(stop: Flag) -> Iterator[Rung]:
    with channel.listen(channel.TOPICS) as listener:
        yield STARTED
        while not stop.is_set():
            heard = [note.payload for note in listener.notifies(timeout=WAIT, stop_after=1)]
            if heard:
                yield Rung(tuple(map(_understood, heard)))


def _understood(payload: str) -> tuple[str, Note]:
    message: dict[str, Any] = orjson.loads(payload)
    return message["topic"], message["note"]


def _polled(stop: Flag) -> Iterator[Rung]:
    poller = Poller()
    yield STARTED
    while not stop.wait(POLL):
        rung = poller.poll()
        if rung.notes or rung.missed:
            yield rung


class Poller:
    """Reads what other processes rang since it was made."""

    def __init__(self) -> None:
        self._last = Ring.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def poll(self) -> Rung:
        """`missed` where rings were thrown away before this one read them."""
        rows = list(
            Ring.objects.filter(pk__gt=self._last).order_by("pk").values_list("pk", "origin", "topic", "note")
        )
        if not rows:
            return STARTED
        missed = rows[0][0] > self._last + 1
        self._last = rows[-1][0]
        return Rung(tuple((topic, note) for _, origin, topic, note in rows if origin != ORIGIN), missed)
