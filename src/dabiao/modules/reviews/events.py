"""Facts of reviews, in the past tense."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ReviewBegun(Fact):
    kind: ClassVar[str] = "review.begun"
    title: str


@dataclass(frozen=True)
class ReviewEdited(Fact):
    kind: ClassVar[str] = "review.edited"
    title: str
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class ReviewFinished(Fact):
    """`attained`, `must` as they were then, in the metric's unit."""

    kind: ClassVar[str] = "review.finished"
    title: str
    attained: int
    must: int | None
    actions: int = 0


@dataclass(frozen=True)
class ReviewReopened(Fact):
    kind: ClassVar[str] = "review.reopened"
    title: str
    reason: str


@dataclass(frozen=True)
class ReviewHandedOver(Fact):
    kind: ClassVar[str] = "review.handed_over"
    title: str
    owner_id: int
    owner_name: str


@dataclass(frozen=True)
class PointAdded(Fact):
    kind: ClassVar[str] = "review.point_added"
    sort: str
    text: str
    due_on: date | None = None


@dataclass(frozen=True)
class PointEdited(Fact):
    kind: ClassVar[str] = "review.point_edited"
    sort: str
    text: str
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class PointRemoved(Fact):
    kind: ClassVar[str] = "review.point_removed"
    sort: str
    text: str


@dataclass(frozen=True)
class ReviewPolicySet(Fact):
    kind: ClassVar[str] = "review.policy_set"
    changes: dict[str, list[Any]]
