"""Which periods there are and when the report of each is due. A period without a working day owes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dabiao.core.calendar import add_months, workdays_after, workdays_in
from dabiao.core.errors import Invalid
from dabiao.modules.reports.enums import ReportPart, ReportPeriod

DAY = timedelta(days=1)
_MONTHS = {ReportPeriod.MONTH: 1, ReportPeriod.QUARTER: 3, ReportPeriod.HALF: 6, ReportPeriod.YEAR: 12}
OF_PEOPLE = (
    ReportPeriod.HALF_DAY,
    ReportPeriod.DAY,
    ReportPeriod.WEEK,
    ReportPeriod.TEN_DAY,
    ReportPeriod.MONTH,
)


@dataclass(frozen=True, order=True, slots=True)
class Slot:
    """One period: both days are included, `part` tells the halves of a day apart."""

    first: date
    part: str
    last: date

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    @property
    def workdays(self) -> list[date]:
        return workdays_in(self.first, self.last)

    @property
    def label(self) -> str:
        """Digits only, so that it reads the same in every language: `11-28`, `11-23 – 11-29`, `2026-11`, `2026`."""
        if self.first == self.last:
            return f"{self.first:%m-%d}" + (f" {self.part.upper()}" if self.part else "")
        if self.first.day == 1 and (self.last + DAY).day == 1:
            if (self.first.month, self.last.month) == (1, 12):
                return f"{self.first:%Y}"
            same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
            return f"{self.first:%Y-%m}" if same else f"{self.first:%Y-%m} – {self.last:%m}"
        return f"{self.first:%m-%d} – {self.last:%m-%d}"


@dataclass(frozen=True, slots=True)
class Due:
    """When the report of a period is due: `shift` working days after its last; minutes of grace and of a reminder before."""

    at: time
    noon: time
    shift: int = 0
    grace: int = 0
    remind: int = 0


def slots_on(day: date, period: str) -> list[Slot]:
    """The period that the day lies in; of half-days both."""
    if period == ReportPeriod.HALF_DAY:
        return [Slot(day, part, day) for part in ReportPart.values]
    if period == ReportPeriod.DAY:
        return [Slot(day, "", day)]
    if period == ReportPeriod.WEEK:
        monday = day - day.weekday() * DAY
        return [Slot(monday, "", monday + 6 * DAY)]
    if period == ReportPeriod.TEN_DAY:
        first = day.replace(day=min((day.day - 1) // 10, 2) * 10 + 1)
        last = first + 9 * DAY if first.day < 21 else add_months(day, 1) - DAY
        return [Slot(first, "", last)]
    months = _MONTHS[ReportPeriod(period)]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return [Slot(first, "", add_months(first, months) - DAY)]


def slots_between(first: date, last: date, period: str) -> Iterator[Slot]:
    """Every period that lies on one of these days, in order."""
    day = first
    while day <= last:
        found = slots_on(day, period)
        yield from found
        day = found[0].last + DAY


def slot_of(first: date, part: str, period: str) -> Slot:
    """Raises `reports.no_such_period`, with the one that is meant, where no period begins on this day."""
    for slot in slots_on(first, period):
        if (slot.first, slot.part) == (first, part):
            return slot
    meant = slots_on(first, period)[0]
    raise Invalid(
        "reports.no_such_period", field="first_day", value=first.isoformat(), meant=meant.first.isoformat()
    )


def due_at(slot: Slot, due: Due, zone: tzinfo) -> datetime | None:
    """The moment from which it is due; None for a period without a working day."""
    days = slot.workdays
    if not days:
        return None
    day = workdays_after(days[-1], due.shift)
    return datetime.combine(day, due.noon if slot.part == ReportPart.MORNING else due.at, zone)


def late_from(due: datetime, grace: int) -> datetime:
    """Until then a report is in time."""
    return due + timedelta(minutes=grace)
