"""How much of a whole each part can carry: integers and fractions, never negative."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from dabiao.core.calendar import add_months, month_start, workdays_between
from dabiao.modules.targets.rules.splitting import Weight

LEVELS: Mapping[str, int] = {"S": 150, "A": 120, "B": 100, "C": 80, "D": 60}
RAMP = (20, 40, 60, 80, 90)
STEADY_MONTHS = 6
SMOOTHING = Fraction(1, 3)


@dataclass(frozen=True)
class Strengths:
    """What a company thinks its people can carry, in percent: by level, and by whole months since hire (100 after the last).
    `steady_months`: with how many months of the team's average a person's own history is mixed."""

    levels: Mapping[str, int] = field(default_factory=lambda: LEVELS)
    ramp: Sequence[int] = RAMP
    steady_months: int = STEADY_MONTHS

    def level(self, level: str | None) -> int:
        return self.levels.get(level or "", 100)

    def ramped(self, months: int) -> int:
        return self.ramp[months] if months < len(self.ramp) else 100


@dataclass(frozen=True, slots=True)
class Stay:
    """From when to when somebody is there, both ends included; None: open. `since`: what their months are counted from.
    `away`: stretches of days on which they are not, in order and apart."""

    first: date | None = None
    last: date | None = None
    since: date | None = None
    level: str | None = None
    away: tuple[tuple[date, date], ...] = ()

    def within(self, first: date, last: date) -> tuple[date, date] | None:
        start = max(first, self.first) if self.first else first
        end = min(last, self.last) if self.last else last
        return (start, end) if start <= end else None

    def workdays(self, first: date, last: date) -> int:
        found = self.within(first, last)
        if not found:
            return 0
        missed = ((max(begins, found[0]), min(ends, found[1])) for begins, ends in self.away)
        return workdays(*found) - sum(workdays(*one) for one in missed if one[0] <= one[1])


@lru_cache(maxsize=8192)
def workdays(first: date, last: date) -> int:
    return workdays_between(first, last)


def months_of(first: date, last: date) -> list[tuple[date, date]]:
    """The months that a period touches, cut to it."""
    found, start = [], first
    while start <= last:
        following = add_months(month_start(start), 1)
        found.append((start, min(last, following - timedelta(days=1))))
        start = following
    return found


def whole_months(since: date, day: date) -> int:
    return max(0, (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day))


def capacity(stay: Stay, first: date, last: date, strengths: Strengths) -> int:
    """Working days that they are there, each times their level's and their ramp's percent: it adds up over months."""
    carried = 0
    for start, end in months_of(first, last):
        there = stay.within(start, end)
        if there is not None:
            ramp = strengths.ramped(whole_months(stay.since, there[0])) if stay.since else 100
            carried += stay.workdays(*there) * strengths.level(stay.level) * ramp
    return carried


def monthly_rates(history: Mapping[int, tuple[int, int]], steady_months: int) -> dict[int, Fraction]:
    """What each attained in a month, from (attained, months of it): drawn towards the average of all by so many months of it,
    so that one lucky month of a newcomer is not taken for a rule. More attained never means a smaller share."""
    attained = sum(max(0, one) for one, _ in history.values())
    months = sum(count for _, count in history.values())
    average = Fraction(attained, months) if months else Fraction(0)
    return {
        key: (max(0, one) + steady_months * average) / (count + steady_months)
        if count + steady_months
        else average
        for key, (one, count) in history.items()
    }


def seasonal(before: Mapping[int, int], days: Mapping[int, int]) -> dict[int, Weight]:
    """By what was attained in the same periods before, smoothed by a third of it by working days: a month that happened to be
    empty is not planned as empty. Working days alone where there was nothing."""
    total = sum(max(0, one) for one in before.values())
    whole = sum(days.values())
    if not total or not whole:
        return dict(days)
    return {
        key: max(0, before.get(key, 0)) + SMOOTHING * total * Fraction(days[key], whole) if days[key] else 0
        for key in days
    }


def mixed(
    mix: Mapping[str, int], found: Mapping[str, Mapping[int, Weight]]
) -> tuple[dict[int, Weight], list[str]]:
    """The methods together, each as shares of one times its weight; and those that say nothing, since all of theirs is 0."""
    together: dict[int, Weight] = dict.fromkeys({key for weights in found.values() for key in weights}, 0)
    silent = []
    for method, times in mix.items():
        whole = sum(found[method].values())
        if not whole:
            silent.append(method)
            continue
        for key, weight in found[method].items():
            together[key] += times * Fraction(weight) / whole
    return together, silent
