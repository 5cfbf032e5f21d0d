"""What follows from leads changing: they are judged again where a rule hangs on it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict
from dabiao.core.events.handlers import inline, inline_many
from dabiao.core.events.models import Event
from dabiao.modules.grading.queries import showing
from dabiao.modules.grading.services import following
from dabiao.modules.grading.services.following import Touched
from dabiao.modules.leads import events as leads
from dabiao.modules.org.events import TagRemoved

Told = Sequence[tuple[Any, Event]]


@inline_many(leads.LeadEdited, leads.LeadPutBack, leads.LeadReverted)
def follow_changes(told: Told, now: datetime) -> None:
    back = {fact.bulk_id for fact, _ in told if isinstance(fact, leads.LeadPutBack)}
    ours = showing.of_applications(back) if back else set()
    touched = {
        id: Touched(
            frozenset(fact.changes),
            event.actor_id,
            back=isinstance(fact, leads.LeadPutBack | leads.LeadReverted),
        )
        for fact, event in told
        if getattr(fact, "bulk_id", None) not in ours
        for id in _leads(event)
    }
    following.follow(touched, actor=SYSTEM, now=now)


@inline_many(leads.EnquiryJoined, leads.EnquiryWithdrawn)
def follow_enquiries(told: Told, now: datetime) -> None:
    """A further enquiry says more, counts, and fills what was not known."""
    touched: dict[int, Touched] = {}
    for fact, event in told:
        if fact.subject_kind == "lead":
            filled = getattr(fact, "filled", None) or getattr(fact, "reverted", [])
            for id in _leads(event):
                before = touched[id].names if id in touched else frozenset[str]()
                names = before | {"remark", "enquiry_count", *(name for name in filled if name != "grade")}
                touched[id] = Touched(names, event.actor_id)
    following.follow(touched, actor=SYSTEM, now=now)


@inline(TagRemoved)
def keep_what_rules_put_on_leads(fact: TagRemoved, event: Event, now: datetime) -> None:
    """A tag that a rule names stays. Raises `org.tag_in_use`."""
    if showing.names_tag(fact.tag_id):
        raise Conflict("org.tag_in_use", field="id", name=fact.name)


def _leads(event: Event) -> list[int]:
    return [one["id"] for one in event.audience if one["kind"] == "lead"]
