"""A meeting is held: the figures stay as they are, who is there is noted, the minutes go to everybody."""

from datetime import datetime

import orjson
from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.timers.services import schedule
from dabiao.modules.meetings import events
from dabiao.modules.meetings.enums import MeetingState, Presence
from dabiao.modules.meetings.models import Attendee, Decision, Meeting, Topic
from dabiao.modules.meetings.queries.agenda import compute
from dabiao.modules.meetings.services._meetings import held, key_of, save, stop_timers, tell
from dabiao.modules.meetings.services.planning import NEXT


@transaction.atomic
def begin(meeting_id: int, *, actor: Actor, now: datetime) -> Meeting:
    """From now on the agenda shows the figures of this moment. Saying so again changes nothing."""
    meeting = held(meeting_id, actor=actor)
    if meeting.state == MeetingState.RUNNING:
        return meeting
    blocks = list(
        Topic.objects.filter(meeting=meeting).exclude(block="").order_by("pk").values_list("block", flat=True)
    )
    agenda = orjson.loads(orjson.dumps(compute(meeting, blocks, now=now)))
    save(meeting, now, state=MeetingState.RUNNING, began_at=now, agenda=agenda)
    record(events.MeetingBegan(meeting.title), meeting, actor=actor, now=now)
    return meeting


@transaction.atomic
def finish(meeting_id: int, *, actor: Actor, now: datetime) -> Meeting:
    """Everybody who takes part is told that the minutes are there. Saying so again changes nothing. Raises
    `meetings.not_now` (409) before it has begun."""
    meeting = held(meeting_id, states=(MeetingState.RUNNING, MeetingState.HELD), actor=actor)
    if meeting.state == MeetingState.HELD:
        return meeting
    stop_timers(meeting, now)
    save(meeting, now, state=MeetingState.HELD, held_at=now)
    decisions = Decision.objects.filter(meeting=meeting).count()
    record(events.MeetingHeld(meeting.title, decisions), meeting, actor=actor, now=now)
    tell(meeting, "meeting.minutes", {"decisions": decisions}, actor, now)
    if meeting.series_id is not None:
        schedule(key_of(meeting.series_id), now, NEXT, {"id": meeting.series_id})
    return meeting


@transaction.atomic
def reopen(meeting_id: int, *, reason: str, actor: Actor, now: datetime) -> Meeting:
    """It runs again, so that its minutes can be put right; its figures stay those of when it began, its decisions tasks.
    Everybody who takes part hears why. Saying so again changes nothing. Raises `core.required`, `meetings.not_now` (409)."""
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    meeting = held(meeting_id, states=(MeetingState.HELD, MeetingState.RUNNING), actor=actor)
    if meeting.state == MeetingState.RUNNING:
        return meeting
    save(meeting, now, state=MeetingState.RUNNING, held_at=None)
    record(events.MeetingReopened(meeting.title, reason.strip()), meeting, actor=actor, now=now)
    tell(meeting, "meeting.reopened", {"reason": reason.strip()}, actor, now)
    return meeting


@transaction.atomic
def note_presence(meeting_id: int, *, user_id: int, presence: str, actor: Actor, now: datetime) -> Meeting:
    """Raises `core.not_found_here` for who does not take part, `core.not_a_choice`, `meetings.not_now` (409)."""
    meeting = held(meeting_id, actor=actor)
    if presence not in Presence.values:
        known = ", ".join(Presence.values)
        raise Invalid("core.not_a_choice", field="presence", value=presence, known=known)
    if not Attendee.objects.filter(meeting=meeting, user_id=user_id).update(presence=presence):
        raise Invalid("core.not_found_here", field="user_id", value=user_id)
    save(meeting, now)
    record(events.MeetingMinuted(meeting.title, "presence"), meeting, actor=actor, now=now)
    return meeting
