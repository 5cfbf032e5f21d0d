"""A part in an event that is held."""

from datetime import datetime

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.modules.org import queries as org
from dabiao.modules.sales_events import events
from dabiao.modules.sales_events.models import Helper, SalesEvent
from dabiao.modules.sales_events.services import _held

SOURCE = "team"
MOST = 200


def add_helper(
    event: SalesEvent, user_id: int, actor: Actor, now: datetime, **facts: str | int | None
) -> Helper:
    """Of an event that is held. Raises as `set_helper`."""
    if Helper.objects.filter(event=event).count() >= MOST:
        raise Invalid("sales_events.too_many_helpers", field="user_id", limit=MOST)
    holder = org.holder(user_id, field="user_id")
    helper = Helper.objects.create(event=event, user_id=user_id, created_at=now, **facts)
    access.open_as(SOURCE, kind=_held.KIND, object_id=event.pk, user_id=user_id, level="team", now=now)
    fact = events.HelperSet(event.name, user_id, holder.name, helper.part)
    tell(event, fact, user_id, actor, now)
    return helper


def tell(event: SalesEvent, fact: Fact, user_id: int, actor: Actor, now: datetime) -> None:
    """It concerns the person too, whose access changes."""
    _held.saved(event, now)
    record(fact, event, ("user", user_id), actor=actor, now=now)
