"""Telling people, and noting that they have read it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dabiao.core.db import insert_rows
from dabiao.core.events import channel
from dabiao.core.events.audience import Subject, subject_key
from dabiao.core.notifications.models import Notification
from dabiao.core.notifications.outward import send_out
from dabiao.core.notifications.receipts import key_of

RINGS = 600  # seconds that a ringing notification is worth something
# (user id, notification id) pairs that fit into one message to the listeners
PAIRS = 200


@dataclass(frozen=True, slots=True)
class News:
    """One message to one person about one record. `dedupe` names what happened, usually the event's id."""

    user_id: int
    kind: str
    params: Mapping[str, Any]
    subject: Subject
    dedupe: str | int | None = None


def notify(
    user_ids: Iterable[int | None],
    kind: str,
    params: Mapping[str, Any],
    subject: Subject,
    now: datetime,
    *,
    dedupe: str | int | None = None,
    outward: bool = False,
    ring: bool = False,
    ttl: int = RINGS,
) -> int:
    """Tell each of these people once, as `notify_many` does; nobody (None) is left out."""
    people = [user_id for user_id in dict.fromkeys(user_ids) if user_id is not None]
    news = [News(user_id, kind, params, subject, dedupe) for user_id in people]
    return notify_many(news, now, outward=outward, ring=ring, ttl=ttl)


@transaction.atomic
def notify_many(
    news: Sequence[News], now: datetime, *, outward: bool = False, ring: bool = False, ttl: int = RINGS
) -> int:
    """Tell people of many things in as few statements as of one; returns how much of it was news.

    Whoever was already told of the same (kind, record, dedupe) is not told again; without `dedupe` every call is news.
    `outward` news also leaves the house, by the ways that each of them wants. What is to `ring` sounds in open browsers and
    goes out at once and before all else, whatever the quiet hours; it is dropped unsent once it is `ttl` seconds old. Whether
    it reached them is told by `receipts.delivered`.
    """
    ring_until = now + timedelta(seconds=ttl) if ring else None
    rows = [_row(one, now, ring_until) for one in news]
    made = insert_rows([row for row in rows if row.dedupe is None])
    made += insert_rows([row for row in rows if row.dedupe is not None], unless=("user", "dedupe"))
    pairs = [(one.user_id, one.pk) for one in made]
    _announce(pairs)
    if outward and pairs:
        send_out(pairs, now, ring=ring)
    return len(made)


def _row(one: News, now: datetime, ring_until: datetime | None) -> Notification:
    subject_kind, subject_id = subject_key(one.subject)
    return Notification(
        user_id=one.user_id,
        kind=one.kind,
        params=dict(one.params),
        subject_kind=subject_kind,
        subject_id=subject_id,
        dedupe=None if one.dedupe is None else key_of(one.kind, one.subject, one.dedupe),
        created_at=now,
        ring_until=ring_until,
    )


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


def mark_read_of_many(user_ids: Collection[int], kind: str, ids: Collection[int], now: datetime) -> int:
    """Note that what these people were told of these records concerns them no more: nothing goes on ringing."""
    told = Notification.objects.filter(read_at=None, subject_kind=kind, subject_id__in=ids)
    return told.filter(user_id__in=user_ids).update(read_at=now)


def mark_settled(kind: str, subject: Subject, now: datetime) -> int:
    """Note that what these people were told of a record needs nobody any more."""
    return _unread_of(subject).filter(kind=kind).update(read_at=now)


def _unread_of(subject: Subject) -> QuerySet[Notification]:
    kind, id = subject_key(subject)
    return Notification.objects.filter(read_at=None, subject_kind=kind, subject_id=id)
