from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class UnitCreated(Fact):
    kind: ClassVar[str] = "unit.created"
    name: str


@dataclass(frozen=True)
class UnitEdited(Fact):
    kind: ClassVar[str] = "unit.edited"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class EmployeeJoined(Fact):
    kind: ClassVar[str] = "employee.joined"
    name: str
    unit_name: str


@dataclass(frozen=True)
class EmployeeEdited(Fact):
    kind: ClassVar[str] = "employee.edited"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class DutySwitched(Fact):
    kind: ClassVar[str] = "employee.duty_switched"
    on_duty: bool


@dataclass(frozen=True)
class EmployeeLeft(Fact):
    kind: ClassVar[str] = "employee.left"
    left_on: date
    successor_name: str
    transferred: dict[str, int]


@dataclass(frozen=True)
class EmployeeRevealed(Fact):
    """Somebody looked at a colleague's phone and e-mail."""

    kind: ClassVar[str] = "employee.revealed"


@dataclass(frozen=True)
class LevelChanged(Fact):
    """Down or up by one, for what somebody did; a level set by hand is an edit."""

    kind: ClassVar[str] = "employee.level_changed"
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class BusyDeclared(Fact):
    kind: ClassVar[str] = "employee.busy"
    until: datetime


@dataclass(frozen=True)
class BusyEnded(Fact):
    """Before its time."""

    kind: ClassVar[str] = "employee.busy_ended"


@dataclass(frozen=True)
class SkillsSet(Fact):
    """All of them in words, before and after: `宝妈 90%、企业采购 40%`."""

    kind: ClassVar[str] = "employee.skills_set"
    before: str
    after: str


@dataclass(frozen=True)
class TagCreated(Fact):
    kind: ClassVar[str] = "tag.created"
    name: str


@dataclass(frozen=True)
class TagEdited(Fact):
    """Also retired or brought back: then `active` is among the changes."""

    kind: ClassVar[str] = "tag.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class TagRemoved(Fact):
    """Nothing uses it: modules above that do refuse this, in the same transaction."""

    kind: ClassVar[str] = "tag.removed"
    name: str
    tag_id: int


@dataclass(frozen=True)
class AbsenceEntered(Fact):
    """Not why: whoever sees the person reads this. `part`: half of the day (`DayPart`), or `day` for whole ones."""

    kind: ClassVar[str] = "employee.absence_entered"
    name: str
    first_on: date
    last_on: date
    part: str


@dataclass(frozen=True)
class AbsenceEnded(Fact):
    """Before its time: `last_on` is the last day that remains, None where nothing of it does."""

    kind: ClassVar[str] = "employee.absence_ended"
    name: str
    first_on: date
    last_on: date | None
