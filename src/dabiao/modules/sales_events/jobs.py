"""What falls due at sales events: they begin, and inviters are told who has not answered."""

from collections import Counter
from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.notifications.services import notify
from dabiao.core.timers.registry import timer
from dabiao.modules.sales_events.enums import EventState, GuestState
from dabiao.modules.sales_events.models import Guest, SalesEvent
from dabiao.modules.sales_events.services.moving import begin as begin_event


@timer("sales_events.begin")
def begin(payload: dict[str, Any], now: datetime) -> None:
    begin_event(payload["event_id"], actor=SYSTEM, now=now)


@timer("sales_events.remind")
def remind(payload: dict[str, Any], now: datetime) -> None:
    """Each inviter once for a start, with how many of their guests have said nothing; nobody of an event that is no longer
    open."""
    event = SalesEvent.objects.filter(pk=payload["event_id"], state=EventState.OPEN).first()
    if event is None:
        return
    silent = Guest.objects.filter(event=event, state=GuestState.INVITED, inviter__isnull=False)
    for user_id, count in sorted(Counter(silent.values_list("inviter_id", flat=True)).items()):
        notify(
            [user_id],
            "sales_event.unanswered",
            {"name": event.name, "count": count},
            ("sales_event", event.pk),
            now,
            dedupe=event.starts_at.isoformat(),
            outward=True,
        )
