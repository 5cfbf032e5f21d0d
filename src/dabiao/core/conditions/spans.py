"""Days and periods as people say them, as moments: `today`, `this_month`, `last_7_days`, `2026-11-27`.

Every value is a span of days [first, last) in the company's time zone, or one moment. Weeks begin on Monday.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dabiao.core.calendar import add_months

NAMED = (
    *("today", "yesterday", "tomorrow", "this_week", "last_week", "next_week"),
    *("this_month", "last_month", "next_month", "this_quarter", "last_quarter", "next_quarter"),
    *("this_year", "last_year", "next_year"),
)
NOW = "now"
MOST_DAYS = 3650
_COUNTED = re.compile(r"(last|next)_([1-9]\d{0,3})_days|([1-9]\d{0,3})_days_ago|in_([1-9]\d{0,3})_days")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Days:
    """[first, last): `last` is the first day that no longer belongs to it."""

    first: date
    last: date


def counted(text: str) -> tuple[str, int] | None:
    """`last_7_days` → ("last", 7); the others are "ago" and "ahead"."""
    found = _COUNTED.fullmatch(text)
    if found is None:
        return None
    side, n = (found[1], found[2]) if found[1] else ("ago", found[3]) if found[3] else ("ahead", found[4])
    return (side, int(n)) if int(n) <= MOST_DAYS else None


def day_of(text: str) -> date | None:
    """An ISO day between 1900 and 2999."""
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2999 else None


def moment_of(text: str) -> datetime | None:
    """An ISO moment with its offset, between 1900 and 2999."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and 1900 <= moment.year <= 2999 else None


def is_span(text: str) -> bool:
    return text in NAMED or counted(text) is not None or day_of(text) is not None


def days(text: str, *, today: date) -> Days:
    """The days that a checked value means."""
    if (day := day_of(text)) is not None:
        return _one(day)
    if (found := counted(text)) is not None:
        return _counted(*found, today)
    which, _, unit = text.partition("_")
    if not unit:
        return _one(today + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}[text]))
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return Days(monday, monday + timedelta(weeks=1))
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = add_months(today, step * months - (today.month - 1) % months)
    return Days(first, add_months(first, months))


def _one(day: date) -> Days:
    return Days(day, day + timedelta(days=1))


def _counted(side: str, n: int, today: date) -> Days:
    """The last and the next n days both include today."""
    if side == "last":
        return Days(today - timedelta(days=n - 1), today + timedelta(days=1))
    if side == "next":
        return Days(today, today + timedelta(days=n))
    return _one(today + timedelta(days=-n if side == "ago" else n))


def midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
