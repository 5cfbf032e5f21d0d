"""What a period will bring: what is won, and what open deals bring by their chances, with an interval.

Each deal comes or does not, independently of the others (Poisson-binomial). For few deals the distribution of their sum is
written out on a grid of at most 500 steps; for many it is taken as normal. `likely` is the mean, deal by deal half up, so
that it is the sum of what the list shows; `low` and `high` are the 10 % and 90 % points, drawn out to the mean where a single
unlikely deal leaves it outside of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt
from statistics import NormalDist

EXACT = 40  # deals: beyond, the sum is near enough to a normal one
STEPS = 500
LEVEL = 0.8
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Chance:
    """An open deal: what it brings, and how likely, 0 to 1."""

    amount: int
    chance: Fraction


@dataclass(frozen=True, slots=True)
class Outlook:
    """In minor units: what is won already, and what it will come to."""

    won: int
    low: int
    likely: int
    high: int


def weighed(one: Chance) -> int:
    """Half up, as every list shows it."""
    return int(one.amount * one.chance + Fraction(1, 2))


def outlook(won: int, deals: Sequence[Chance], *, level: float = LEVEL) -> Outlook:
    """Never below what is won, and never above all of it."""
    mean, most = sum(map(weighed, deals)), sum(one.amount for one in deals)
    open_ones = [one for one in deals if one.amount and 0 < one.chance < 1]
    sure = sum(one.amount for one in deals if one.chance >= 1)
    low, high = _exact(open_ones, level) if len(open_ones) <= EXACT else _normal(open_ones, level)
    low, high = min(sure + low, mean), max(sure + high, mean)
    return Outlook(won, won + max(0, low), won + mean, won + min(max(most, mean), high))


def _exact(deals: Sequence[Chance], level: float) -> tuple[int, int]:
    total = sum(one.amount for one in deals)
    if not total:
        return 0, 0
    step = max(1, ceil(total / STEPS))
    shares = [1.0]
    for one in deals:
        jump, chance = max(1, round(one.amount / step)), float(one.chance)
        grown = [share * (1 - chance) for share in shares] + [0.0] * jump
        for place, share in enumerate(shares):
            grown[place + jump] += share * chance
        shares = grown
    tail = (1 - level) / 2
    return min(total, _point(shares, tail) * step), min(total, _point(shares, 1 - tail) * step)


def _point(shares: Sequence[float], level: float) -> int:
    so_far = 0.0
    for place, share in enumerate(shares):
        so_far += share
        if so_far >= level - _ROUNDING:
            return place
    return len(shares) - 1


def _normal(deals: Sequence[Chance], level: float) -> tuple[int, int]:
    mean = sum(one.amount * float(one.chance) for one in deals)
    spread = sqrt(sum(one.amount**2 * float(one.chance) * (1 - float(one.chance)) for one in deals))
    wide = NormalDist().inv_cdf((1 + level) / 2) * spread
    return int(max(0, mean - wide)), ceil(mean + wide)


def discounted(deals: Mapping[int, Chance], credible: Mapping[int, Fraction]) -> int:
    """What the deals bring where each counts only as far as it is credible (0 to 1; one that is not named, wholly)."""
    return sum(
        weighed(Chance(one.amount, one.chance * credible.get(id, Fraction(1)))) for id, one in deals.items()
    )


def swing(one: Chance) -> int:
    """By how much a deal makes the figure uncertain: the standard deviation of what it brings."""
    return round(one.amount * sqrt(float(one.chance * (1 - one.chance))))
