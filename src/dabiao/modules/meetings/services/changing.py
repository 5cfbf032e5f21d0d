"""Meetings are changed, moved and cancelled; everybody is told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit
from dabiao.core.timers.services import schedule
from dabiao.modules.meetings import events, rules
from dabiao.modules.meetings.enums import MeetingState
from dabiao.modules.meetings.models import Attendee, Meeting
from dabiao.modules.meetings.services._meetings import held, key_of, save, tell
from dabiao.modules.meetings.services.planning import NEXT
from dabiao.modules.org import queries as org

EDITABLE = frozenset({"title", "place", "minute_taker_id"})


@transaction.atomic
def edit(
    meeting_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """Title, place, who takes the minutes. Raises `edit.conflict`, `core.required`, `org.not_working`, `meetings.not_now`."""
    meeting = held(meeting_id, actor=actor)
    applied = merge_edit(meeting, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return meeting
    if not meeting.title.strip():
        raise Invalid("core.required", field="title")
    if applied.get("minute_taker_id", (None, None))[1] is not None:
        org.holder(meeting.minute_taker_id or 0, field="minute_taker_id")
        if not meeting.private:
            Attendee.objects.get_or_create(meeting=meeting, user_id=meeting.minute_taker_id or 0)
        elif not Attendee.objects.filter(meeting=meeting, user_id=meeting.minute_taker_id or 0).exists():
            raise Invalid("meetings.needs_two", field="minute_taker_id")
    meeting.updated_at = now
    meeting.save()
    record(events.MeetingEdited(meeting.title), meeting, actor=actor, now=now)
    return meeting


@transaction.atomic
def move(meeting_id: int, *, starts_at: datetime, minutes: int, actor: Actor, now: datetime) -> Meeting:
    """To another time; the series stays as it is. Raises `meetings.in_the_past`, `meetings.bad_length`,
    `meetings.not_now` (409) once it has begun."""
    meeting = held(meeting_id, states=(MeetingState.PLANNED,), actor=actor)
    if starts_at < now:
        raise Invalid("meetings.in_the_past", field="starts_at")
    if not 5 <= minutes <= rules.LONGEST:
        raise Invalid("meetings.bad_length", field="minutes", limit=rules.LONGEST)
    before, ends_at = meeting.starts_at, starts_at + timedelta(minutes=minutes)
    if (before, meeting.ends_at) == (starts_at, ends_at):
        return meeting
    save(meeting, now, starts_at=starts_at, ends_at=ends_at)
    if meeting.series_id is not None:
        schedule(key_of(meeting.series_id), ends_at, NEXT, {"id": meeting.series_id})
    record(events.MeetingMoved(meeting.title, starts_at, before), meeting, actor=actor, now=now)
    at = f"{starts_at.astimezone(get_default_timezone()):%m-%d %H:%M}"
    tell(meeting, "meeting.moved", {"at": at}, actor, now)
    return meeting


@transaction.atomic
def cancel(meeting_id: int, *, reason: str, actor: Actor, now: datetime) -> Meeting:
    """This one falls out; its series goes on. Raises `core.required`, `meetings.not_now` (409)."""
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    meeting = held(meeting_id, states=(MeetingState.PLANNED,), actor=actor)
    save(meeting, now, state=MeetingState.CANCELLED, reason=reason.strip())
    record(events.MeetingCancelled(meeting.title, reason.strip()), meeting, actor=actor, now=now)
    tell(meeting, "meeting.cancelled", {"reason": reason.strip()}, actor, now)
    if meeting.series_id is not None:
        schedule(key_of(meeting.series_id), now, NEXT, {"id": meeting.series_id})
    return meeting
