"""How a difference between two values, each a product of the same factors, is split over the factors.

By the logarithmic mean Divisia index (LMDI-I, additive): B. W. Ang, "The LMDI approach to decomposition analysis: a practical
guide", Energy Policy 33 (2005) 867–871. Factor x gets L(base, now) · ln(x_base / x_now), with L the logarithmic mean. The parts
sum exactly, whatever the order of the factors, and there is no residual. Zeros are taken as a small value (Ang & Liu 2007).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log

SMALL = 1e-20  # stands for 0 in a ratio; the limit is reached long before


def log_mean(one: float, other: float) -> float:
    """Between the two, nearer to the smaller than their mean is; 0 where both are."""
    if one == other:
        return one
    high, low = max(one, other), max(min(one, other), max(one, other) * SMALL)
    return (high - low) / log(high / low)


def split(base: int, now: int, factors: Mapping[str, tuple[float, float]]) -> dict[str, int]:
    """By how much each factor made `now` less than `base`; the parts sum to `base - now` exactly.

    `factors`: name → (in the base, now), none negative; of either side their product is the value. Negative values are none of
    a product: then, as where nothing changed, all are 0 but for the first of the names, which takes the difference.
    """
    names = sorted(factors)
    if not names:
        return {}
    if base < 0 or now < 0:
        return {name: (base - now) * (place == 0) for place, name in enumerate(names)}
    mean = log_mean(base, now)
    return rounded({name: mean * _ratio(*factors[name]) for name in names}, base - now)


def _ratio(base: float, now: float) -> float:
    if base == now:
        return 0.0
    return log(max(base, now * SMALL, SMALL) / max(now, base * SMALL, SMALL))


def rounded(parts: Mapping[str, float], total: int) -> dict[str, int]:
    """Whole numbers that sum to `total`: the largest remainders are rounded up; among equal ones the first name is."""
    found = {name: floor(part) for name, part in parts.items()}
    left = total - sum(found.values())
    order = sorted(parts, key=lambda name: (found[name] - parts[name], name))
    for place in range(abs(left)) if abs(left) <= len(order) else ():
        found[order[place] if left > 0 else order[-1 - place]] += 1 if left > 0 else -1
    if abs(left) > len(order):  # the factors do not make the values: the largest part takes what is left
        found[max(order, key=lambda name: (abs(parts[name]), name))] += left
    return found


@dataclass(frozen=True, slots=True)
class Deals:
    """What was decided in some days: how many deals, how many of them won, and for how much in minor units. An average of
    several periods has fractions."""

    decided: Fraction
    won: Fraction
    amount: Fraction

    @classmethod
    def of(cls, decided: int, won: int, amount: int) -> "Deals":
        return cls(Fraction(decided), Fraction(won), Fraction(amount))

    def over(self, periods: int) -> "Deals":
        return Deals(self.decided / periods, self.won / periods, self.amount / periods)

    def plus(self, other: "Deals") -> "Deals":
        return Deals(self.decided + other.decided, self.won + other.won, self.amount + other.amount)

    @property
    def rate(self) -> Fraction | None:
        """Won of those decided; None where nothing was."""
        return self.won / self.decided if self.decided else None

    @property
    def average(self) -> Fraction | None:
        """Of a won deal; None where none was."""
        return self.amount / self.won if self.won else None


NOTHING = Deals.of(0, 0, 0)


def planned(target: int, usual: Deals) -> Deals:
    """The deals that would make the target at the usual rate and average; nothing where there is no usual."""
    if not usual.rate or not usual.average:
        return NOTHING
    return Deals(target / usual.rate / usual.average, target / usual.average, Fraction(target))


def equation(base: Deals, now: Deals, season: tuple[int, int]) -> dict[str, int]:
    """The difference of the amounts by how many deals were decided, how many of these won, how large these were, and what of
    the number is the season's: `season` are last year's numbers in the same days (base, now). A rate that one side does not
    know is the other's; a season without both numbers is none."""
    rates = _both(base.rate, now.rate)
    averages = _both(base.average, now.average)
    factors = {"conversion": rates, "amount": averages, **_seasonal(base.decided, now.decided, season)}
    return split(round(base.amount), round(now.amount), factors)


def level(base: int, now: int, season: tuple[int, int]) -> dict[str, int]:
    """The same of a value that no equation stands behind: the season's part, and the rest."""
    return split(base, now, _seasonal(base, now, season))


def seasonal(season: tuple[int, int]) -> bool:
    """Whether last year says anything of the season."""
    return season[0] > 0 and season[1] > 0


def _seasonal(
    base: Fraction | int, now: Fraction | int, season: tuple[int, int]
) -> dict[str, tuple[float, float]]:
    before, after = season if seasonal(season) else (1, 1)
    return {
        "season": (float(before), float(after)),
        "quantity": (float(base) / before, float(now) / after),
    }


def _both(base: Fraction | None, now: Fraction | None) -> tuple[float, float]:
    known = base if base is not None else now if now is not None else Fraction(1)
    return float(base if base is not None else known), float(now if now is not None else known)
