"""One meeting as its room shows it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.scoping import fetch
from dabiao.modules.activities import queries as activities
from dabiao.modules.meetings.enums import AgendaBlock, DecisionState, MeetingState
from dabiao.modules.meetings.models import Attendee, Decision, Meeting, Topic
from dabiao.modules.meetings.queries import may_write, visible_to
from dabiao.modules.meetings.queries.agenda import compute

LOOK_BACK = 5  # meetings of a series whose open decisions come back
_MEETING = (
    *("id", "series_id", "kind", "title", "starts_at", "ends_at", "place", "private", "state", "agenda"),
    *("began_at", "held_at", "reason", "owner_id", "minute_taker_id", "unit_id", "version"),
    *("created_at", "updated_at"),
)
_TOPIC = ("id", "block", "title", "minutes", "seconds", "timed_from", "author_id", "version")


def detail(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """`agenda`: the figures as they were when it began, null before; `now`: counted at this moment. Raises
    `core.not_found`."""
    rows = visible_to(actor).select_related("owner", "unit", "minute_taker")
    meeting = fetch(rows, id)
    topics = list(Topic.objects.filter(meeting=meeting).select_related("author").order_by("pk"))
    blocks = [one.block for one in topics if one.block]
    return {
        **{name: getattr(meeting, name) for name in _MEETING},
        "owner_name": meeting.owner.name,
        "minute_taker_name": meeting.minute_taker.name if meeting.minute_taker else None,
        "unit_name": meeting.unit.name if meeting.unit else None,
        "now": compute(meeting, blocks, now=now) if meeting.state != MeetingState.CANCELLED else [],
        "topics": [_topic(one) for one in topics],
        "attendees": _attendees(meeting),
        "decisions": decisions_of([meeting.pk], now=now),
        "before": _before(meeting, actor, now) if AgendaBlock.DECISIONS in blocks else [],
        "actions": _acts(meeting, actor),
    }


def _topic(topic: Topic) -> dict[str, Any]:
    author = topic.author.name if topic.author else None
    return {**{name: getattr(topic, name) for name in _TOPIC}, "author_name": author}


def _attendees(meeting: Meeting) -> list[dict[str, Any]]:
    rows = Attendee.objects.filter(meeting=meeting).order_by("user__name", "pk")
    names = ("user_id", "user__name", "presence")
    return [
        {"user_id": user, "name": name, "presence": presence}
        for user, name, presence in rows.values_list(*names)
    ]


def _acts(meeting: Meeting, actor: Actor) -> list[str]:
    if meeting.state == MeetingState.HELD:
        return ["reopen"] if may_write(actor, meeting) else []
    if meeting.state == MeetingState.CANCELLED:
        return []
    there = Attendee.objects.filter(meeting=meeting, user_id=actor.user_id or 0).exists()
    if not may_write(actor, meeting):
        return ["propose"] if there else []
    if meeting.state == MeetingState.PLANNED:
        return ["edit", "move", "cancel", "begin", "propose", "minute"]
    return ["edit", "finish", "propose", "minute"]


def _before(meeting: Meeting, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Decisions of the meetings of the series before this one: all of the last, the open ones of those before it."""
    if meeting.series_id is None:
        return []
    earlier = visible_to(actor).filter(
        series_id=meeting.series_id, starts_at__lt=meeting.starts_at, state=MeetingState.HELD
    )
    ids = list(earlier.order_by("-starts_at").values_list("pk", flat=True)[:LOOK_BACK])
    open_ones = (DecisionState.OPEN, DecisionState.LATE)
    return [
        one
        for one in decisions_of(ids, now=now)
        if one["meeting_id"] == ids[0] or one["standing"] in open_ones
    ]


def decisions_of(meetings: Collection[int], *, now: datetime) -> list[dict[str, Any]]:
    """In the order in which they were taken; their tasks say who has them and how they stand."""
    rows = list(Decision.objects.filter(meeting_id__in=meetings).order_by("pk")[:200])
    tasks = activities.tasks.standing({row.task_id for row in rows})
    today = local_day(now)
    return [_decision(row, tasks[row.task_id], today) for row in rows]


def _decision(row: Decision, task: Any, today: Any) -> dict[str, Any]:
    due = local_day(task.due_at) if task.due_at else None
    if task.removed_at is not None:
        state = DecisionState.DROPPED
    elif task.done_at is not None:
        state = DecisionState.DONE
    else:
        state = DecisionState.LATE if due is not None and due < today else DecisionState.OPEN
    return {
        "id": row.pk,
        "meeting_id": row.meeting_id,
        "topic_id": row.topic_id,
        "text": row.text,
        "task_id": row.task_id,
        "owner_id": task.owner_id,
        "owner_name": task.owner.name if task.owner else None,
        "due_on": due,
        "standing": state,
    }
