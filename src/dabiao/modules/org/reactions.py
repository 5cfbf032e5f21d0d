"""What follows from how people use their accounts: whoever leads them hears of it."""

from datetime import datetime

from dabiao.core.access.events import LooksSpent
from dabiao.core.events.handlers import after_commit
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.org import queries


@after_commit(LooksSpent)
def tell_who_leads_them(fact: LooksSpent, event: Event, now: datetime) -> None:
    """Somebody reached the day's cap of phones in full: theft begins like this, and so does a busy day."""
    for concerned in event.audience:
        user_id = concerned["id"]
        params = {"name": fact.name, "looked": fact.looked}
        leaders = [queries.leader_of(user_id)]
        notify(leaders, "employee.looks_spent", params, ("employee", user_id), now, dedupe=event.pk)
