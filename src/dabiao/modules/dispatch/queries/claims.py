"""How much somebody has taken out of the pool."""

from datetime import datetime

from dabiao.core.events.models import Event
from dabiao.modules.dispatch.queries.boards import midnight_before
from dabiao.modules.leads import queries as leads
from dabiao.modules.leads.events import LeadClaimed


def claimed_today(user_id: int, now: datetime) -> int:
    return Event.objects.filter(actor_id=user_id, kind=LeadClaimed.kind, at__gte=midnight_before(now)).count()


def open_of(user_id: int) -> int:
    """Live leads they hold."""
    return leads.live_counts([user_id]).get(user_id, 0)
