"""Telling people, and noting that they have read it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dabiao.core.events import channel
from dabiao.core.events.audience import Subject, subject_key
from dabiao.core.notifications.models import Notification
from dabiao.core.notifications.outward import send_out

# (user id, notification id) pairs that fit into one message to the listeners
PAIRS = 200


@transaction.atomic
def notify(
    user_ids: Iterable[int | None],
    kind: str,
    params: Mapping[str, Any],
    subject: Subject,
    now: datetime,
    *,
    dedupe: str | int | None = None,
    outward: bool = False,
) -> int:
    """Tell each of these people once; returns to how many it was news. Nobody (None) is left out.

    `dedupe` names what happened, usually the event's id: whoever was already told of the same (kind, record,
    dedupe) is not told again. Without it every call is news. `outward` news
    also leaves the house, by the ways that each of them wants.
    """
    subject_kind, subject_id = subject_key(subject)
    told_of = None if dedupe is None else f"{kind}:{subject_kind}:{subject_id}:{dedupe}"
    people = _untold(user_ids, told_of)
    made = Notification.objects.bulk_create(
        [
            Notification(
                user_id=user_id,
                kind=kind,
                params=dict(params),
                subject_kind=subject_kind,
                subject_id=subject_id,
                dedupe=told_of,
                created_at=now,
            )
            for user_id in people
        ],
        ignore_conflicts=told_of is not None,
    )
    pairs = _made(made, people, told_of)
    _announce(pairs)
    if outward and pairs:
        send_out(pairs, now)
    return len(made)


def _untold(user_ids: Iterable[int | None], told_of: str | None) -> list[int]:
    people = [user_id for user_id in dict.fromkeys(user_ids) if user_id is not None]
    if told_of is None or not people:
        return people
    told = set(
        Notification.objects.filter(user_id__in=people, dedupe=told_of).values_list("user_id", flat=True)
    )
    return [user_id for user_id in people if user_id not in told]


def _made(made: list[Notification], people: list[int], told_of: str | None) -> list[tuple[int, int]]:
    """(user id, notification id) of each; an insert that ignores conflicts does not say the ids."""
    if told_of is None:
        return [(notification.user_id, notification.pk) for notification in made]
    found = (
        Notification.objects.filter(user_id__in=people, dedupe=told_of)
        if people
        else Notification.objects.none()
    )
    return list(found.values_list("user_id", "pk"))


def _announce(pairs: list[tuple[int, int]]) -> None:
    channel.announce(
        (channel.NOTIFICATIONS, channel.payload_of({"to": pairs[start : start + PAIRS]}, {}))
        for start in range(0, len(pairs), PAIRS)
    )


def forget(kind: str, ids: Collection[int]) -> None:
    """Take back what was said of records that are gone: it would open nothing."""
    Notification.objects.filter(subject_kind=kind, subject_id__in=ids).delete()


def mark_read(user_id: int, now: datetime, ids: Iterable[int] | None = None) -> int:
    """Note that a person has read these of their notifications, or all. Returns how many were unread."""
    unread = Notification.objects.filter(user_id=user_id, read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=now)


def mark_read_of(user_id: int, subject: Subject, now: datetime) -> int:
    """Note that a person has dealt with a record: what they were told of it is no news any more."""
    return _unread_of(subject).filter(user_id=user_id).update(read_at=now)


def mark_settled(kind: str, subject: Subject, now: datetime) -> int:
    """Note that what these people were told of a record needs nobody any more."""
    return _unread_of(subject).filter(kind=kind).update(read_at=now)


def _unread_of(subject: Subject) -> QuerySet[Notification]:
    kind, id = subject_key(subject)
    return Notification.objects.filter(read_at=None, subject_kind=kind, subject_id=id)
