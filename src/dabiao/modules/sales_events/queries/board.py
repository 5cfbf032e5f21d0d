"""The day itself: who has come, minute by minute."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch
from dabiao.modules.sales_events.enums import GuestState
from dabiao.modules.sales_events.models import Guest, SalesEvent
from dabiao.modules.sales_events.queries.figures import by_inviter, numbers_of
from dabiao.modules.sales_events.queries.reach import visible_to

LATEST = 12


def board(event_id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """`expected` are those who said they would come or came; `minutes` holds only those in which somebody arrived. Raises
    `core.not_found`."""
    event: SalesEvent = fetch(visible_to(actor), event_id)
    figures = numbers_of([event.pk])[event.pk]
    came = Guest.objects.filter(event=event, state=GuestState.ATTENDED)
    minutes = Counter(
        at.replace(second=0, microsecond=0) for at in came.values_list("arrived_at", flat=True) if at
    )
    latest = came.order_by("-arrived_at", "-pk").values(
        "id", "name", "company", "walk_in", "arrived_at", "arrived_way", inviter_name=F("inviter__name")
    )[:LATEST]
    return {
        "expected": figures.accepted + figures.attended - figures.walk_ins,
        "figures": figures.as_wire(),
        "minutes": [{"at": at, "count": minutes[at]} for at in sorted(minutes)],
        "latest": list(latest),
        "inviters": by_inviter(event.pk),
        "as_of": now,
    }
