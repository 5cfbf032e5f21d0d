from dataclasses import dataclass
from datetime import date
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
