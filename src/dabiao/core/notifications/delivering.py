"""Handing one message to a mail server, a push service or a messenger."""

import binascii
import json
from base64 import urlsafe_b64decode
from datetime import datetime
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from dabiao.core import i18n
from dabiao.core.notifications.connecting import Line
from dabiao.core.notifications.messengers.base import Message, Taken
from dabiao.core.notifications.models import Device, MessengerAccount, Outgoing, PushKeys, Wishes
from dabiao.core.notifications.opening import opener
from dabiao.core.notifications.outward import in_words
from dabiao.core.notifications.troubles import Postponed, Refused

TIMEOUT = 10.0  # seconds
KEPT = 6 * 3600  # seconds that a push service keeps a message for a device that is off
GONE = (404, 410)
PASSING = (408, 425, 429)


def mail(outgoing: Outgoing) -> None:
    """Raises Refused where the person wants no mail any more, Postponed where the server did not take it."""
    notification = outgoing.notification
    wishes = Wishes.objects.filter(pk=notification.user_id, by_mail=True).exclude(mail="").first()
    if wishes is None:
        raise Refused("no mail wanted")
    language = notification.user.language
    words = in_words(notification.kind, notification.params, language)
    link = _link(notification)
    footer = i18n.text(language, "notifications.mail.footer")
    message = EmailMessage(
        subject=words,
        body="\n\n".join(filter(None, (words, link, footer))),
        to=[wishes.mail],
        # the same at every attempt: a mailbox that got it knows it again
        headers={"Message-ID": f"<outgoing-{outgoing.pk}@{_host()}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except OSError as error:  # SMTP's own errors are among them
        raise Postponed(type(error).__name__) from error


def message(outgoing: Outgoing, now: datetime) -> Taken:
    """Raises Refused, Postponed, and Unsure where it may have gone."""
    line = Line.to(outgoing.target)
    notification = outgoing.notification
    language = notification.user.language
    said = Message(
        title=i18n.text(language, "shell.product"),
        text=in_words(notification.kind, notification.params, language),
        link=_link(notification),
        # of its time as well: a service that knows keys would take those of another database for its own
        key=f"dabiao-{outgoing.pk}-{notification.created_at.timestamp() * 1000:.0f}",
        at=notification.created_at,
    )
    return line.send(account_of(outgoing), said, now)


def account_of(outgoing: Outgoing) -> str:
    """Whom the reader is there. Raises Refused."""
    known = MessengerAccount.objects.filter(
        messenger_id=outgoing.target, user_id=outgoing.notification.user_id, wanted=True
    )
    account = known.values_list("account", flat=True).first()
    if account is None:
        raise Refused("not_bound")
    return account


def push(outgoing: Outgoing, now: datetime) -> None:
    """Raises Refused where the device is gone, which forgets it, Postponed where the service is away or asks to wait."""
    device = outgoing.device
    if device is None or not allowed(device.endpoint):
        raise Refused("no such push service")
    notification = outgoing.notification
    language = notification.user.language
    payload: dict[str, Any] = {
        "title": i18n.text(language, "shell.product"),
        "body": in_words(notification.kind, notification.params, language),
        "url": _path(notification),
        "tag": f"n{notification.pk}",  # a second copy takes the place of the first
    }
    until = notification.ring_until
    if until is not None:
        payload["ring"] = True
    try:
        _post(device, payload, ttl=KEPT if until is None else max(1, int((until - now).total_seconds())))
    except HTTPError as error:
        if error.code in GONE:
            device.delete()
            raise Refused("the device is gone") from error
        passing = error.code >= 500 or error.code in PASSING
        raise (Postponed if passing else Refused)(f"HTTP {error.code}") from error
    except (URLError, OSError) as error:
        raise Postponed(type(error).__name__) from error
    Device.objects.filter(pk=device.pk).update(pushed_at=now)


def _post(device: Device, payload: dict[str, Any], *, ttl: int) -> None:
    from pydantic import AnyHttpUrl
    from webpush import WebPush, WebPushSubscription
    from webpush.types import WebPushKeys

    keys = push_keys()
    sender = WebPush(private_key=keys.private.encode(), public_key=keys.public.encode())
    subscription = WebPushSubscription(
        endpoint=AnyHttpUrl(device.endpoint), keys=WebPushKeys(auth=device.auth, p256dh=device.p256dh)
    )
    text = json.dumps(payload, ensure_ascii=False).encode()
    message = sender.get(text, subscription, subscriber=f"admin@{_host()}", ttl=ttl)
    headers = {**message.headers, "Content-Type": "application/octet-stream", "Urgency": "high"}
    request = Request(device.endpoint, data=message.encrypted, headers=headers, method="POST")  # noqa: S310 - `allowed` has looked
    with opener().open(request, timeout=TIMEOUT):
        pass


def allowed(endpoint: str) -> bool:
    """Only the push services of the browsers: a subscription comes from a person, who could name any address in the house."""
    parts = urlsplit(endpoint)
    origin, host = f"{parts.scheme}://{parts.netloc}", parts.hostname or ""
    return any(
        origin == one or (parts.scheme == "https" and (host == one or host.endswith(f".{one}")))
        for one in settings.PUSH_SERVICES
    )


def is_key(text: str, length: int) -> bool:
    """Whether this is so many bytes as browsers write them."""
    try:
        return len(urlsafe_b64decode(text + "=" * (-len(text) % 4))) == length
    except (binascii.Error, ValueError):
        return False


def push_keys() -> PushKeys:
    """The installation's own, made at the first need; two processes that make them at once agree on one pair."""
    found = PushKeys.objects.filter(pk=1).first()
    if found is not None:
        return found
    from webpush.vapid import VAPID

    private, public, _ = VAPID.generate_keys()
    with transaction.atomic():
        made = PushKeys(pk=1, private=private.decode(), public=public.decode())
        PushKeys.objects.bulk_create([made], ignore_conflicts=True)
    return PushKeys.objects.get(pk=1)


def application_key() -> str:
    """What a browser asks for when it subscribes: the public key as it writes it."""
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from webpush.vapid import VAPID

    key: str = VAPID.get_application_server_key(load_pem_public_key(push_keys().public.encode()))
    return key


def _path(notification: Any) -> str:
    folder = {"opportunity": "opportunities"}.get(notification.subject_kind, f"{notification.subject_kind}s")
    return f"/{folder}/{notification.subject_id}"


def _link(notification: Any) -> str:
    """Empty where nobody said what this installation's address is."""
    return f"{settings.PUBLIC_URL}{_path(notification)}" if settings.PUBLIC_URL else ""


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "dabiao.invalid"
