"""Taking, and forgetting who took. What has been taken comes back evenly: no window whose edge lets twice as much through."""

from datetime import datetime
from hashlib import blake2b
from math import ceil

from django.conf import settings
from django.db import connection

from dabiao.core.throttle.models import Tally

_TABLE = Tally._meta.db_table
_LOOK = f"SELECT full_at FROM {_TABLE} WHERE key = %s"  # noqa: S608 - our own name
# One statement, so that of two at once each sees what the other took; nothing comes back where it would be too much.
_TAKE = f"""
INSERT INTO {_TABLE} (key, full_at) VALUES (%s, %s)
ON CONFLICT (key) DO UPDATE SET full_at =
    CASE WHEN {_TABLE}.full_at > %s THEN {_TABLE}.full_at ELSE %s END + %s
WHERE {_TABLE}.full_at <= %s
RETURNING full_at
"""  # noqa: S608 - our own name


def take(key: str, limit: int, per_seconds: float, now: datetime) -> float | None:
    """Take one of `limit` per `per_seconds`: None when it was there, else the seconds until one is (nothing is taken).

    `limit` at once are given to a key that took nothing for `per_seconds`; after that one each `per_seconds / limit`. A key
    is a text of the caller's (`forms.address:7:203.0.113.9`), kept only as a keyed hash. A refusal writes nothing. Inside a
    transaction what was taken is taken back with it: whoever counts attempts takes before it begins.
    """
    if limit < 1:
        return per_seconds
    name, moment = _name(key), _micros(now)
    each = ceil(per_seconds * 1_000_000 / limit)
    last = moment + each * (limit - 1)  # a later `full_at` than this leaves less than one to take
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [name])
        row = cursor.fetchone()
        if row is None or row[0] <= last:
            cursor.execute(_TAKE, [name, moment + each, moment, moment, each, last])
            if cursor.fetchone():
                return None
            cursor.execute(_LOOK, [name])
            row = cursor.fetchone()
    return max(row[0] - last, 0) / 1_000_000 if row else 0.0


def forget(now: datetime) -> int:
    """Whoever has everything back is forgotten; how many were."""
    return Tally.objects.filter(full_at__lte=_micros(now)).delete()[0]


def _name(key: str) -> str:
    return blake2b(key.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()


def _micros(now: datetime) -> int:
    return round(now.timestamp() * 1_000_000)
