"""Topics with their minutes and timers, and decisions, which are tasks from the first moment."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import actors
from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit
from dabiao.modules.activities import services as activities
from dabiao.modules.meetings import events
from dabiao.modules.meetings.enums import MeetingState
from dabiao.modules.meetings.models import Decision, Meeting, Topic
from dabiao.modules.meetings.queries import WRITE, may_write, visible_to
from dabiao.modules.meetings.services._meetings import held, save, stop_timers, takes_part

MOST_TOPICS, MOST_DECISIONS = 40, 60
EDITABLE = frozenset({"minutes", "title"})


@transaction.atomic
def add_topic(meeting_id: int, *, title: str, actor: Actor, now: datetime) -> Topic:
    """By anybody who takes part. Raises `access.forbidden`, `core.required`, `meetings.too_many_topics`, `meetings.not_now`."""
    meeting = held(meeting_id, actor=actor, write=False)
    if not takes_part(actor, meeting) and not may_write(actor, meeting):
        raise Forbidden("access.forbidden", permission=WRITE)
    if not title.strip():
        raise Invalid("core.required", field="title")
    if Topic.objects.filter(meeting=meeting).count() >= MOST_TOPICS:
        raise Invalid("meetings.too_many_topics", field="title", limit=MOST_TOPICS)
    topic = Topic.objects.create(
        meeting=meeting, title=title.strip(), author_id=actor.user_id, created_at=now, updated_at=now
    )
    _minuted(meeting, "topic", actor, now)
    return topic


@transaction.atomic
def edit_topic(
    topic_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Topic:
    """The minutes of one topic; two who write on different topics do not meet. Raises `edit.conflict`, `core.not_found`,
    `core.required`, `meetings.not_now` (409)."""
    topic, meeting = _topic(topic_id, actor)
    if merge_edit(topic, changes, base=base, version=version, editable=EDITABLE):
        if not topic.title.strip() and not topic.block:
            raise Invalid("core.required", field="title")
        topic.updated_at = now
        topic.save()
        _minuted(meeting, "minutes", actor, now)
    return topic


@transaction.atomic
def set_timer(topic_id: int, *, running: bool, actor: Actor, now: datetime) -> Topic:
    """One topic is timed at a time: starting one stops the others. Said twice it changes nothing."""
    topic, meeting = _topic(topic_id, actor, states=(MeetingState.RUNNING,))
    if running == (topic.timed_from is not None):
        return topic
    stop_timers(meeting, now)
    topic.refresh_from_db()
    if running:
        topic.timed_from = now
        topic.save(update_fields=["timed_from"])
    _minuted(meeting, "timer", actor, now)
    return topic


@transaction.atomic
def decide(
    meeting_id: int,
    *,
    text: str,
    owner_id: int,
    due_on: date,
    topic_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Written down and given as a task at once, in the name of who is in the chair. Raises `tasks.person_out_of_reach`,
    `org.not_working`, `core.required`, `core.not_found_here`, `meetings.too_many_decisions`, `meetings.not_now` (409)."""
    meeting = held(meeting_id, states=(MeetingState.RUNNING,), actor=actor)
    if not text.strip():
        raise Invalid("core.required", field="text")
    if topic_id is not None and not Topic.objects.filter(pk=topic_id, meeting=meeting).exists():
        raise Invalid("core.not_found_here", field="topic_id", value=topic_id)
    if Decision.objects.filter(meeting=meeting).count() >= MOST_DECISIONS:
        raise Invalid("meetings.too_many_decisions", field="text", limit=MOST_DECISIONS)
    task = activities.tasks.create(
        title=text.strip()[:200],
        note=meeting.title,
        due_on=due_on,
        owner_id=owner_id,
        actor=_chair(meeting, actor),
        now=now,
    )
    decision = Decision.objects.create(
        meeting=meeting, topic_id=topic_id, text=text.strip()[:200], task=task, created_at=now
    )
    _minuted(meeting, "decision", actor, now)
    return decision


def _chair(meeting: Meeting, actor: Actor) -> Actor:
    """Who takes the minutes writes down what the chair decides."""
    if actor.user_id != meeting.minute_taker_id or actor.user_id == meeting.owner_id:
        return actor
    return actors.of_user(meeting.owner_id)


def _topic(
    topic_id: int, actor: Actor, *, states: tuple[str, ...] = (MeetingState.PLANNED, MeetingState.RUNNING)
) -> tuple[Topic, Meeting]:
    """The topic, with its meeting locked first."""
    known = Topic.objects.filter(pk=topic_id, meeting__in=visible_to(actor).values("pk"))
    meeting_id = known.values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound("core.not_found", kind="meeting_topic", id=topic_id)
    meeting = held(meeting_id, states=states, actor=actor)
    return Topic.objects.select_for_update().get(pk=topic_id), meeting


def _minuted(meeting: Meeting, what: str, actor: Actor, now: datetime) -> None:
    save(meeting, now)
    record(events.MeetingMinuted(meeting.title, what), meeting, actor=actor, now=now)
