"""Meetings: who takes part reads them; who is in the chair, or may write there, holds them. The owner chairs."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from typing import Any

from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, needs, on, seen

from dabiao.core.actor import Actor
from dabiao.modules.meetings.models import Attendee, Meeting, Series
from dabiao.testing.people import NOW

# numbers far from those that the other tables' records take for themselves
_number = count(500_000)


def a_meeting(who: Actor) -> Any:
    """Of their unit, planned; they are in the chair and alone."""
    meeting = Meeting.objects.create(
        pk=next(_number),
        kind="other",
        title="碰头",
        starts_at=NOW,
        ends_at=NOW + timedelta(minutes=30),
        owner_id=who.person,
        unit_id=who.unit_id,
        created_at=NOW,
        updated_at=NOW,
    )
    Attendee.objects.create(meeting=meeting, user_id=who.person)
    return meeting


def a_series(who: Actor) -> Any:
    return Series.objects.create(
        pk=next(_number),
        kind="other",
        title="碰头",
        repeat="weekly",
        weekdays=[0],
        at="09:00",
        minutes=15,
        owner_id=who.person,
        unit_id=who.unit_id,
        created_at=NOW,
        updated_at=NOW,
    )


def writes(then: Outcome) -> Rule:
    """What a planned meeting is not ready for, or what the body lacks, for whom it would be allowed."""

    def rule(who: Someone, record: Record) -> Outcome:
        said = on("write")(who, record)
        return then if said == "allowed" else said

    return rule


def unknown(_: Someone, __: Record) -> Outcome:
    return "404"


def plans(who: Someone, _: Record) -> Outcome:
    """With nobody to meet."""
    return "422" if "meeting.write" in who.grants else "403"


LATER = {"starts_at": "2999-01-01T02:00:00Z", "minutes": 30}
PLAN = {"kind": "other", "title": "碰头", **LATER}
SERIES = {"kind": "other", "title": "碰头", "repeat": "weekly", "weekdays": [0], "at": "09:00"}
DECISION = {"text": "报价", "owner_id": "@me", "due_on": "2999-01-01"}
NOT_THERE = {"id": 999_999}

OPERATIONS: Mapping[str, Operation] = {
    "meetings_list": Operation(needs("meeting.read")),
    "meetings_held": Operation(
        needs("meeting.read"), query={"held_from": "2026-01-01T00:00:00Z", "held_to": "2026-02-01T00:00:00Z"}
    ),
    "meetings_plan": Operation(plans, body=PLAN),
    "meeting_series_list": Operation(needs("meeting.read")),
    "meeting_series_begin": Operation(plans, body=SERIES),
    "meeting_series_edit": Operation(
        on("write"), "meeting_series", {"changes": {"place": "一号"}, "version": 1}
    ),
    "meeting_series_end": Operation(on("write"), "meeting_series"),
    "meetings_get": Operation(seen(), "meeting"),
    "meetings_edit": Operation(on("write"), "meeting", {"changes": {"place": "一号"}, "version": "@version"}),
    "meetings_move": Operation(on("write"), "meeting", LATER),
    "meetings_cancel": Operation(on("write"), "meeting", {"reason": "改期"}),
    "meetings_begin": Operation(on("write"), "meeting"),
    "meetings_finish": Operation(writes("409"), "meeting"),
    "meetings_reopen": Operation(writes("409"), "meeting", {"reason": "补记"}),
    "meeting_presence": Operation(writes("422"), "meeting", {"user_id": 999_999, "presence": "present"}),
    "meeting_topics_add": Operation(on("write"), "meeting", {"title": "报价"}),
    "meeting_topics_edit": Operation(
        unknown, body={"changes": {"minutes": "改"}, "version": 1}, path=NOT_THERE
    ),
    "meeting_topics_time": Operation(unknown, body={"running": True}, path=NOT_THERE),
    "meetings_decide": Operation(writes("409"), "meeting", DECISION),
}
