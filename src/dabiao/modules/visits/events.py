"""Facts of visits, in the past tense."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class _OfVisit(Fact):
    """Which visit, in words that outlive the record's name."""

    visit_id: int
    purpose: str
    about_kind: str
    about_id: int
    about_title: str
    starts_at: datetime


@dataclass(frozen=True)
class VisitPlanned(_OfVisit):
    kind: ClassVar[str] = "visit.planned"
    ends_at: datetime
    owner_id: int | None
    owner_name: str


@dataclass(frozen=True)
class VisitEdited(_OfVisit):
    kind: ClassVar[str] = "visit.edited"
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class VisitMoved(_OfVisit):
    """`starts_at` is the new time."""

    kind: ClassVar[str] = "visit.moved"
    before: datetime
    note: str


@dataclass(frozen=True)
class VisitCancelled(_OfVisit):
    kind: ClassVar[str] = "visit.cancelled"
    note: str


@dataclass(frozen=True)
class VisitHandedOver(_OfVisit):
    kind: ClassVar[str] = "visit.handed_over"
    owner_id: int
    owner_name: str
    from_owner_name: str


@dataclass(frozen=True)
class ParticipantsChanged(_OfVisit):
    """Who takes part now; `added_ids` are those who did not before."""

    kind: ClassVar[str] = "visit.participants_changed"
    names: str
    added_ids: list[int]


@dataclass(frozen=True)
class VisitCheckedIn(_OfVisit):
    """Somebody of the visit was there. `clean`: with a place and without a sign against it. `at_once`: not sent later."""

    kind: ClassVar[str] = "visit.checked_in"
    user_id: int
    taken_at: datetime
    distance_m: int | None
    clean: bool
    at_once: bool


@dataclass(frozen=True)
class VisitCheckedOut(_OfVisit):
    kind: ClassVar[str] = "visit.checked_out"
    user_id: int
    taken_at: datetime


@dataclass(frozen=True)
class VisitFinished(_OfVisit):
    kind: ClassVar[str] = "visit.finished"
    activity_id: int
    result: str


@dataclass(frozen=True)
class VisitCoached(_OfVisit):
    """The coach has written what they saw; what it says is not told here: not everybody who sees the visit reads it."""

    kind: ClassVar[str] = "visit.coached"
    coach_id: int
    coach_name: str
    coached_id: int


@dataclass(frozen=True)
class VisitTermsEdited(Fact):
    kind: ClassVar[str] = "visit.terms_edited"
    revised: dict[str, list[Any]]
