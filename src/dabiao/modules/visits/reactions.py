"""What visits does when something happens elsewhere, and whom it tells."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.leads.events import LeadConverted
from dabiao.modules.org import queries as org
from dabiao.modules.org.events import EmployeeLeft
from dabiao.modules.visits import events, services


@inline(LeadConverted)
def follow_the_customer(fact: LeadConverted, event: Event, now: datetime) -> None:
    """Visits to a lead are visits to the customer it became."""
    for entry in event.audience:
        if entry["kind"] == "lead":
            services.follow_conversion(
                lead_id=entry["id"], customer_id=fact.customer_id, actor=SYSTEM, now=now
            )


@after_commit(EmployeeLeft)
def let_go(fact: EmployeeLeft, event: Event, now: datetime) -> None:
    for entry in event.audience:
        if entry["kind"] in ("user", "employee"):
            services.leave_visits(entry["id"], actor=SYSTEM, now=now)


@after_commit(events.VisitPlanned)
def tell_its_owner(fact: events.VisitPlanned, event: Event, now: datetime) -> None:
    if fact.owner_id not in (None, event.actor_id):
        _tell([fact.owner_id], "visit.given", fact, event, now)


@after_commit(events.ParticipantsChanged)
def tell_who_goes_along(fact: events.ParticipantsChanged, event: Event, now: datetime) -> None:
    _tell([id for id in fact.added_ids if id != event.actor_id], "visit.along", fact, event, now)


@after_commit(events.VisitCoached)
def tell_the_coached(fact: events.VisitCoached, event: Event, now: datetime) -> None:
    readers = [fact.coached_id, org.leader_of(fact.coached_id)]
    _tell([id for id in readers if id not in (None, fact.coach_id)], "visit.coached", fact, event, now)


def _tell(user_ids: list[Any], kind: str, fact: Any, event: Event, now: datetime) -> None:
    if user_ids:
        params = {"title": fact.about_title or fact.purpose, "by": event.actor_name}
        about = ("visit", fact.visit_id)
        notify(user_ids, kind, params, about, now, dedupe=event.pk, outward=True)
