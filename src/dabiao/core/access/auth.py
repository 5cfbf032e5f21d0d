"""From a cookie or a token to an Actor, in one query on the hot path."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from dabiao.core.access import actors
from dabiao.core.access.models import ApiToken, Session, User
from dabiao.core.actor import Actor
from dabiao.core.db import close_if_lost

TOKEN_PREFIX = "dbt_"  # noqa: S105 - a visible prefix, not a secret
SEEN_EVERY = timedelta(minutes=10)

_OF_BROWSER = """
    SELECT s.id, s.user_id, s.seen_at, u.access_version, (SELECT MAX(value) FROM access_accessepoch), s.pending
    FROM access_session s JOIN access_user u ON u.id = s.user_id
    WHERE s.key_hash = %s AND s.expires_at > %s AND u.is_active
"""
_OF_PROGRAM = """
    SELECT t.id, t.user_id, t.used_at, u.access_version, (SELECT MAX(value) FROM access_accessepoch), t.permissions,
        t.per_minute
    FROM access_apitoken t JOIN access_user u ON u.id = t.user_id
    WHERE t.key_hash = %s AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %s) AND u.is_active
"""


def new_key() -> str:
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """Keys carry 256 bits of chance, so one plain hash is enough and an indexed look-up is possible."""
    return hashlib.sha256(key.encode()).hexdigest()


def actor_of_session(key: str, *, address: str = "", now: datetime | None = None) -> Actor | None:
    now = now or timezone.now()
    row = _one(_OF_BROWSER, digest(key), now)
    if row is None:
        return None
    if _stale(row[2], now):
        Session.objects.filter(pk=row[0]).update(
            seen_at=now, expires_at=now + timedelta(days=settings.SESSION_DAYS)
        )
    actor = replace(actors.cached(row[1], (row[3], row[4] or 0)), address=address)
    return replace(actor, grants={}, shares={}, pending=row[5]) if row[5] else actor


@dataclass(frozen=True, slots=True)
class Program:
    """A token that is good, whom it acts as, and how often in a minute it may."""

    token_id: int
    actor: Actor
    per_minute: int


def actor_of_token(key: str, *, address: str = "", now: datetime | None = None) -> Actor | None:
    found = program_of(key, address=address, now=now)
    return found.actor if found else None


def program_of(key: str, *, address: str = "", now: datetime | None = None) -> Program | None:
    """A token reaches no further than its user, and only within its own permissions."""
    now = now or timezone.now()
    row = _one(_OF_PROGRAM, digest(key), now)
    if row is None:
        return None
    if _stale(row[2], now):
        ApiToken.objects.filter(pk=row[0]).update(used_at=now)
    actor = actors.cached(row[1], (row[3], row[4] or 0))
    allowed = set(_json(row[5]))
    grants = {permission: scope for permission, scope in actor.grants.items() if permission in allowed}
    return Program(row[0], replace(actor, grants=grants, via="token", address=address), row[6])


def actor_from_cookie_header(headers: Iterable[tuple[bytes, bytes]]) -> Actor | None:
    """The actor behind raw ASGI headers; for endpoints that Django does not serve."""
    for name, value in headers:
        if name == b"cookie":
            morsel = SimpleCookie(value.decode("latin-1")).get(settings.SESSION_COOKIE)
            return actor_of_session(morsel.value) if morsel else None
    return None


def _one(sql: str, hashed: str, now: datetime) -> tuple[Any, ...] | None:
    """The first statement of a request: it finds out whether the connection is still alive, and takes a new one."""
    try:
        return _asked(sql, hashed, now)
    except (OperationalError, InterfaceError):
        close_if_lost()
        return _asked(sql, hashed, now)


def _asked(sql: str, hashed: str, now: datetime) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [hashed, connection.ops.adapt_datetimefield_value(now)])
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def _stale(seen: Any, now: datetime) -> bool:
    if seen is None:
        return True
    if isinstance(seen, str):
        seen = datetime.fromisoformat(seen)
    if seen.tzinfo is None:  # SQLite gives back what it stores: UTC without saying so
        seen = seen.replace(tzinfo=UTC)
    return bool(now - seen > SEEN_EVERY)


def _json(value: Any) -> Any:
    import orjson

    return orjson.loads(value) if isinstance(value, str | bytes) else value


def forget_sessions(user: User, *, keep: str = "") -> int:
    """Sign a user out everywhere, but for the session of `keep`."""
    return Session.objects.filter(user=user).exclude(key_hash=digest(keep)).delete()[0]
