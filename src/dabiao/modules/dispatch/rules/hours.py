"""Hours in which people work, and clocks that run only then.

Written as `{"days": "workdays", "spans": [["09:00", "12:00"], ["13:30", "18:00"]]}`: `days` is `workdays` (the Chinese
calendar, with its holidays and make-up days), `all`, or a list of weekdays, Monday 1 to Sunday 7. `24:00` ends a day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from dabiao.core.calendar import is_workday
from dabiao.core.errors import Invalid

MOST_SPANS = 6
LOOKED_AHEAD = 60  # days: longer than any holiday
DEFAULT: Mapping[str, Any] = {"days": "workdays", "spans": [["09:00", "12:00"], ["13:30", "18:00"]]}

Minutes = tuple[int, int]  # of a day, [from, to)


@dataclass(frozen=True, slots=True)
class Week:
    """Open hours of every day, in the local time of `zone`. `days` is `workdays`, `all`, or weekdays 1 to 7."""

    days: str | frozenset[int]
    spans: tuple[Minutes, ...]
    zone: tzinfo

    def opens_on(self, day: date) -> bool:
        if self.days == "all":
            return True
        if self.days == "workdays":
            return is_workday(day)
        return day.isoweekday() in self.days

    def spans_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Open times from this moment on, in order, cut where the moment falls into one; ends after sixty days."""
        first = moment.astimezone(self.zone).date()
        for day in (first + timedelta(days=n) for n in range(LOOKED_AHEAD + 1)):
            for start, end in self.spans if self.opens_on(day) else ():
                opened, closed = _moment(day, start, self.zone), _moment(day, end, self.zone)
                if closed > moment:
                    yield max(opened, moment), closed


def read(hours: Mapping[str, Any], zone: tzinfo, *, field: str = "working") -> Week:
    """Hours as they are kept. Raises `dispatch.bad_hours`, naming what is wrong, or `dispatch.no_hours`."""
    given = hours or DEFAULT
    days, spans = given.get("days"), given.get("spans")
    if not isinstance(spans, list) or not spans:
        raise Invalid("dispatch.no_hours", field=f"{field}.spans")
    if len(spans) > MOST_SPANS:
        raise Invalid("dispatch.too_many_spans", field=f"{field}.spans", limit=MOST_SPANS)
    return Week(_days(days, field), _spans(spans, field), zone)


def _days(days: Any, field: str) -> str | frozenset[int]:
    if days in ("workdays", "all"):
        return str(days)
    if isinstance(days, list) and days and all(isinstance(day, int) and 1 <= day <= 7 for day in days):
        return frozenset(days)
    raise Invalid("dispatch.bad_days", field=f"{field}.days")


def _spans(spans: list[Any], field: str) -> tuple[Minutes, ...]:
    read: list[Minutes] = []
    for number, span in enumerate(spans):
        place = f"{field}.spans.{number}"
        if not isinstance(span, list | tuple) or len(span) != 2:
            raise Invalid("dispatch.bad_span", field=place)
        start, end = (_minutes(text, place) for text in span)
        if start >= end or (read and start < read[-1][1]):
            raise Invalid("dispatch.span_order", field=place)
        read.append((start, end))
    return tuple(read)


def _minutes(text: Any, place: str) -> int:
    if text == "24:00":
        return 24 * 60
    try:
        moment = time.fromisoformat(text)
    except (TypeError, ValueError):
        raise Invalid("dispatch.bad_span", field=place) from None
    return moment.hour * 60 + moment.minute


def _moment(day: date, minutes: int, zone: tzinfo) -> datetime:
    midnight = datetime.combine(day, time(), zone)
    return midnight + timedelta(minutes=minutes)


def is_open(moment: datetime, week: Week) -> bool:
    """Whether people work at this moment."""
    return next_open(moment, week) == moment


def next_open(moment: datetime, week: Week) -> datetime | None:
    """The moment itself where people work, else when they begin again; None where that is more than sixty days off."""
    return next((start for start, _ in week.spans_from(moment)), None)


def after(moment: datetime, seconds: int, week: Week) -> datetime:
    """When so many seconds of work have passed since the moment; by the clock on the wall where nobody ever works."""
    left = timedelta(seconds=seconds)
    for start, end in week.spans_from(moment):
        if start + left <= end:
            return start + left
        left -= end - start
    return moment + timedelta(seconds=seconds)


def worked(start: datetime, end: datetime, week: Week) -> timedelta:
    """How much of [start, end) was work; the inverse of `after`. Not negative."""
    total = timedelta()
    for opened, closed in week.spans_from(start):
        if opened >= end:
            break
        total += min(closed, end) - opened
    return total
