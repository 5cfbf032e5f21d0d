"""How far a target is reached, what should be reached by now, and what is to be done about what is lacking.

Figures are whole minor units or pieces; shares are hundredths of a percent. A working day counts once it is over, so nothing is
asked of a day before it has passed, and what remains includes today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from dabiao.core.calendar import workdays_between
from dabiao.core.money import split
from dabiao.modules.targets.enums import Aim, AlarmReason
from dabiao.modules.targets.rules.buffers import WHOLE

Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Working days of a period: those that are over, and all."""

    done: int
    whole: int

    @property
    def left(self) -> int:
        return self.whole - self.done


def elapsed(first: date, last: date, day: date) -> Elapsed:
    """As of the morning of `day`."""
    over = min(day - timedelta(days=1), last)
    return Elapsed(workdays_between(first, over), workdays_between(first, last))


def day_after_as_many(first: date, last: date, done: int, whole: int) -> date:
    """The last day of another period by which the same share of its working days was over; the day before it for none."""
    wanted, over = workdays_between(first, last) * done, 0
    day = first - timedelta(days=1)
    while over * whole < wanted and day < last:
        day += timedelta(days=1)
        over += workdays_between(day, day)
    return day


def share_bp(attained: int, figure: int | None) -> int | None:
    """Attained of the figure, half up; None where there is no figure, or it is zero: that says nothing."""
    return _half_up(attained * WHOLE, figure) if figure else None


def should_be(figure: int, days: Elapsed, season: Sequence[tuple[int, Elapsed]] = ()) -> int:
    """What would be reached by now at an even pace. `season`: the targets of the shorter periods, each with its days: a year
    is then due as its months are."""
    whole = sum(part for part, _ in season)
    if whole > 0:
        due = sum(_half_up(part * each.done, each.whole) if each.whole else 0 for part, each in season)
        return _half_up(figure * due, whole)
    return _half_up(figure * days.done, days.whole) if days.whole else 0


def pace(attained: int, days: Elapsed) -> int | None:
    """What it ends at if it goes on like this; None before the first working day is over."""
    return _half_up(attained * days.whole, days.done) if days.done else None


def gap(attained: int, figure: int) -> int:
    """What is lacking; for an at-most target what is left to spend. Never below zero."""
    return max(0, figure - attained)


def needed_a_day(lacking: int, days: Elapsed) -> int | None:
    """For each working day that remains, rounded up; None where none does."""
    return -(-lacking // days.left) if days.left > 0 else None


def reached(attained: int, figure: int | None, aim: str) -> bool | None:
    """None where it cannot be judged: no figure, or zero as the least."""
    if figure is None or (figure == 0 and aim == Aim.AT_LEAST):
        return None
    return attained <= figure if aim == Aim.AT_MOST else attained >= figure


@dataclass(frozen=True, slots=True)
class Ended:
    """A period that is over."""

    must: int | None
    attained: int


def streak(ended: Sequence[Ended], aim: str) -> int:
    """Of ended periods, the oldest first: reached so many times in a row, or missed (negative). Those that cannot be judged
    neither count nor break it."""
    count = 0
    for one in reversed(ended):
        held = reached(one.attained, one.must, aim)
        if held is None:
            continue
        if count and held != (count > 0):
            break
        count += 1 if held else -1
    return count


def alarms(ended: Sequence[Ended], aim: str, *, missed_in_row: int, under_bp: int) -> list[AlarmReason]:
    """What the period that ended last gives reason for. An at-most target is far off when the must-reach is under that share
    of what was spent."""
    if not ended or reached(ended[-1].attained, ended[-1].must, aim) is None:
        return []
    last, found = ended[-1], []
    if -streak(ended, aim) >= missed_in_row:
        found.append(AlarmReason.MISSED_IN_ROW)
    most, least = (last.attained, last.must or 0) if aim == Aim.AT_MOST else (last.must or 0, last.attained)
    if least * WHOLE < most * under_bp:
        found.append(AlarmReason.FAR_BELOW)
    return found


def rolled_on(ended: Sequence[Ended], remaining: Mapping[Place, int], aim: str) -> dict[Place, int]:
    """What each remaining period needs now: its target and its part of what the ended ones lack together, by the targets,
    exactly. What was spent beyond an at-most target is taken from what remains, down to nothing. Surpluses of one ended period
    make up for another; beyond that nothing is given back."""
    judged = [one for one in ended if one.must is not None]
    beyond = sum((one.must or 0) - one.attained for one in judged) * (-1 if aim == Aim.AT_MOST else 1)
    lacking = max(0, beyond)
    places, weights = list(remaining), list(remaining.values())
    if aim == Aim.AT_MOST:
        lacking = min(lacking, sum(weights))
    if not places or lacking == 0:
        return dict(remaining)
    parts = split(lacking, weights if sum(weights) else [1] * len(weights))
    sign = -1 if aim == Aim.AT_MOST else 1
    return {place: weight + sign * part for place, weight, part in zip(places, weights, parts, strict=True)}


def _half_up(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)
