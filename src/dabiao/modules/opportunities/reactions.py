"""What follows from opportunities changing hands, and from files that come and go."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.attachments.events import FileRemoved, FileRestored
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.opportunities import events, services
from dabiao.modules.org.events import EmployeeLeft


@after_commit(events.OpportunityAssigned)
def tell_the_new_owner(fact: events.OpportunityAssigned, event: Event, now: datetime) -> None:
    """Nobody is told of what they did themselves, nor row by row of a handover."""
    if fact.owner_id == event.actor_id or fact.reason == "handover":
        return
    params = {"title": fact.name, "by": event.actor_name}
    for concerned in event.audience:
        if concerned["kind"] == "opportunity":
            about = ("opportunity", concerned["id"])
            notify([fact.owner_id], "opportunity.assigned", params, about, now, dedupe=event.pk)


@after_commit(EmployeeLeft)
def take_out_of_teams(fact: EmployeeLeft, event: Event, now: datetime) -> None:
    """Who left is in no team any more. Their deals were handed over before."""
    for concerned in event.audience:
        if concerned["kind"] in ("user", "employee"):
            services.leave_teams(concerned["id"], actor=SYSTEM, now=now)


@after_commit(events.MemberAdded)
def tell_the_new_member(fact: events.MemberAdded, event: Event, now: datetime) -> None:
    if fact.user_id == event.actor_id:
        return
    params = {"title": fact.name, "by": event.actor_name}
    for concerned in event.audience:
        if concerned["kind"] == "opportunity":
            about = ("opportunity", concerned["id"])
            notify([fact.user_id], "opportunity.member_added", params, about, now, dedupe=event.pk)


@inline(FileRemoved, FileRestored)
def void_what_rests_on_a_file(fact: FileRemoved | FileRestored, event: Event, now: datetime) -> None:
    """A criterion does not stand on a file that is gone; when that comes back, it does again."""
    services.set_void(("file", [fact.file_id]), gone=isinstance(fact, FileRemoved), actor=SYSTEM, now=now)
