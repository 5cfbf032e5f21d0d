"""Who sells against a competitor hears of what matters, a few times a day at most."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.notifications.services import notify
from dabiao.core.throttle.services import take
from dabiao.modules.market.models import Note
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org

EACH_DAY = 3
DAY = 86_400.0
MOST = 200


def tell_of(note_id: int, *, actor: Actor, now: datetime) -> int:
    """Tell the owners of open deals in which the note's competitor is, but for who wrote it; returns how many were told.
    Whoever heard of three in a day finds the others in the list."""
    note = Note.objects.select_related("competitor").filter(pk=note_id).first()
    if note is None or note.competitor is None:
        return 0
    owners = opportunities.owners_against(note.competitor_id or 0)[:MOST]
    reading = org.scopes_of(owners, "market.read")
    told = [
        one
        for one in owners
        if one != note.owner_id and one in reading and take(f"market.told:{one}", EACH_DAY, DAY, now) is None
    ]
    params = {"title": note.title, "competitor": note.competitor.name}
    return notify(told, "market.important", params, note, now, dedupe=note.pk)
