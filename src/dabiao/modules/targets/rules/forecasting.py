"""What a period will end at, with an interval of 80 %.

    point = attained + Σ pᵢ·aᵢ + k·m

Open deals with a win date in what remains of the period come with their chance pᵢ and amount aᵢ. To these comes what usually
still comes without having been in the pipeline: m, the mean over the node's own past periods of what came in after as many
working days, less the deals won then that were open already; k counts such rests (a year has one of the current month and
whole months).

The interval adds two spreads in quadrature, as of independent causes. Deals: each comes or does not, so the variance of their
sum (Poisson-binomial) is Σ pᵢ(1-pᵢ)aᵢ², at the normal 90 % point. The rest: a prediction interval for k new periods after n
seen (Hahn & Meeker, Statistical Intervals, 1991, ch. 4), t·s·√(k + k²/n) with Student's t of n-1 degrees, so that little
history makes it wide; with fewer than two periods the spread is taken to be as large as the mean and t that of one degree. No
side is wider than can be: no deal brings less than nothing, and neither does the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from dabiao.core.money import half_up

# 90 % points of Student's t for 1, 2, … degrees of freedom; beyond the table the next smaller degree is used
_T90 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356)
_Z90 = 1.2816
_FINE = 10_000  # four decimals of the points above, kept in whole numbers


@dataclass(frozen=True, slots=True)
class Chance:
    """An open deal: what it brings and how likely, 0 to 1."""

    amount: int
    chance: Fraction


@dataclass(frozen=True, slots=True)
class Rest:
    """What came unforeseen in each of the past periods, and for how many such stretches to come (0 or more)."""

    past: Sequence[int]
    times: int = 1


@dataclass(frozen=True, slots=True)
class Forecast:
    low: int
    point: int
    high: int


@dataclass(frozen=True, slots=True)
class _Part:
    mean: int
    below: int
    above: int


def forecast(attained: int, deals: Sequence[Chance], rests: Sequence[Rest]) -> Forecast:
    """Never below what is attained: all that is still to come adds."""
    parts = [_of_deals(deals), *(_of_rest(one) for one in rests)]
    point = attained + sum(one.mean for one in parts)
    below = _root(sum(one.below**2 for one in parts))
    above = _root(sum(one.above**2 for one in parts))
    return Forecast(max(attained, point - below), point, point + above)


def unforeseen(came: int, from_pipeline: int) -> int:
    """What came in after a day without having been an open deal on it."""
    return max(0, came - from_pipeline)


def by_pace(attained: int, done: int, left: int, *, foreseen: int) -> int:
    """Without history: what going on at this pace brings, beyond what the deals bring."""
    return max(0, (attained * left // done if done else 0) - foreseen)


def weighted(deals: Sequence[Chance]) -> int:
    """Half up, deal by deal, as everywhere that deals are weighed."""
    return sum(half_up(one.amount * one.chance) for one in deals)


def _of_deals(deals: Sequence[Chance]) -> _Part:
    mean, most = weighted(deals), sum(one.amount for one in deals)
    variance = sum(one.chance * (1 - one.chance) * one.amount**2 for one in deals)
    wide = _times(_root(int(variance) + (variance != int(variance))), _Z90)
    return _Part(mean, min(wide, mean), min(wide, max(0, most - mean)))


def _of_rest(rest: Rest) -> _Part:
    known, times = len(rest.past), rest.times
    if not known or not times:
        return _Part(0, 0, 0)
    whole = sum(rest.past)
    mean = whole * times // known
    if known == 1:
        wide = _times(mean, _T90[0])
    else:
        squares = known * sum(one**2 for one in rest.past) - whole**2  # n²(n−1)/n times the variance, exact
        spread = Fraction(squares, known * (known - 1)) * (times + Fraction(times**2, known))
        wide = _times(_root(-(-spread.numerator // spread.denominator)), _T90[min(known - 1, len(_T90)) - 1])
    return _Part(mean, min(wide, mean), wide)


def _times(figure: int, factor: float) -> int:
    return -(-figure * round(factor * _FINE) // _FINE)


def _root(square: int) -> int:
    """Rounded up."""
    floor = isqrt(square)
    return floor + (floor * floor < square)
