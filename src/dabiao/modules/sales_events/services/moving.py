"""An event opens, begins, is closed with its figures, or is cancelled with a reason."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.text import line
from dabiao.modules.sales_events import events, rules
from dabiao.modules.sales_events.enums import EventState
from dabiao.modules.sales_events.models import SalesEvent
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services._putting import ENDS, frozen, put
from dabiao.modules.sales_events.services.crediting import settle_event


@transaction.atomic
def move(event_id: int, *, to: str, reason: str = "", actor: Actor, now: datetime) -> SalesEvent:
    """Into another state; where it is already, nothing happens. Raises `sales_events.no_such_move` (409), `core.required`."""
    permission = "sales_event.close" if to in ENDS else "sales_event.edit"
    event = _held.to_edit(event_id, actor, permission)
    if event.state != to:
        rules.check_move(event.state, to, reason)
        put(event, to, line(reason), actor, now)
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
