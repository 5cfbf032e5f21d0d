"""Steps that can be reached, for who is new or has lost: told of their own past weeks, not of a model (T5, T9).

A chance is (k + 1) / (n + 2), Laplace's rule: of n stretches like this one, k brought as much. So few weeks never make a
certainty, and three in a row of which each did are the least that makes four of five.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FEASIBLE = Fraction(4, 5)
WINDOW = 8  # weeks that a step is drawn from: what was longer ago says little of somebody who learns
WORKWEEK = 5
LOST = 2  # months missed in a row that make a losing streak


@dataclass(frozen=True, slots=True)
class Odds:
    """Of `of` past stretches of the same length `times` brought as much."""

    times: int
    of: int

    @property
    def chance(self) -> Fraction:
        return Fraction(self.times + 1, self.of + 2)

    @property
    def feasible(self) -> bool:
        return self.chance >= FEASIBLE


def odds(weeks: Sequence[int], amount: int, workdays: int) -> Odds | None:
    """How often as many weeks in a row as these working days fill brought the amount; None without three such stretches."""
    length = max(1, -(-workdays // WORKWEEK))
    stretches = [sum(weeks[at : at + length]) for at in range(len(weeks) - length + 1)]
    if len(stretches) < 3:
        return None
    return Odds(sum(one >= amount for one in stretches), len(stretches))


def step(weeks: Sequence[int], lacking: int) -> tuple[int, Odds] | None:
    """The most that a week brings with a chance of four in five, and never more than is lacking. It rises as the weeks do.
    None where nothing is that likely, or too little is known."""
    seen = weeks[-WINDOW:]
    for amount in sorted({min(one, lacking) for one in seen if one > 0}, reverse=True):
        found = odds(seen, amount, WORKWEEK)
        if found is not None and found.feasible:
            return amount, found
    return None


def losing(before: Sequence[tuple[int, int]]) -> bool:
    """Of (must, reached) of the months before, the latest first: whether so many in a row were missed."""
    return len(before) >= LOST and all(reached < must for must, reached in before[:LOST])
