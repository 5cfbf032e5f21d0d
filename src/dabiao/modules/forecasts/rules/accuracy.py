"""How near forecasts came to what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One forecast of one period, and what came. Minor units."""

    low: int
    likely: int
    high: int
    came: int


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`mape`: mean absolute error as a share of what came, over periods in which something came. `bias`: by how much all
    together were too high (or, negative, too low), as a share of all that came. `within`: the share inside of the interval."""

    periods: int
    mape: float | None
    bias: float | None
    within: float


def judged(said: Sequence[Said]) -> Accuracy:
    """Raises ValueError without a forecast."""
    if not said:
        raise ValueError("no forecasts to judge")
    shares = [abs(one.likely - one.came) / one.came for one in said if one.came > 0]
    came = sum(one.came for one in said)
    off = sum(one.likely - one.came for one in said)
    return Accuracy(
        len(said),
        sum(shares) / len(shares) if shares else None,
        off / came if came else None,
        sum(one.low <= one.came <= one.high for one in said) / len(said),
    )


def error(pairs: Iterable[tuple[float, float]]) -> float | None:
    """Mean absolute percentage error of (said, came), where something came."""
    shares = [abs(said - came) / came for said, came in pairs if came > 0]
    return sum(shares) / len(shares) if shares else None
