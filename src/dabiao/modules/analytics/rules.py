"""Periods and proportions, without a database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from dabiao.core.calendar import add_months, month_start, next_month
from dabiao.core.errors import Invalid
from dabiao.modules.analytics.enums import PeriodKind

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of the company's calendar; `until` is the first day after it."""

    first: date
    until: date

    @property
    def last(self) -> date:
        return self.until - DAY


def asked_period(first: date | None, until: date | None, kind: PeriodKind, today: date) -> Period:
    """What was asked for; what is open is filled from the calendar period of `kind` around `today`.

    Raises `analytics.empty_period` when nothing lies between both ends.
    """
    now = calendar_period(kind, today)
    asked = Period(first or (min(now.first, until - DAY) if until else now.first), until or now.until)
    check_not_empty(asked.first, asked.until)
    return asked


def check_not_empty(first: date, until: date) -> None:
    """Raises `analytics.empty_period` when no day lies in [first, until)."""
    if until <= first:
        raise Invalid("analytics.empty_period", field="to")


def calendar_period(kind: PeriodKind, day: date) -> Period:
    """The week (from Monday), month, quarter or year around a day."""
    if kind is PeriodKind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=7))
    months = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}[kind]
    first = add_months(day, -((day.month - 1) % months))
    return Period(first, add_months(first, months))


def month_of(day: date) -> Period:
    return Period(month_start(day), next_month(day))


def months(first: date, last: date) -> list[date]:
    """The first day of every month from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [add_months(first, place) for place in range(count)]


def same_days_last_month(today: date) -> Period:
    """From the first of last month to the day that is today's namesake there, or to its end where it is shorter."""
    first = add_months(today, -1)
    return Period(first, min(first + timedelta(days=today.day), month_start(today)))


def local_day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a day begins in `zone`."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def same_moment_last_month(now: datetime, zone: tzinfo) -> datetime:
    """Last month's namesake of this very moment; the month's end where it had no such day."""
    local = now.astimezone(zone)
    first = add_months(local.date(), -1)
    day = first + timedelta(days=local.day - 1)
    if day >= month_start(local.date()):
        return midnight(month_start(local.date()), zone)
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def share(part: int, whole: int) -> int | None:
    """Part of the whole in basis points, half up: 1 of 3 is 3333. None of nothing."""
    return (part * 20_000 + whole) // (2 * whole) if whole else None


def weighted(amount_minor: int, percent: int) -> int:
    """`percent` of a stage's sum, half up, in whole minor units: as the board shows it."""
    return (amount_minor * percent + 50) // 100


def in_days(stay: timedelta) -> float:
    """Days with one decimal, half up."""
    return (stay // timedelta(seconds=1) + 4_320) // 8_640 / 10
