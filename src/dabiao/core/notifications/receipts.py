"""Whether what people were told has reached them: nobody is held to a warning that did not."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from dabiao.core.events.audience import Subject, subject_key
from dabiao.core.notifications.models import Notification


def key_of(kind: str, subject: Subject, dedupe: str | int) -> str:
    """What a notification is known by, per person."""
    subject_kind, subject_id = subject_key(subject)
    return f"{kind}:{subject_kind}:{subject_id}:{dedupe}"


def note_shown(user_id: int, ids: Iterable[int], now: datetime) -> int:
    """A browser of this person has shown these; returns of how many that was news. Those of others are left alone."""
    return _undelivered().filter(user_id=user_id, pk__in=list(ids)).update(delivered_at=now)


def note_taken(notification_id: int, now: datetime) -> None:
    """A service has taken it on its way to its reader."""
    _undelivered().filter(pk=notification_id).update(delivered_at=now)


def delivered(
    user_ids: Iterable[int], kind: str, subject: Subject, dedupe: str | int, *, before: datetime
) -> set[int]:
    """Who of these people had the notification of this (kind, record, dedupe) by `before`, or had read it by then.

    What may or may not have gone ("unsure") has not reached anybody.
    """
    key = key_of(kind, subject, dedupe)
    reached = delivered_at([key])
    return {user_id for user_id in user_ids if (user_id, key) in reached and reached[user_id, key] <= before}


def delivered_at(keys: Iterable[str]) -> dict[tuple[int, str], datetime]:
    """(user id, key) → when that news reached them, for every one of these keys (`key_of`) that has."""
    found = Notification.objects.filter(dedupe__in=list(keys)).values_list(
        "user_id", "dedupe", "delivered_at", "read_at"
    )
    return {
        (user_id, dedupe or ""): min(filter(None, (delivered, read)))
        for user_id, dedupe, delivered, read in found
        if delivered is not None or read is not None
    }


def _undelivered() -> QuerySet[Notification]:
    return Notification.objects.filter(delivered_at=None)
