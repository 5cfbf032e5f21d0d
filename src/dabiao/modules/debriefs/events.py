"""Facts of win/loss reviews, in the past tense."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class DebriefOpened(Fact):
    kind: ClassVar[str] = "debrief.opened"
    title: str
    outcome: str
    owner_id: int | None
    due_on: date


@dataclass(frozen=True)
class DebriefEdited(Fact):
    kind: ClassVar[str] = "debrief.edited"
    title: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class DebriefFinished(Fact):
    """`late`: after its day. The feedback is between two people and stands in no event."""

    kind: ClassVar[str] = "debrief.finished"
    title: str
    late: bool


@dataclass(frozen=True)
class DebriefReopened(Fact):
    kind: ClassVar[str] = "debrief.reopened"
    title: str


@dataclass(frozen=True)
class DebriefWithdrawn(Fact):
    kind: ClassVar[str] = "debrief.withdrawn"
    title: str


@dataclass(frozen=True)
class DebriefJudged(Fact):
    """Who leads read it and said something to it."""

    kind: ClassVar[str] = "debrief.judged"
    title: str


@dataclass(frozen=True)
class DebriefHandedOver(Fact):
    kind: ClassVar[str] = "debrief.handed_over"
    title: str
    owner_name: str


@dataclass(frozen=True)
class BuyerHeard(Fact):
    """The buyer's own words came: to somebody of us, or by the link (`way`)."""

    kind: ClassVar[str] = "debrief.buyer_heard"
    title: str
    way: str
    said_by: str


@dataclass(frozen=True)
class BuyerAsked(Fact):
    kind: ClassVar[str] = "debrief.buyer_asked"
    title: str
    name: str
    expires_on: date


@dataclass(frozen=True)
class AskingEnded(Fact):
    """A link that was given to a buyer opens nothing any more."""

    kind: ClassVar[str] = "debrief.asking_ended"
    title: str
    name: str


@dataclass(frozen=True)
class LessonAdded(Fact):
    kind: ClassVar[str] = "debrief.lesson_added"
    title: str
    text: str


@dataclass(frozen=True)
class DebriefPolicySet(Fact):
    kind: ClassVar[str] = "debrief.policy_set"
    changes: dict[str, list[Any]]
