"""Deals that are not there yet and are won in a period all the same: so many are opened a day, and so soon some are won."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from dabiao.modules.forecasts.rules.expecting import NONE, Unborn

STEP, LONGEST = 3, 192  # days
AMOUNTS = 25  # that stand for all that were won
DAYS = 90  # over which openings are counted
LEAST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Arriving:
    """`won_by`: the share that is won by the age of 0, `STEP`, 2 × `STEP`… days. `amounts`: what they are worth, from the least
    to the most, each as likely. `days`: over which openings are counted."""

    won_by: tuple[float, ...]
    amounts: tuple[int, ...]
    days: int

    def per_opening(self, begins: float, ends: float) -> float:
        """How many are won between so many days from now and so many, for each that is opened a day."""
        whole = int(ends)
        found = sum(self._by(ends - day - 0.5) - self._by(begins - day - 0.5) for day in range(whole))
        return found + (ends - whole) * (self._by((ends - whole) / 2) if begins < ends else 0.0)

    def unborn(self, opened: int, begins: float, ends: float) -> Unborn:
        """Of somebody who opened so many in the days over which that is counted."""
        if not self.amounts:
            return NONE
        count = opened / self.days * self.per_opening(begins, ends)
        return Unborn(count, round(count * sum(self.amounts) / len(self.amounts)), self.amounts)

    def _by(self, age: float) -> float:
        if age <= 0:
            return 0.0
        place, rest = divmod(min(age, float(LONGEST)), STEP)
        low = self.won_by[int(place)]
        high = self.won_by[min(int(place) + 1, len(self.won_by) - 1)]
        return low + (high - low) * rest / STEP


def learn(lives: Iterable[tuple[datetime, datetime | None, int]], now: datetime) -> Arriving:
    """Of (opened at, won at, amount) of each deal, as known by `now`: at each age, those alone that were old enough by then."""
    ages: list[tuple[float, float | None]] = []
    amounts: list[int] = []
    for opened_at, won_at, amount in lives:
        won = won_at is not None and won_at <= now
        ages.append((_days(now - opened_at), _days(won_at - opened_at) if won and won_at else None))
        if won and amount:
            amounts.append(amount)
    left, won_by = 1.0, [0.0]
    for begin, end in pairwise(range(0, LONGEST + 1, STEP)):
        at_risk = [won for age, won in ages if age >= end and (won is None or won > begin or not begin)]
        wins = sum(won is not None and won <= end for won in at_risk)
        left *= 1 - wins / len(at_risk) if at_risk else 1.0
        won_by.append(1 - left)
    oldest = max((age for age, _ in ages), default=0.0)
    return Arriving(tuple(round(one, 6) for one in won_by), _standing_for(sorted(amounts)), _window(oldest))


def _window(oldest: float) -> int:
    return max(LEAST_DAYS, min(DAYS, int(oldest)))


def _standing_for(ordered: Sequence[int]) -> tuple[int, ...]:
    """So few that each stands for equally many: the mean of these."""
    count = min(AMOUNTS, len(ordered))
    edges = [len(ordered) * place // count for place in range(count + 1)] if count else []
    return tuple(round(sum(ordered[low:high]) / (high - low)) for low, high in pairwise(edges))


def _days(span: timedelta) -> float:
    return span / timedelta(days=1)
