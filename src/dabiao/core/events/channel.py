"""PostgreSQL's NOTIFY and LISTEN. On SQLite announcing does nothing, and whoever waits polls."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    import psycopg

EVENTS = "dabiao_events"
NOTIFICATIONS = "dabiao_notifications"
WORK = "dabiao_work"
TOPICS = "dabiao_topics"
LARGEST_PAYLOAD = 7_900  # bytes; the server refuses 8,000


def announce(messages: Iterable[tuple[str, str]]) -> None:
    """Send (channel, payload) pairs when the current transaction commits, in one statement."""
    pairs = list(messages)
    if not pairs or connection.vendor != "postgresql":
        return
    channels, payloads = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(name, body) FROM unnest(%s::text[], %s::text[]) AS message (name, body)",
            [list(channels), list(payloads)],
        )


def wake_worker() -> None:
    announce([(WORK, "")])


def payload_of(message: dict[str, Any], shorter: dict[str, Any]) -> str:
    """`message` as JSON, or `shorter` where it would not fit."""
    body = orjson.dumps(message)
    return (body if len(body) <= LARGEST_PAYLOAD else orjson.dumps(shorter)).decode()


def listen(*channels: str) -> "psycopg.Connection[Any]":
    """A connection of its own, past any pooler, that hears these channels. The caller closes it.

    Raises Django's OperationalError when the database is not to be reached.
    """
    import psycopg
    from psycopg.sql import SQL, Identifier

    direct = getattr(settings, "DATABASE_DIRECT_URL", "")
    params = {} if direct else connection.get_connection_params()
    for django_only in ("context", "cursor_factory", "prepare_threshold"):
        params.pop(django_only, None)
    # a listener is silent for hours: without probes it would not notice that the other side is gone
    probes = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
    with connection.wrap_database_errors:
        listener = psycopg.connect(direct, autocommit=True, **{**params, **probes})
        for channel in channels:
            listener.execute(SQL("LISTEN {}").format(Identifier(channel)))
    return listener
