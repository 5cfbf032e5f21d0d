"""What every process keeps in memory until roles, units or the company's own fields change.

The number is read with the session in the first statement of each request, so nothing is asked for its sake. Programs
without requests look it up, at most once a second.
"""

import time
from collections.abc import Callable

from dabiao.core.access.models import AccessEpoch

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
