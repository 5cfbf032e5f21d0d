"""What a period will bring: what is won, and what open deals bring by their chances, with an interval.

Each deal comes or does not, independently of the others (Poisson-binomial); of those that are not there yet a random number
comes (Poisson). For few deals the distribution of their sum is written out on a grid of at most 500 steps; for many it is
taken as normal. `likely` is the mean, deal by deal half up, so that it is the sum of what the list shows; `low` and `high` are
the 10 % and 90 % points, drawn out to the mean where a single unlikely deal leaves it outside of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, exp, sqrt
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


def weighed(one: Chance, percent: int = 100) -> int:
    """Half up, as every list shows it; of so much of it as is believed."""
    parts, whole = one.chance.numerator * percent, one.chance.denominator * 100
    return (2 * one.amount * parts + whole) // (2 * whole)


Few = tuple[int, int, int]


@dataclass(slots=True)
class Lot:
    """Open deals as sums, so that a hundred thousand of them are added up once and not again for each unit above. `few` are
    the ones that may or may not come (amount, and the chance as numerator and denominator), while these are few enough to be
    written out. `mean` is in thousandths of a minor unit. All are whole numbers: in whatever order deals and lots are added
    up, the same comes out."""

    count: int = 0
    amount: int = 0
    likely: int = 0
    sure: int = 0
    mean: int = 0
    variance: int = 0
    uncertain: int = 0
    few: list[Few] = field(default_factory=list)

    def add(self, one: Chance) -> None:
        self.count += 1
        self.amount += one.amount
        self.likely += weighed(one)
        if one.chance >= 1:
            self.sure += one.amount
        elif one.amount and one.chance > 0:
            parts, whole = one.chance.numerator, one.chance.denominator
            self.mean += 1_000 * one.amount * parts // whole
            self.variance += one.amount**2 * parts * (whole - parts) // whole**2
            self.uncertain += 1
            if self.uncertain <= EXACT:
                self.few.append((one.amount, parts, whole))

    def __iadd__(self, other: "Lot") -> "Lot":
        self.count += other.count
        self.amount += other.amount
        self.likely += other.likely
        self.sure += other.sure
        self.mean += other.mean
        self.variance += other.variance
        self.uncertain += other.uncertain
        if self.uncertain <= EXACT:
            self.few += other.few
        return self


def lot(deals: Iterable[Chance]) -> Lot:
    found = Lot()
    for one in deals:
        found.add(one)
    return found


@dataclass(frozen=True, slots=True)
class Unborn:
    """Deals that will be opened and won: how many on average, what that is worth, and what one may be (each as likely)."""

    count: float = 0.0
    likely: int = 0
    amounts: tuple[int, ...] = ()

    def __add__(self, other: "Unborn") -> "Unborn":
        return Unborn(self.count + other.count, self.likely + other.likely, self.amounts or other.amounts)

    @property
    def variance(self) -> float:
        return self.count * sum(one**2 for one in self.amounts) / max(1, len(self.amounts))

    @property
    def most(self) -> int:
        """Hardly ever more than this."""
        return round((self.count + 4 * sqrt(self.count) + 2) * max(self.amounts)) if self.is_there else 0

    @property
    def is_there(self) -> bool:
        return self.count > 0 and bool(self.amounts)


NONE = Unborn()


def outlook(
    won: int, deals: Lot, unborn: Unborn = NONE, *, level: float = LEVEL, widen: float = 1.0
) -> Outlook:
    """Never below what is won, and without unborn deals never above all of it. `widen`: by how much further from the mean both
    ends lie than the deals alone would have them."""
    mean = deals.likely + unborn.likely
    small = deals.uncertain <= EXACT and unborn.count <= EXACT
    low, high = _exact(deals.few, unborn, level) if small else _normal(deals, unborn, level)
    low, high = min(deals.sure + low, mean), max(deals.sure + high, mean)
    low, high = mean - round(widen * (mean - low)), mean + round(widen * (high - mean))
    top = high if unborn.is_there else min(max(deals.amount, mean), high)
    return Outlook(won, won + max(0, low), won + mean, won + top)


def _exact(deals: Sequence[Few], unborn: Unborn, level: float) -> tuple[int, int]:
    total = sum(amount for amount, _, _ in deals) + unborn.most
    if not total:
        return 0, 0
    step = max(1, ceil(total / STEPS))
    shares = _arriving(unborn, step)
    for amount, parts, whole in sorted(deals):
        jump, chance = max(1, round(amount / step)), parts / whole
        beyond, stays = [0.0] * jump, 1 - chance
        grown = zip([*shares, *beyond], [*beyond, *shares], strict=True)
        shares = [share * stays + before * chance for share, before in grown]
    tail = (1 - level) / 2
    return min(total, _point(shares, tail) * step), min(total, _point(shares, 1 - tail) * step)


def _arriving(unborn: Unborn, step: int) -> list[float]:
    """How likely each sum of unborn deals is (Panjer's recursion for a Poisson number of them)."""
    shares = [exp(-unborn.count)]
    if not unborn.is_there:
        return [1.0]
    jumps = [max(1, round(one / step)) for one in unborn.amounts]
    each = unborn.count / len(jumps)
    for place in range(1, ceil(unborn.most / step) + 1):
        shares.append(each / place * sum(jump * shares[place - jump] for jump in jumps if jump <= place))
    return shares


def _point(shares: Sequence[float], level: float) -> int:
    so_far = 0.0
    for place, share in enumerate(shares):
        so_far += share
        if so_far >= level - _ROUNDING:
            return place
    return len(shares) - 1


def _normal(deals: Lot, unborn: Unborn, level: float) -> tuple[int, int]:
    mean = deals.mean / 1_000 + unborn.likely
    wide = NormalDist().inv_cdf((1 + level) / 2) * spread(deals, unborn)
    return int(max(0, mean - wide)), ceil(mean + wide)


def spread(deals: Lot, unborn: Unborn = NONE) -> float:
    """The standard deviation of what they bring."""
    return sqrt(deals.variance + unborn.variance)


_THOUSANDTHS = tuple(Fraction(number, 1_000) for number in range(1_001))


def in_thousandths(chance: float) -> Fraction:
    """As chances are kept and shown."""
    return _THOUSANDTHS[round(1_000 * chance)]


def swing(one: Chance) -> int:
    """By how much a deal makes the figure uncertain: the standard deviation of what it brings."""
    chance = one.chance.numerator / one.chance.denominator
    return round(one.amount * sqrt(chance * (1 - chance)))
