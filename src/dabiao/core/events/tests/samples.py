"""Facts, records and places that the tests of the spine share."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Thread
from typing import ClassVar

import pytest
from django.db import connection, transaction

from dabiao.core.actor import Actor
from dabiao.core.events.facts import Fact

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MEI = Actor(user_id=7, name="Mei", unit_id=70, via="web", address="10.0.0.7")

needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="about connections side by side, as only PostgreSQL has them"
)


def in_thread(work: Callable[[], object]) -> Thread:
    """Started at once, with a connection of its own that ends with it."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


class Undone(Exception):
    pass


def undone(work: Callable[[], object]) -> None:
    """Do the work in a transaction that then rolls back."""
    with suppress(Undone), transaction.atomic():
        work()
        raise Undone


@dataclass(frozen=True)
class Knocked(Fact):
    kind: ClassVar[str] = "test.knocked"
    times: int = 1


@dataclass(frozen=True)
class Opened(Fact):
    kind: ClassVar[str] = "test.opened"


@dataclass(frozen=True)
class Echoed(Fact):
    """What the tests' handlers leave behind."""

    kind: ClassVar[str] = "test.echoed"
    of: int
    said: str = ""


@dataclass
class Door:
    """A record with an owner."""

    pk: int
    owner_id: int | None
    unit_id: int | None
    version: int = 1
    subject_kind: ClassVar[str] = "door"
