"""The worker's side of what leaves the house."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dabiao.core.actor import SYSTEM
from dabiao.core.notifications import delivering, outward, receipts
from dabiao.core.notifications.connecting import Line
from dabiao.core.notifications.messengers import MESSENGERS
from dabiao.core.notifications.messengers.base import Outcome, Taken
from dabiao.core.notifications.models import Channel, Outgoing, OutgoingState
from dabiao.core.notifications.troubles import Postponed, Refused, Trouble, Unsure
from dabiao.core.timers import services as timers
from dabiao.core.timers.leases import ATTEMPTS
from dabiao.core.timers.registry import job, timer
from dabiao.core.timers.running import JobRun

CONFIRM = "notification.confirm"
CONFIRM_DUE = "notifications.confirming"
LOOKS = (2, 3, 5, 10, 20, 60)  # seconds before each look at what became of a message


@timer(outward.DUE)
def quiet_is_over(payload: Any, now: datetime) -> None:
    """The quiet hours of its reader have ended."""
    if Outgoing.objects.filter(pk=payload["id"], state=OutgoingState.WAITING).exists():
        timers.enqueue(outward.SEND, payload, SYSTEM, now)


@job(outward.SEND)
def send(run: JobRun) -> dict[str, Any]:
    """One message, one way. That it is being sent is committed before it is: whoever comes after a kill sees it.

    What may have gone is not sent again, unless its receiver shows a second copy in place of the first.
    """
    outgoing = _claimed(run.payload["id"], run.now())
    if outgoing is None:
        return {"state": "over"}
    try:
        taken = _handed_over(outgoing, run.now())
    except Refused as error:
        return _settle(outgoing, OutgoingState.FAILED, str(error))
    except Unsure as error:
        return _settle(outgoing, OutgoingState.UNSURE, str(error))
    except Postponed as error:
        if outgoing.attempts >= ATTEMPTS:
            return _settle(outgoing, OutgoingState.FAILED, str(error))
        _settle(outgoing, OutgoingState.WAITING, str(error))
        raise
    return _sent(outgoing, taken, run.now())


def _handed_over(outgoing: Outgoing, now: datetime) -> Taken:
    if outgoing.target in MESSENGERS:
        return delivering.message(outgoing, now)
    if outgoing.target == Channel.MAIL:
        delivering.mail(outgoing)
    else:
        delivering.push(outgoing, now)
    return Taken("")


@transaction.atomic
def _sent(outgoing: Outgoing, taken: Taken, now: datetime) -> dict[str, Any]:
    if taken.sure:
        receipts.note_taken(outgoing.notification_id, now)
    else:
        _look_later(outgoing.pk, 0, now)
    return _settle(outgoing, OutgoingState.SENT, "", sent_at=now, reference=taken.reference[:80])


@transaction.atomic
def _claimed(id: int, now: datetime) -> Outgoing | None:
    found = Outgoing.objects.select_for_update(of=("self",)).select_related("notification__user", "device")
    outgoing = found.filter(pk=id).first()
    if outgoing is None or outgoing.state not in (OutgoingState.WAITING, OutgoingState.SENDING):
        return None
    if outgoing.state == OutgoingState.SENDING and not _repeats(outgoing.target):
        _settle(outgoing, OutgoingState.UNSURE, "the process died while sending")
        return None
    until = outgoing.notification.ring_until
    if until is not None and until < now:
        _settle(outgoing, OutgoingState.LATE, "")
        return None
    outgoing.state = OutgoingState.SENDING
    outgoing.attempts += 1
    outgoing.save(update_fields=["state", "attempts"])
    return outgoing


def _repeats(target: str) -> bool:
    """Whether a second copy takes the place of the first: pushes have a tag, some messengers a key."""
    return MESSENGERS[target].repeats if target in MESSENGERS else target != Channel.MAIL


def _settle(outgoing: Outgoing, state: OutgoingState, error: str, **more: Any) -> dict[str, Any]:
    Outgoing.objects.filter(pk=outgoing.pk).update(state=state, error=error[:200], **more)
    return {"state": state.value}


def _look_later(id: int, looked: int, now: datetime) -> None:
    due = now + timedelta(seconds=LOOKS[looked])
    timers.schedule(f"{CONFIRM_DUE}:{id}", due, CONFIRM_DUE, {"id": id, "looked": looked})


@timer(CONFIRM_DUE)
def time_to_look(payload: Any, now: datetime) -> None:
    timers.enqueue(CONFIRM, payload, SYSTEM, now, urgent=True)


@job(CONFIRM)
def confirm(run: JobRun) -> dict[str, Any]:
    """What became of a message that a service took without promising anything: until it says so, nobody has been reached."""
    outgoing = Outgoing.objects.select_related("notification").filter(pk=run.payload["id"]).first()
    if outgoing is None or outgoing.state != OutgoingState.SENT:
        return {"outcome": "over"}
    try:
        account = delivering.account_of(outgoing)
        outcome = Line.to(outgoing.target).outcome(account, outgoing.reference, run.now())
    except Trouble:
        outcome = Outcome.UNKNOWN
    with transaction.atomic():
        _conclude(outgoing, outcome, run.payload["looked"] + 1, run.now())
    return {"outcome": outcome.value}


def _conclude(outgoing: Outgoing, outcome: Outcome, looked: int, now: datetime) -> None:
    if outcome is Outcome.REACHED:
        receipts.note_taken(outgoing.notification_id, now)
    elif outcome is Outcome.REFUSED:
        _settle(outgoing, OutgoingState.FAILED, "not_delivered")
    elif looked < len(LOOKS):
        _look_later(outgoing.pk, looked, now)
