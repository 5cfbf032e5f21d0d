"""Pure rules of meetings: when the next of a series is, and what stands on an agenda."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from dabiao.core.calendar import add_months
from dabiao.core.errors import Invalid
from dabiao.modules.meetings.enums import AgendaBlock as B
from dabiao.modules.meetings.enums import MeetingKind, MeetingRepeat

LONGEST = 8 * 60  # minutes
FARTHEST = 366  # days that are looked ahead for the next one

BLOCKS: Mapping[str, Sequence[B]] = {
    MeetingKind.MORNING: (B.DECISIONS, B.TARGETS, B.HELP, B.DEALS, B.OVERDUE, B.BREACHES),
    MeetingKind.EVENING: (B.FIGURES, B.BREACHES, B.DECISIONS),
    MeetingKind.WEEKLY: (B.DECISIONS, B.TARGETS, B.HELP, B.DEALS, B.OVERDUE, B.BREACHES),
    MeetingKind.MONTHLY: (B.DECISIONS, B.TARGETS, B.FIGURES, B.HELP, B.OVERDUE, B.REVIEWS),
    MeetingKind.QUARTERLY: (B.DECISIONS, B.TARGETS, B.FIGURES, B.REVIEWS),
    MeetingKind.ONE_TO_ONE: (B.DECISIONS, B.TARGETS, B.DEALS, B.OVERDUE),
    MeetingKind.OTHER: (B.DECISIONS,),
}


def check_repeat(repeat: str, weekdays: Sequence[int], number: int | None) -> None:
    """Raises `meetings.no_weekdays`, `meetings.no_workday`."""
    if repeat == MeetingRepeat.WEEKLY and (not weekdays or not set(weekdays) <= set(range(7))):
        raise Invalid("meetings.no_weekdays", field="weekdays")
    if repeat != MeetingRepeat.WEEKLY and not 1 <= (number or 0) <= 15:
        raise Invalid("meetings.no_workday", field="number")


def next_day(
    after: date,
    *,
    repeat: str,
    weekdays: Sequence[int],
    number: int | None,
    skip_holidays: bool,
    is_workday: Callable[[date], bool],
) -> date | None:
    """The first day of a series after this one (0 is Monday); None where none comes within a year. A weekly meeting on a day
    off falls out if `skip_holidays`."""
    for ahead in range(1, FARTHEST + 1):
        day = after + timedelta(days=ahead)
        if repeat == MeetingRepeat.WEEKLY:
            if day.weekday() in weekdays and (not skip_holidays or is_workday(day)):
                return day
        elif (repeat != MeetingRepeat.QUARTERLY or day.month % 3 == 1) and day == _workday(
            day, number or 1, is_workday
        ):
            return day
    return None


def _workday(in_month: date, number: int, is_workday: Callable[[date], bool]) -> date:
    """The working day of that number in a month; its last one where there are fewer."""
    first, end = add_months(in_month, 0), add_months(in_month, 1)
    days = [first + timedelta(days=n) for n in range((end - first).days)]
    working = [day for day in days if is_workday(day)] or days
    return working[min(number, len(working)) - 1]
