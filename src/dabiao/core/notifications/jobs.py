"""The worker's side of what leaves the house."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import SYSTEM
from dabiao.core.notifications import delivering, outward
from dabiao.core.notifications.models import Channel, Outgoing, OutgoingState
from dabiao.core.timers import services as timers
from dabiao.core.timers.leases import ATTEMPTS
from dabiao.core.timers.registry import job, timer
from dabiao.core.timers.running import JobRun


@timer(outward.DUE)
def quiet_is_over(payload: Any, now: datetime) -> None:
    """The quiet hours of its reader have ended."""
    if Outgoing.objects.filter(pk=payload["id"], state=OutgoingState.WAITING).exists():
        timers.enqueue(outward.SEND, payload, SYSTEM, now)


@job(outward.SEND)
def send(run: JobRun) -> dict[str, Any]:
    """One message, one way. That it is being sent is committed before it is: whoever comes after a kill sees it.

    A mail that may have gone is not sent again. A push may be: its device shows a second copy in place of the first.
    """
    outgoing = _claimed(run.payload["id"])
    if outgoing is None:
        return {"state": "over"}
    try:
        if outgoing.target == Channel.MAIL:
            delivering.mail(outgoing)
        else:
            delivering.push(outgoing, run.now())
    except delivering.Refused as error:
        return _settle(outgoing, OutgoingState.FAILED, str(error))
    except delivering.Postponed as error:
        if outgoing.attempts >= ATTEMPTS:
            return _settle(outgoing, OutgoingState.FAILED, str(error))
        _settle(outgoing, OutgoingState.WAITING, str(error))
        raise
    return _settle(outgoing, OutgoingState.SENT, "", sent_at=run.now())


@transaction.atomic
def _claimed(id: int) -> Outgoing | None:
    found = Outgoing.objects.select_for_update(of=("self",)).select_related("notification__user", "device")
    outgoing = found.filter(pk=id).first()
    if outgoing is None or outgoing.state not in (OutgoingState.WAITING, OutgoingState.SENDING):
        return None
    if outgoing.state == OutgoingState.SENDING and outgoing.target == Channel.MAIL:
        _settle(outgoing, OutgoingState.UNSURE, "the process died while sending")
        return None
    outgoing.state = OutgoingState.SENDING
    outgoing.attempts += 1
    outgoing.save(update_fields=["state", "attempts"])
    return outgoing


def _settle(outgoing: Outgoing, state: OutgoingState, error: str, **more: Any) -> dict[str, Any]:
    Outgoing.objects.filter(pk=outgoing.pk).update(state=state, error=error[:200], **more)
    return {"state": state.value}
