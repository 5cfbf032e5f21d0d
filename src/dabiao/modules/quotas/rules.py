"""Pure functions of quotas: no Django, no clock, no I/O.

Amounts are pieces a working day; shares are hundredths of a percent; times of day are minutes since midnight.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dabiao.modules.quotas.enums import QuotaSpan, QuotaState

WHOLE = 10_000
NOON, DAY = 12 * 60, 24 * 60
Steps = Sequence[tuple[date, int | None]]
"""Amounts with the day each holds from, the earliest first; null takes away what stood before."""

Place = tuple[int, str]
"""A unit, and a level or "" for all of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for of one kind: by person, and by unit and level."""

    people: Mapping[int, Steps]
    places: Mapping[Place, Steps]


def on(steps: Steps, day: date) -> int | None:
    """What holds on that day; None before the first, or where it was taken away."""
    at = bisect_right(steps, day, key=lambda one: one[0])
    return steps[at - 1][1] if at else None


def asked_of(asked: Asked, user_id: int, unit_path: Sequence[int], level: str, day: date) -> int | None:
    """One's own quota before any other; else that of the nearest unit above, in it that of one's level before that of all;
    None where nobody asked anything. `unit_path`: root first."""
    own = on(asked.people.get(user_id, ()), day)
    if own is not None:
        return own
    for unit in reversed(unit_path):
        for of in (level, ""):
            found = on(asked.places.get((unit, of), ()), day)
            if found is not None:
                return found
    return None


def months_here(hired_on: date, day: date) -> int:
    """Whole months; negative before the first day."""
    whole = (day.year - hired_on.year) * 12 + day.month - hired_on.month
    return whole - (day.day < hired_on.day)


def ramped(amount: int, months: int, ramp: Sequence[int]) -> int:
    """A newcomer's part, half up, and at least one of what is asked at all; nothing before they came."""
    if months < 0:
        return 0
    if months >= len(ramp) or amount == 0:
        return amount
    return max(1 if ramp[months] else 0, (2 * amount * ramp[months] + 100) // 200)


def halved(amount: int, halves: int) -> int:
    """What is asked of somebody who is there for so many halves of a day, half up, so that a little is not nothing."""
    return (amount * halves + 1) // 2


def spans_of_half(spans: Sequence[tuple[int, int]], part: str, noon: int = NOON) -> list[tuple[int, int]]:
    """The working hours of one half of a day; all of it with part ""."""
    first, last = {"am": (0, noon), "pm": (noon, DAY)}.get(part, (0, DAY))
    clipped = [(max(start, first), min(end, last)) for start, end in spans]
    return [(start, end) for start, end in clipped if start < end]


def elapsed_bp(minute: int, spans: Sequence[tuple[int, int]]) -> int:
    """How much of a day's working hours is over at this minute; all of it where there are none."""
    whole = sum(end - start for start, end in spans)
    if whole <= 0:
        return WHOLE
    over = sum(max(0, min(minute, end) - start) for start, end in spans)
    return over * WHOLE // whole


def due(wanted: int, elapsed: int) -> int:
    """What should be done by now: rounded down, so that nobody is behind by a part of a call."""
    return wanted * elapsed // WHOLE


def share_bp(done: int, wanted: int) -> int | None:
    return done * WHOLE // wanted if wanted else None


def state(done: int, wanted: int, due_: int) -> QuotaState:
    if wanted <= 0:
        return QuotaState.NONE
    if done >= wanted:
        return QuotaState.REACHED
    return QuotaState.ON_PACE if done >= due_ else QuotaState.BEHIND


def lag_bp(cells: Sequence[tuple[int, int, int]]) -> int:
    """How far somebody is behind over all kinds, of (done, wanted, due): the mean of the parts of what is due that are not
    done, so that forty calls do not hide two visits."""
    due_ = [(done, one) for done, _, one in cells if one > 0]
    return sum(max(0, one - done) * WHOLE // one for done, one in due_) // len(due_) if due_ else 0


def reached(done: Sequence[int], wanted: Sequence[int]) -> bool | None:
    """Whether a day was reached: every kind that was asked for. None where none was."""
    asked = [(one, least) for one, least in zip(done, wanted, strict=True) if least > 0]
    return all(one >= least for one, least in asked) if asked else None


def streak(days: Sequence[bool | None]) -> int:
    """How many of the last days, the oldest first, were reached in a row; days without a quota neither count nor break it."""
    count = 0
    for one in reversed(days):
        if one is False:
            break
        count += one is True
    return count


def days_of(span: str, day: date) -> tuple[date, date]:
    """The day itself, its week from Monday, or its month."""
    if span == QuotaSpan.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if span == QuotaSpan.MONTH:
        following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return day.replace(day=1), following - timedelta(days=1)
    return day, day
