"""Which events an actor sees."""

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.scoping import visible
from dabiao.modules.sales_events.models import SalesEvent

READ = "sales_event.read"


def visible_to(actor: Actor, permission: str = READ) -> QuerySet[SalesEvent]:
    """Those in reach, and those in which the actor has a part: that opens them as a share does."""
    return visible(SalesEvent.objects.all(), actor, permission)
