"""What a messenger's service says to us: believed once it has proved who it is."""

from datetime import datetime, timedelta

from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.notifications import configuring, connecting
from dabiao.core.notifications.messengers.base import Answer, Call, Denied
from dabiao.core.notifications.models import MessengerSettings
from dabiao.core.notifications.troubles import Refused

LARGEST = 64 * 1024  # bytes
NOTED = timedelta(seconds=10)  # it is not written down more often that it called


def answered(name: str, call: Call) -> Answer:
    """Raises `core.not_found`, `notifications.callback_too_large`, and `access.forbidden` for all that is not proved."""
    messenger = configuring.found(name)
    if len(call.body) > LARGEST:
        raise Invalid("notifications.callback_too_large", field="body", limit_kb=LARGEST // 1024)
    row = MessengerSettings.objects.filter(pk=name).first()
    try:
        answer = messenger.answer(connecting.values_of(row) if row else {}, call)
    except (Denied, Refused):
        raise Forbidden("notifications.callback_denied") from None
    _note(name, call.now)
    return answer


def _note(name: str, now: datetime) -> None:
    row = MessengerSettings.objects.filter(pk=name)
    if not row.filter(last_callback_at__gt=now - NOTED).exists():
        row.update(last_callback_at=now)
