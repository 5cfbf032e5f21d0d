"""An event that is held goes into another state."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.notifications.services import notify
from dabiao.modules.sales_events import events, queries
from dabiao.modules.sales_events.enums import AWAITED, EventState, GuestState
from dabiao.modules.sales_events.models import Guest, Helper, SalesEvent
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services.crediting import settle_event

ENDS = (EventState.CLOSED, EventState.CANCELLED)


def put(event: SalesEvent, to: str, reason: str, actor: Actor, now: datetime) -> None:
    """An event that is held goes into a state that it may go into, with all that follows."""
    before, event.state = event.state, to
    if to == EventState.CLOSED:
        Guest.objects.filter(event=event, state__in=AWAITED).update(state=GuestState.ABSENT)
        settle_event(event, actor=actor, now=now)
        event.frozen = frozen(event, now)
    if to in ENDS:
        event.ended_at, event.reason = now, reason
    _held.saved(event, now, "state", "frozen", "ended_at", "reason")
    if to == EventState.CANCELLED:
        settle_event(event, actor=actor, now=now)
    record(events.SalesEventMoved(event.name, before, to, reason), event, actor=actor, now=now)
    _held.arm(event, now)
    if to == EventState.CANCELLED:
        _tell(event, reason, actor, now)


def frozen(event: SalesEvent, now: datetime) -> dict[str, object]:
    return {**queries.numbers_of([event.pk])[event.pk].shown(), "at": now.isoformat()}


def _tell(event: SalesEvent, reason: str, actor: Actor, now: datetime) -> None:
    """Whoever has a part in it has guests to tell."""
    people = Helper.objects.filter(event=event).values_list("user_id", flat=True)
    params = {"name": event.name, "reason": reason}
    about = (_held.KIND, event.pk)
    told = [user_id for user_id in {event.owner_id, *people} if user_id not in (None, actor.user_id)]
    notify(told, "sales_event.cancelled", params, about, now, outward=True)
