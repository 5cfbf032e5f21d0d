"""When a programme draws, what period that is, and which days it looks at."""

from datetime import date, datetime, time, timedelta, tzinfo

from dabiao.core.calendar import is_workday, month_start, next_month, workdays_after
from dabiao.modules.checks.enums import CheckCadence

DAY = timedelta(days=1)


def next_day(cadence: str, after: date, *, weekday: int, monthday: int) -> date | None:
    """The first day after `after` on which it draws; None for what is only drawn by hand. A holiday moves it on."""
    if cadence == CheckCadence.ONCE:
        return None
    if cadence == CheckCadence.DAILY:
        return workdays_after(after, 1)
    if cadence == CheckCadence.WEEKLY:
        start = after - timedelta(days=after.weekday() + 7)
        days = (start + timedelta(days=7 * n + weekday - 1) for n in range(8))
    else:
        first = month_start(month_start(after) - DAY)
        days = (_in_month(month, monthday) for month in _months(first, 4))
    return next(day for day in map(_workday_from, days) if day > after)


def period_of(cadence: str, day: date) -> str:
    """The name of the period a day lies in: `2026-11-28`, `2026-W48`, `2026-11`."""
    if cadence == CheckCadence.WEEKLY:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if cadence == CheckCadence.MONTHLY:
        return f"{day:%Y-%m}"
    return day.isoformat()


def span_of(cadence: str, day: date, *, span_days: int) -> tuple[date, date]:
    """The days that a draw on `day` looks at, both included: since the draw before. By hand: up to that very day."""
    last = day - DAY
    if cadence == CheckCadence.DAILY:
        while not is_workday(last):
            last -= DAY
        return last, day - DAY
    if cadence == CheckCadence.WEEKLY:
        return day - timedelta(days=7), last
    if cadence == CheckCadence.MONTHLY:
        end = month_start(day) - DAY
        return month_start(end), end
    return day - timedelta(days=span_days - 1), day


def due_at(day: date, workdays: int, zone: tzinfo) -> datetime:
    """The last second of the day that is so many working days after `day`."""
    return datetime.combine(workdays_after(day, workdays), time(23, 59, 59), zone)


def _workday_from(day: date) -> date:
    while not is_workday(day):
        day += DAY
    return day


def _in_month(first: date, monthday: int) -> date:
    return min(first + timedelta(days=monthday - 1), next_month(first) - DAY)


def _months(first: date, count: int) -> list[date]:
    found = [first]
    while len(found) < count:
        found.append(next_month(found[-1]))
    return found
