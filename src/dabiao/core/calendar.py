"""Working days: Chinese public holidays and make-up workdays, weekends beyond the years the library knows."""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar


@lru_cache(maxsize=4096)
def is_workday(day: date) -> bool:
    """Holidays and make-up days where the State Council has published them; Monday to Friday otherwise."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def workdays_in(first: date, last: date) -> list[date]:
    """The working days in [first, last], both ends included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if is_workday(day)]


def workdays_after(day: date, count: int) -> date:
    """The working day that is so many after this one; the day itself for none."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def workdays_between(first: date, last: date) -> int:
    """Working days in [first, last], both ends included; 0 when last is before first."""
    return sum(is_workday(first + timedelta(days=n)) for n in range((last - first).days + 1))


def month_start(day: date) -> date:
    return day.replace(day=1)


def next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def add_months(day: date, months: int) -> date:
    """The first day of the month `months` away from that of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
