"""What follows from leads changing hands, and from people asking again: whoever holds the record hears of it."""

from datetime import datetime
from typing import Any

from dabiao.core import subjects
from dabiao.core.errors import Conflict
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.leads import events, queries
from dabiao.modules.leads.enums import GIVEN_BY_RULE
from dabiao.modules.org.events import TagRemoved


@inline(TagRemoved)
def keep_what_leads_are_about(fact: TagRemoved, event: Event, now: datetime) -> None:
    """A tag that a lead has stays. Raises `org.tag_in_use`."""
    if queries.tagged(fact.tag_id):
        raise Conflict("org.tag_in_use", field="id", name=fact.name)


@after_commit(events.LeadAssigned, when=lambda fact: fact.reason not in GIVEN_BY_RULE)
def tell_the_new_owner(fact: events.LeadAssigned, event: Event, now: datetime) -> None:
    """Nobody is told of what they did themselves."""
    if fact.owner_id == event.actor_id:
        return
    for concerned in event.audience:
        title = queries.title_of(concerned["id"])
        if not title:  # withdrawn since, with the import that brought it
            continue
        params = {"title": title, "by": event.actor_name}
        notify([fact.owner_id], "lead.assigned", params, ("lead", concerned["id"]), now, dedupe=event.pk)


@after_commit(events.EnquiryJoined)
def tell_whoever_holds_it(fact: events.EnquiryJoined, event: Event, now: datetime) -> None:
    for concerned in event.audience:
        subject = subjects.get(fact.subject_kind)
        row: Any = subject.model._default_manager.filter(pk=concerned["id"]).first()
        if row is None or row.owner_id in (None, event.actor_id):
            continue
        params = {"title": subject.title(row), "source": fact.source}
        about = (fact.subject_kind, concerned["id"])
        notify([row.owner_id], "lead.enquired_again", params, about, now, dedupe=event.pk)
