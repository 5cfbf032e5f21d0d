"""What follows from how people use their accounts: whoever leads them hears of it."""

from datetime import datetime

from dabiao.core.access.events import LooksSpent
from dabiao.core.events.handlers import after_commit
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.org import queries
from dabiao.modules.org.events import AbsenceEnded, AbsenceEntered


@after_commit(LooksSpent)
def tell_who_leads_them(fact: LooksSpent, event: Event, now: datetime) -> None:
    """Somebody reached the day's cap of phones in full: theft begins like this, and so does a busy day."""
    for concerned in event.audience:
        user_id = concerned["id"]
        params = {"name": fact.name, "looked": fact.looked}
        leaders = [queries.leader_of(user_id)]
        notify(leaders, "employee.looks_spent", params, ("employee", user_id), now, dedupe=event.pk)


@after_commit(AbsenceEntered)
def tell_of_an_absence(fact: AbsenceEntered, event: Event, now: datetime) -> None:
    _tell_of_absence("employee.absence_entered", fact, event, now)


@after_commit(AbsenceEnded)
def tell_of_a_return(fact: AbsenceEnded, event: Event, now: datetime) -> None:
    _tell_of_absence("employee.absence_ended", fact, event, now)


def _tell_of_absence(kind: str, fact: AbsenceEntered | AbsenceEnded, event: Event, now: datetime) -> None:
    """Who leads them, and they themselves; not who wrote it."""
    for concerned in event.audience:
        user_id = concerned["id"]
        told = {queries.leader_of(user_id), user_id} - {event.actor_id}
        params = {
            "name": fact.name,
            "first": fact.first_on.isoformat(),
            "last": str(fact.last_on or fact.first_on),
        }
        notify(told, kind, params, ("employee", user_id), now, dedupe=event.pk)
