"""What leaves the house: mails, pushes to browsers, messages in messengers (ADR 0018, 0028). Each goes once, when its reader
wants to hear of things.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM
from dabiao.core.notifications.models import Channel, Device, MessengerAccount, Outgoing, Wishes
from dabiao.core.timers import services as timers

DUE = "notifications.outgoing"
SEND = "notification.send"


def mail_offered() -> bool:
    return bool(settings.EMAIL_HOST)


def wishes_of(user_ids: Iterable[int]) -> dict[int, Wishes]:
    """How each of these people wants to be reminded; the defaults for who has said nothing."""
    wanted = set(user_ids)
    said = {one.user_id: one for one in Wishes.objects.filter(pk__in=wanted)}
    return {user_id: said.get(user_id) or Wishes(user_id=user_id) for user_id in wanted}


def send_out(made: Iterable[tuple[int, int]], now: datetime, *, ring: bool = False) -> int:
    """Have these notifications, as (user id, notification id), go the ways that their readers want; returns how many ways.
    What rings goes at once, and before all others.

    In the caller's transaction: what is rolled back leaves nothing.
    """
    pairs = list(made)
    wishes = wishes_of(user_id for user_id, _ in pairs)
    devices = _devices([user_id for user_id, one in wishes.items() if one.by_push])
    messengers = _messengers(list(wishes))
    rows = [
        Outgoing(
            notification_id=id,
            target=target,
            device=device,
            due_at=now if ring else heard_at(wishes[user_id], now),
        )
        for user_id, id in pairs
        for target, device in _ways(wishes[user_id], devices.get(user_id, []), messengers.get(user_id, []))
    ]
    for row in Outgoing.objects.bulk_create(rows):
        if row.due_at > now:
            timers.schedule(f"{DUE}:{row.pk}", row.due_at, DUE, {"id": row.pk})
        else:
            timers.enqueue(SEND, {"id": row.pk}, SYSTEM, now, urgent=ring)
    return len(rows)


def _devices(user_ids: list[int]) -> dict[int, list[Device]]:
    found: dict[int, list[Device]] = {}
    for device in Device.objects.filter(user_id__in=user_ids).order_by("pk") if user_ids else ():
        found.setdefault(device.user_id, []).append(device)
    return found


def _messengers(user_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    wanted = MessengerAccount.objects.filter(user_id__in=user_ids, wanted=True, messenger__enabled=True)
    for user_id, name in wanted.order_by("pk").values_list("user_id", "messenger_id") if user_ids else ():
        found.setdefault(user_id, []).append(name)
    return found


def _ways(wishes: Wishes, devices: list[Device], messengers: list[str]) -> list[tuple[str, Device | None]]:
    mail: list[tuple[str, Device | None]] = (
        [(Channel.MAIL, None)] if wishes.by_mail and wishes.mail and mail_offered() else []
    )
    pushes = [(f"{Channel.PUSH}:{device.pk}", device) for device in devices]
    return [*mail, *pushes, *((name, None) for name in messengers)]


def heard_at(wishes: Wishes, now: datetime) -> datetime:
    """`now`, or the end of the quiet hours that it falls into."""
    start, end = wishes.quiet_from, wishes.quiet_to
    if start is None or end is None or start == end:
        return now
    local = now.astimezone(get_default_timezone())
    if not _within(local.time(), start, end):
        return now
    ends = datetime.combine(local.date(), end, local.tzinfo)
    return ends if ends > local else ends + timedelta(days=1)


def _within(moment: time, start: time, end: time) -> bool:
    """Whether a time of day lies in [start, end), which may run over midnight."""
    return start <= moment < end if start < end else moment >= start or moment < end


def in_words(kind: str, params: Mapping[str, Any], language: str) -> str:
    from dabiao.core import i18n

    return i18n.text(language, f"notifications.{kind}", **params)
