"""Who owes the report of a period: computed from who stands where, so that nobody's coming or going leaves rows behind."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dabiao.modules.reports.enums import ReportPart, ReportStanding
from dabiao.modules.reports.rules.periods import Slot


@dataclass(frozen=True, slots=True)
class Audience:
    """Of whom a report is asked; what is empty narrows nothing."""

    units: frozenset[int] = frozenset()
    levels: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as far as reports ask. `left_on` is the day from which they are gone."""

    user_id: int
    name: str
    unit_id: int
    unit_path: tuple[int, ...]
    level: str
    roles: frozenset[str]
    hired_on: date
    left_on: date | None
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    first: date
    last: date
    part: str = ""

    def covers(self, day: date, part: str) -> bool:
        return self.first <= day <= self.last and self.part in ("", part)


def concerns(audience: Audience, person: Someone) -> bool:
    """Whether the report is asked of somebody like this at all."""
    return (
        (not audience.units or not audience.units.isdisjoint(person.unit_path))
        and (not audience.levels or person.level in audience.levels)
        and (not audience.roles or not audience.roles.isdisjoint(person.roles))
    )


def employed(person: Someone, slot: Slot, due_on: date) -> bool:
    """Whether they were with the company: hired by the end of the period, and still there on the day it is due."""
    if person.suspended:
        return False
    return person.hired_on <= slot.last and (person.left_on is None or person.left_on > due_on)


def is_off(slot: Slot, hired_on: date, away: Iterable[Away]) -> bool:
    """Whether they were away on every working day of the period on which they were with the company."""
    days = [day for day in slot.workdays if day >= hired_on]
    spans = list(away)
    if slot.part:
        return bool(days) and all(any(one.covers(day, slot.part) for one in spans) for day in days)
    return bool(days) and all(_whole_day_off(day, spans) for day in days)


def _whole_day_off(day: date, spans: Collection[Away]) -> bool:
    return all(any(one.covers(day, part) for one in spans) for part in ReportPart.values)


@dataclass(frozen=True, slots=True)
class Written:
    """What there is of a report."""

    submitted: bool
    late: bool
    excused: bool


def standing(written: Written | None, *, off: bool, late_from: datetime, now: datetime) -> ReportStanding:
    """How an owed report stands. What was submitted stands as that, whatever excuse or day off there is."""
    if written is not None and written.submitted:
        return ReportStanding.LATE if written.late else ReportStanding.SUBMITTED
    if written is not None and written.excused:
        return ReportStanding.EXCUSED
    if off:
        return ReportStanding.OFF
    return ReportStanding.MISSING if now > late_from else ReportStanding.OPEN


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports were due, and what became of them. Days off and excuses are not due."""

    on_time: int = 0
    late: int = 0
    missing: int = 0

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.missing

    def with_one(self, how: ReportStanding) -> "Tally":
        return self + Tally(
            how == ReportStanding.SUBMITTED, how == ReportStanding.LATE, how == ReportStanding.MISSING
        )

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.on_time + other.on_time, self.late + other.late, self.missing + other.missing)

    def per_mille(self) -> int | None:
        """Parts of a thousand that came in time; None where nothing was due."""
        return round(1000 * self.on_time / self.due) if self.due else None
