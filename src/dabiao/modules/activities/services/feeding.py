"""The secret address of a person's calendar: made, made anew, taken back."""

import secrets
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.activities.models import FeedKey
from dabiao.modules.activities.queries.feed import digest


def renew_feed(*, actor: Actor, now: datetime) -> str:
    """A new key, returned this once; one before it opens nothing from now on. Only its hash is kept."""
    key = secrets.token_urlsafe(32)
    values = {"key_hash": digest(key), "created_at": now, "fetched_at": None}
    FeedKey.objects.update_or_create(user_id=actor.person, defaults=values)
    return key


def revoke_feed(*, actor: Actor, now: datetime) -> None:
    """The address opens nothing any more; a second time changes nothing."""
    FeedKey.objects.filter(pk=actor.person).delete()


def note_fetch(key: str, *, actor: Actor, now: datetime) -> None:
    """Keep when a program last fetched the calendar, to within an hour: it asks every few minutes."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    FeedKey.objects.filter(key_hash=digest(key)).exclude(fetched_at__gte=hour).update(fetched_at=hour)
