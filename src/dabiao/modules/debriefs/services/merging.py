"""Debriefs follow a competitor that was made one with another."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.debriefs.models import Debrief


def follow_merge(from_id: int, *, into_id: int, actor: Actor, now: datetime) -> None:
    """In the transaction of the merge."""
    Debrief.objects.filter(competitor_id=from_id).update(competitor_id=into_id, updated_at=now)
