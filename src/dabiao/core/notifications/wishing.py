"""How a person wants to be reminded, and on which of their devices."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction

from dabiao.core.errors import Invalid, NotFound
from dabiao.core.notifications import delivering, outward
from dabiao.core.notifications.models import Device, MessengerAccount, Wishes

MOST_DEVICES = 20
QUIET = ("quiet_from", "quiet_to")  # times of day, `HH:MM` outside


def shown(user_id: int) -> dict[str, Any]:
    """What the profile shows: the wishes, what can be offered, and the devices."""
    wishes = outward.wishes_of([user_id])[user_id]
    names = ("remind_minutes", "by_mail", "mail", "by_push", "by_sound")
    quiet = {name: getattr(wishes, name) for name in QUIET}
    devices = Device.objects.filter(user_id=user_id).order_by("pk")
    return {
        **{name: getattr(wishes, name) for name in names},
        **{name: f"{moment:%H:%M}" if moment else None for name, moment in quiet.items()},
        "messengers": _messengers(user_id),
        "mail_offered": outward.mail_offered(),
        "push_key": delivering.application_key(),
        "devices": list(devices.values("id", "label", "created_at", "pushed_at")),
    }


def _messengers(user_id: int) -> list[dict[str, Any]]:
    """Those in which this person is known, and which the company uses."""
    known = MessengerAccount.objects.filter(user_id=user_id, messenger__enabled=True).order_by("pk")
    return [
        {"name": name, "account": account, "wanted": wanted}
        for name, account, wanted in known.values_list("messenger_id", "account", "wanted")
    ]


@transaction.atomic
def save(user_id: int, *, changes: Mapping[str, Any]) -> None:
    """`messengers` says which of them one wants to be reached by; one in which nobody entered the person changes nothing.

    Raises `notifications.mail_missing`, `notifications.quiet_half`.
    """
    changes = dict(changes)
    for name, wanted in changes.pop("messengers", {}).items():
        MessengerAccount.objects.filter(user_id=user_id, messenger_id=name).update(wanted=wanted)
    wishes = Wishes.objects.select_for_update().filter(pk=user_id).first() or Wishes(user_id=user_id)
    for name, value in changes.items():
        setattr(wishes, name, time.fromisoformat(value) if name in QUIET and value else value)
    if wishes.by_mail and not wishes.mail:
        raise Invalid("notifications.mail_missing", field="mail")
    if (wishes.quiet_from is None) != (wishes.quiet_to is None):
        raise Invalid("notifications.quiet_half", field="quiet_to" if wishes.quiet_from else "quiet_from")
    wishes.save()


@transaction.atomic
def add_device(user_id: int, *, endpoint: str, p256dh: str, auth: str, label: str, now: datetime) -> Device:
    """A browser of this person takes pushes from now on; the same one again is the same device.

    A browser that somebody else used before is theirs no longer. Raises `notifications.unknown_push_service`,
    `notifications.bad_push_key`, `notifications.too_many_devices`.
    """
    if not delivering.allowed(endpoint):
        raise Invalid("notifications.unknown_push_service", field="endpoint")
    if not delivering.is_key(p256dh, 65) or not delivering.is_key(auth, 16):
        raise Invalid("notifications.bad_push_key", field="p256dh")
    if Device.objects.filter(user_id=user_id).count() >= MOST_DEVICES:
        raise Invalid("notifications.too_many_devices", field="endpoint", limit=MOST_DEVICES)
    values = {"user_id": user_id, "endpoint": endpoint, "p256dh": p256dh, "auth": auth, "label": label}
    digest = hashlib.sha256(endpoint.encode()).hexdigest()
    Device.objects.exclude(user_id=user_id).filter(endpoint_hash=digest).delete()
    return Device.objects.update_or_create(
        endpoint_hash=digest, defaults=values, create_defaults={**values, "created_at": now}
    )[0]


def forget_device(user_id: int, id: int) -> None:
    """Raises `core.not_found` for a device of somebody else."""
    if not Device.objects.filter(user_id=user_id, pk=id).delete()[0]:
        raise NotFound("core.not_found", kind="device", id=id)
