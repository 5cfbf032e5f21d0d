"""An event opens, begins, is closed with its figures, or is cancelled with a reason."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.notifications.services import notify
from dabiao.core.text import squash
from dabiao.modules.sales_events import events, queries, rules
from dabiao.modules.sales_events.enums import AWAITED, EventState, GuestState
from dabiao.modules.sales_events.models import Guest, Helper, SalesEvent
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services.crediting import settle_event

_ENDS = (EventState.CLOSED, EventState.CANCELLED)


@transaction.atomic
def move(event_id: int, *, to: str, reason: str = "", actor: Actor, now: datetime) -> SalesEvent:
    """Into another state; where it is already, nothing happens. Raises `sales_events.no_such_move` (409), `core.required`."""
    permission = "sales_event.close" if to in _ENDS else "sales_event.edit"
    event = _held.to_edit(event_id, actor, permission)
    if event.state != to:
        rules.check_move(event.state, to, reason)
        put(event, to, squash(reason), actor, now)
    return event


@transaction.atomic
def begin(event_id: int, *, actor: Actor, now: datetime) -> None:
    """Its hour has come. Nothing where it was put off, closed or cancelled since."""
    event = SalesEvent.objects.select_for_update(of=("self",)).filter(pk=event_id).first()
    if event is not None and event.state == EventState.OPEN and event.starts_at <= now:
        put(event, EventState.RUNNING, "", actor, now)


@transaction.atomic
def recount(event_id: int, *, actor: Actor, now: datetime) -> SalesEvent:
    """Keep the figures of a closed event as they are now. Raises `sales_events.not_closed` (409)."""
    event = _held.to_edit(event_id, actor, "sales_event.close")
    if event.state != EventState.CLOSED:
        raise Conflict("sales_events.not_closed", field="state")
    settle_event(event, actor=actor, now=now)
    event.frozen = frozen(event, now)
    _held.saved(event, now, "frozen")
    record(events.FiguresFrozen(event.name), event, actor=actor, now=now)
    return event


def put(event: SalesEvent, to: str, reason: str, actor: Actor, now: datetime) -> None:
    """An event that is held goes into a state that it may go into, with all that follows."""
    before, event.state = event.state, to
    if to == EventState.CLOSED:
        Guest.objects.filter(event=event, state__in=AWAITED).update(state=GuestState.ABSENT)
        settle_event(event, actor=actor, now=now)
        event.frozen = frozen(event, now)
    if to in _ENDS:
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
    told = [user_id for user_id in {event.owner_id, *people} if user_id not in (actor.user_id, SYSTEM.user_id)]
    notify(told, "sales_event.cancelled", params, about, now, outward=True)
