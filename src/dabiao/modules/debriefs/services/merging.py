"""Debriefs follow a competitor that was made one with another, and back."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.debriefs.models import Debrief
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities import services as deals

ROOM = "debriefs"


def follow_merge(from_id: int, *, into_id: int, merge_id: int | None, actor: Actor, now: datetime) -> None:
    """In the transaction of the merge."""
    rows = Debrief.objects.filter(competitor_id=from_id)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(competitor_id=into_id, updated_at=now)
    if merge_id is not None:
        deals.keep_of_merge(merge_id, room=ROOM, noted=ids, actor=actor, now=now)


def undo_merge(merge_id: int, *, from_id: int, into_id: int, actor: Actor, now: datetime) -> None:
    """In the transaction of the undo; a debrief that names a third by now stays with that."""
    ids = opportunities.kept_of_merge(merge_id, ROOM) or []
    rows = Debrief.objects.filter(pk__in=ids, competitor_id=into_id)
    rows.update(competitor_id=from_id, updated_at=now)
