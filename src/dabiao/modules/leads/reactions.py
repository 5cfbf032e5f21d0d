"""What follows from leads changing hands: the person hears of it."""

from datetime import datetime

from dabiao.core.events.handlers import after_commit
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.leads import events, queries


@after_commit(events.LeadAssigned)
def tell_the_new_owner(fact: events.LeadAssigned, event: Event, now: datetime) -> None:
    """Nobody is told of what they did themselves."""
    if fact.owner_id == event.actor_id:
        return
    for concerned in event.audience:
        params = {"title": queries.title_of(concerned["id"]), "by": event.actor_name}
        notify([fact.owner_id], "lead.assigned", params, ("lead", concerned["id"]), now, dedupe=event.pk)
