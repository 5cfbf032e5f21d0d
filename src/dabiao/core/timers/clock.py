"""The worker's time: the database's, and never earlier than what anything was already done by.

Hosts disagree and clocks get set back; a deadline that has passed must stay passed. A clock that jumped far
ahead stays ahead until real time has caught up (`drift` shows by how much).
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from dabiao.core.timers.models import Clock

_RAISE = """
    INSERT INTO timers_clock (id, at) VALUES (1, %s)
    ON CONFLICT (id) DO UPDATE SET at = excluded.at WHERE timers_clock.at < excluded.at
"""


def read() -> datetime:
    """The time now, without keeping it."""
    return max(database_time(), _kept())


def advance(now: datetime) -> None:
    """Keep `now`: from here on `read` is never earlier. Commit it before acting by it, and outside long
    transactions.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [connection.ops.adapt_datetimefield_value(now)])


def current(now: datetime | None = None) -> datetime:
    """The time to act by (`now`, or the database's), kept so that no later call returns an earlier one."""
    advance(now or database_time())
    return _kept()


def drift() -> timedelta:
    """How far the kept time is ahead of the database's; zero is healthy."""
    return max(_kept() - database_time(), timedelta())


def database_time() -> datetime:
    """The database server's clock; SQLite lives in this process and has this host's."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: Any = cursor.fetchone()
    moment: datetime = found[0]
    return moment.astimezone(UTC)


def _kept() -> datetime:
    return Clock.objects.filter(pk=1).values_list("at", flat=True).first() or datetime.min.replace(tzinfo=UTC)
