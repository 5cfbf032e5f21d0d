"""Small pieces of SQL that differ between PostgreSQL and SQLite."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import CharField, Func


def close_if_lost() -> None:
    """Let go of a connection that the database has closed meanwhile; the next statement takes a new one."""
    if connection.connection is not None and not connection.in_atomic_block and not connection.is_usable():
        connection.close()


class TooSlow(Exception):
    """The database was stopped: a statement went on for longer than it was given."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Reading that the database ends after this time. Raises `TooSlow`; nothing was written, nothing hangs on."""
    try:
        with _postgresql_limit(seconds) if connection.vendor == "postgresql" else _sqlite_limit(seconds):
            yield
    except OperationalError as error:
        if "statement timeout" in str(error) or str(error) == "interrupted":
            raise TooSlow from error
        raise


@contextmanager
def _postgresql_limit(seconds: float) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(int(seconds * 1000))])
        yield
        # a savepoint's end keeps the setting: whoever goes on in this transaction gets their own time back
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


@contextmanager
def _sqlite_limit(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    until = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: time.monotonic() > until, 100_000)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)


class IsoText(Func):
    """A timestamp as ISO 8601 UTC text, rendered by the database: half the cost of doing it row by row in Python."""

    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
            **extra,
        )

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="strftime('%%%%Y-%%%%m-%%%%dT%%%%H:%%%%M:%%%%fZ', %(expressions)s)",
            **extra,
        )
