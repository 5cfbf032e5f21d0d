"""The meeting that a write is about, and telling those who take part in it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden
from dabiao.core.notifications.services import notify
from dabiao.core.scoping import fetch
from dabiao.modules.meetings.enums import MeetingState
from dabiao.modules.meetings.models import Attendee, Meeting, Topic
from dabiao.modules.meetings.queries import WRITE, may_write, visible_to

DAY = 24 * 60 * 60
LIVE = (MeetingState.PLANNED, MeetingState.RUNNING)


def held(meeting_id: int, *, states: Collection[str] = LIVE, actor: Actor, write: bool = True) -> Meeting:
    """Locked. Raises `core.not_found`, `access.forbidden`, `meetings.not_now` (409) in any other state."""
    meeting = fetch(visible_to(actor), meeting_id, lock=True)
    if write and not may_write(actor, meeting):
        raise Forbidden("access.forbidden", permission=WRITE)
    if meeting.state not in states:
        raise Conflict("meetings.not_now", field="state", title=meeting.title)
    return meeting


def takes_part(actor: Actor, meeting: Meeting) -> bool:
    return Attendee.objects.filter(meeting=meeting, user_id=actor.user_id or 0).exists()


def save(meeting: Meeting, now: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.version, meeting.updated_at = meeting.version + 1, now
    meeting.save(update_fields=[*values, "version", "updated_at"])


def tell(meeting: Meeting, kind: str, params: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Everybody who takes part, but for who did it."""
    rows = Attendee.objects.filter(meeting=meeting).exclude(user_id=actor.user_id or 0)
    people = list(rows.values_list("user_id", flat=True))
    dedupe = f"{kind} {meeting.version}"
    notify(people, kind, {"title": meeting.title, **params}, meeting, now, dedupe=dedupe, outward=True)


def stop_timers(meeting: Meeting, now: datetime) -> None:
    for topic in Topic.objects.filter(meeting=meeting, timed_from__isnull=False).select_for_update():
        assert topic.timed_from is not None
        topic.seconds += min(max(0, int((now - topic.timed_from).total_seconds())), DAY)
        topic.timed_from = None
        topic.save(update_fields=["seconds", "timed_from"])


def key_of(series_id: int) -> str:
    return f"meetings/series/{series_id}"
