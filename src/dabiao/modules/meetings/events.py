"""Facts of meetings, in the past tense. What was said stays in the minutes: an audit of a private meeting tells nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class SeriesBegun(Fact):
    kind: ClassVar[str] = "meeting_series.begun"
    title: str


@dataclass(frozen=True)
class SeriesEdited(Fact):
    kind: ClassVar[str] = "meeting_series.edited"
    title: str
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class SeriesEnded(Fact):
    kind: ClassVar[str] = "meeting_series.ended"
    title: str


@dataclass(frozen=True)
class MeetingPlanned(Fact):
    kind: ClassVar[str] = "meeting.planned"
    title: str
    starts_at: datetime


@dataclass(frozen=True)
class MeetingEdited(Fact):
    kind: ClassVar[str] = "meeting.edited"
    title: str


@dataclass(frozen=True)
class MeetingMoved(Fact):
    kind: ClassVar[str] = "meeting.moved"
    title: str
    starts_at: datetime
    moved_from: datetime


@dataclass(frozen=True)
class MeetingCancelled(Fact):
    kind: ClassVar[str] = "meeting.cancelled"
    title: str
    reason: str


@dataclass(frozen=True)
class MeetingBegan(Fact):
    kind: ClassVar[str] = "meeting.began"
    title: str


@dataclass(frozen=True)
class MeetingHeld(Fact):
    kind: ClassVar[str] = "meeting.held"
    title: str
    decisions: int


@dataclass(frozen=True)
class MeetingReopened(Fact):
    kind: ClassVar[str] = "meeting.reopened"
    title: str
    reason: str


@dataclass(frozen=True)
class MeetingMinuted(Fact):
    """Minutes, topics, timers, decisions or who was there: `what` changed."""

    kind: ClassVar[str] = "meeting.minuted"
    title: str
    what: str
