"""What a company's past says of when deals are won: those that are open, those still to come, and how far off that was."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

from dabiao.modules.forecasts.enums import ForecastWhy
from dabiao.modules.forecasts.rules.arriving import Arriving
from dabiao.modules.forecasts.rules.rhythm import EVEN, Rhythm
from dabiao.modules.forecasts.rules.timing import Timing

LEAST_WON = 30  # deals that were won, and as many that were not
LEAST_TRIED = 6  # past days on which a month was foretold
TAKEN = 6.0  # as many past days the widths as calculated count for, beside those that were seen
WIDEST = 3.0
Z = 1.281552  # of an interval that holds in 80 of 100 cases


@dataclass(frozen=True, slots=True)
class Pace:
    """`widen`: by how much intervals are drawn wider than the deals alone would make them."""

    timing: Timing
    arriving: Arriving
    widen: float = 1.0
    rhythm: Rhythm = EVEN


@dataclass(frozen=True, slots=True)
class Foretold:
    """A past month as it would have been foretold on some day, in minor units: `spread` is the standard deviation of what was
    still to come, `others` what each plain way would have said (None: nothing)."""

    came: int
    said: int
    spread: float
    others: Mapping[str, int | None]


def widened(found: Sequence[Foretold]) -> float:
    """The root mean square of how far off it was, in widths as calculated; never narrower than calculated."""
    off = [((one.came - one.said) / one.spread) ** 2 for one in found if one.spread > 0]
    return min(WIDEST, max(1.0, sqrt((sum(off) + TAKEN) / (len(off) + TAKEN))))


def within(found: Sequence[Foretold]) -> float | None:
    """The share of the days on which what came lay inside of the interval of 80 %, drawn by what all the others say."""
    told = [
        abs(one.came - one.said) <= Z * one.spread * widened([other for other in found if other is not one])
        for one in found
    ]
    return round(sum(told) / len(told), 4) if told else None


def verdict(found: Sequence[Foretold]) -> ForecastWhy:
    """It has to have been nearer than each plain way, over all the days on which that said something."""
    if len(found) < LEAST_TRIED:
        return ForecastWhy.TOO_FEW
    names = {name for one in found for name, said in one.others.items() if said is not None}
    better = [_off(found, name)[0] < _off(found, name)[1] for name in names]
    return ForecastWhy.BETTER if better and all(better) else ForecastWhy.NOT_BETTER


def _off(found: Sequence[Foretold], name: str) -> tuple[int, int]:
    """By how much it was off in all, and that way on the same days."""
    told = [(one, said) for one in found if (said := one.others.get(name)) is not None]
    return sum(abs(one.said - one.came) for one, _ in told), sum(abs(said - one.came) for one, said in told)


def errors(found: Sequence[Foretold]) -> dict[str, float | None]:
    """How far off it and each plain way were in all, as a share of all that came on the same days."""
    names = sorted({name for one in found for name in one.others})
    came = sum(one.came for one in found)
    shares: dict[str, float | None] = {
        "timing": round(sum(abs(one.said - one.came) for one in found) / came, 4) if came else None
    }
    for name in names:
        told = [(one.came, said) for one in found if (said := one.others.get(name)) is not None]
        whole = sum(one for one, _ in told)
        shares[name] = round(sum(abs(said - one) for one, said in told) / whole, 4) if whole else None
    return shares


def kept(pace: Pace) -> dict[str, Any]:
    """As JSON."""
    return asdict(pace)


def read(data: Mapping[str, Any]) -> Pace:
    """From JSON. Raises KeyError, TypeError or ValueError for what is no pace."""
    timing, arriving = data["timing"], data["arriving"]
    figures = {name: _three(values) for name, values in timing["figures"].items()}
    choices = {name: {key: float(one) for key, one in of.items()} for name, of in timing["choices"].items()}
    return Pace(
        Timing(float(timing["shift"]), choices, figures),
        Arriving(
            tuple(map(float, arriving["won_by"])), tuple(map(int, arriving["amounts"])), int(arriving["days"])
        ),
        float(data["widen"]),
        # what was learnt before there were rhythms counts each day as one
        Rhythm(tuple(map(float, data["rhythm"]["weights"]))) if "rhythm" in data else EVEN,
    )


def _three(values: Sequence[float]) -> tuple[float, float, float]:
    mean, spread, weight = map(float, values)
    if spread <= 0:
        raise ValueError("a spread is above nothing")
    return mean, spread, weight
