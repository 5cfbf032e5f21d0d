"""Periods of the company's calendar, and what stands beside them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from dabiao.core.calendar import add_months, is_workday, month_start, next_month
from dabiao.core.errors import Invalid
from dabiao.modules.analytics.enums import BoardPeriod, PeriodKind

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


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
    months = MONTHS[kind]
    first = add_months(day, -((day.month - 1) % months))
    return Period(first, add_months(first, months))


def months(first: date, last: date) -> list[date]:
    """The first day of every month from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [add_months(first, place) for place in range(count)]


def board_period(kind: BoardPeriod, today: date) -> Period:
    return calendar_period(PeriodKind(kind), today)


def same_days_before(kind: BoardPeriod, today: date) -> Period:
    """From the first of the period before to the day that is today's namesake there: a month or three months back, at
    its month's end where that is shorter."""
    back = MONTHS[PeriodKind(kind)]
    first, month = add_months(board_period(kind, today).first, -back), add_months(today, -back)
    return Period(first, min(month + timedelta(days=today.day), next_month(month)))


def months_back(day: date, months: int) -> date:
    """The first day of the month so many months before that of `day`."""
    return add_months(day, -months)


def local_day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a day begins in `zone`."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def same_moment_before(kind: BoardPeriod, now: datetime, zone: tzinfo) -> datetime:
    """The namesake of this very moment a month or three months back; that month's end where it had no such day."""
    local, month = now.astimezone(zone), add_months(now.astimezone(zone).date(), -MONTHS[PeriodKind(kind)])
    day = month + timedelta(days=local.day - 1)
    if day >= next_month(month):
        return midnight(next_month(month), zone)
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def period_before(period: Period) -> Period:
    """As many whole months before, where it is whole months; else as many days."""
    if period.first.day == period.until.day == 1:
        count = len(months(period.first, period.last))
        return Period(add_months(period.first, -count), period.first)
    return Period(period.first - (period.until - period.first), period.first)


def whole_months(period: Period) -> Period | None:
    """What of a period is whole calendar months; None where nothing is."""
    first = period.first if period.first.day == 1 else next_month(period.first)
    until = month_start(period.until)
    return Period(first, until) if first < until else None


def workdays_ago(today: date, days: int) -> date:
    """The day so many working days back: contacts since its morning fill `days` whole working days and today."""
    day = today
    while days:
        day -= DAY
        days -= is_workday(day)
    return day
