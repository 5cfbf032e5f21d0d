"""Sleeping until there may be work: on PostgreSQL a NOTIFY ends the sleep, on SQLite only time does."""

from threading import Event
from types import TracebackType
from typing import Any, Self

from django.db import connection

from dabiao.core.events import channel


class Waker:
    """Open it before looking for work, so that nothing announced in between is slept through."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._listener: Any = None

    def __enter__(self) -> Self:
        if connection.vendor == "postgresql":
            self._listener = channel.listen(channel.WORK)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._listener is not None:
            self._listener.close()

    def wait(self, seconds: float) -> None:
        """Return after so many seconds, or as soon as there is word of work (or of the end)."""
        if self._listener is None:
            self._stop.wait(seconds)
        else:
            with connection.wrap_database_errors:
                list(self._listener.notifies(timeout=seconds, stop_after=1))
