"""What every process keeps in memory until roles, units or the company's own fields change.

The number is read with the session in the first statement of each request, so nothing is asked for its sake. Programs
without requests look it up, at most once a second.
"""

import time
from collections.abc import Callable
from itertools import count
from typing import Generic, TypeVar

from dabiao.core.access.models import AccessEpoch

T = TypeVar("T")

EVERY = 1.0  # seconds

_known: int | None = None
_looked = 0.0
_hooks: list[Callable[[], None]] = []


def on_change(forget: Callable[[], None]) -> None:
    _hooks.append(forget)


def seen(epoch: int) -> None:
    """The number as the database has it just now."""
    global _known, _looked
    _looked = time.monotonic()
    if epoch != _known:
        _known = epoch
        forget_all()


def look() -> None:
    """Make sure that what is kept is no older than a second."""
    if time.monotonic() - _looked > EVERY:
        seen(AccessEpoch.objects.values_list("value", flat=True).first() or 0)


def forget_all() -> None:
    for forget in _hooks:
        forget()


class Kept(Generic[T]):
    """What `read` says of the database, read once and kept in the process until the epoch changes."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read, self._turns = read, count()
        self._forget()
        on_change(self._forget)

    def _forget(self) -> None:
        self._kept: T | None = None
        self._now = next(self._turns)

    def get(self) -> T:
        look()
        kept, turn = self._kept, self._now
        if kept is None:
            kept = self._read()
            if turn == self._now:  # what was read before a change that came meanwhile is not kept
                self._kept = kept
        return kept
