"""What a model learns from, how deals are split in time, and when a model may be used."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from typing import Any

from dabiao.core.learning import figures
from dabiao.core.learning.encoding import Case
from dabiao.core.learning.figures import Z
from dabiao.core.learning.linear import Linear, fit
from dabiao.modules.forecasts.enums import ForecastWhy
from dabiao.modules.forecasts.rules.moments import came_true, moments
from dabiao.modules.forecasts.rules.snapshots import Known, Past, case, snapshot

FIFTHS, FIRST = 5, 2  # of the deals in the order of their opening; the first two are only learnt from
RIDGE = 50.0  # a deal has about ten cases that end alike, so this weighs as five deals
LEAST_DEALS = 120  # whose outcome is known
LEAST_ENDS = 12  # won and not won, each, among the deals that judge
WORST_CALIBRATION = 0.05  # beyond chance
Plain = Callable[[int, int], Fraction]  # of a stage's percentage and the number of rivals


@dataclass(frozen=True, slots=True)
class Example:
    """A deal at a moment of its life. `won` within the horizon; `stage` and `competition` are what the plain ways said then."""

    deal_id: int
    opened_at: datetime
    at: datetime
    case: Case
    won: int
    stage: float
    competition: float


def examples_of(
    deal_id: int,
    customer_id: int,
    opened_at: datetime,
    won_at: datetime | None,
    facts: Sequence[Known],
    days: int,
    records: Past,
    now: datetime,
    zone: tzinfo,
    plainly: Sequence[Plain],
) -> Iterator[Example]:
    """The moments at which the deal was open and of which the outcome is known by `now`. `plainly`: by stage and by
    competition, as the company would have weighed then."""
    for at in moments(opened_at, now):
        won = came_true(at, won_at, days, now)
        if won is None:
            return
        shot = snapshot(facts, at)
        if shot is not None:
            seen = case(shot, customer_id, records, at, zone)
            plain = [float(by(shot.percent, shot.rivals)) for by in plainly]
            yield Example(deal_id, opened_at, at, seen, won, *plain)


def ordered(examples: Sequence[Example]) -> list[int]:
    """The deals in the order of their opening."""
    return list(dict.fromkeys(one.deal_id for one in sorted(examples, key=lambda one: one.opened_at)))


@dataclass(frozen=True, slots=True)
class Fold:
    """No deal is in both; each of the later ones was opened after all of the others."""

    early: list[Example]
    late: list[Example]


def folds(examples: Sequence[Example]) -> list[Fold]:
    """Forward in time: learn from the first two fifths and judge on the next fifth, then from three fifths, then from four."""
    order = ordered(examples)
    place = {deal_id: number for number, deal_id in enumerate(order)}
    edges = [len(order) * part // FIFTHS for part in range(FIRST, FIFTHS + 1)]
    return [
        Fold(
            [one for one in examples if place[one.deal_id] < begin],
            [one for one in examples if begin <= place[one.deal_id] < end],
        )
        for begin, end in pairwise(edges)
    ]


def outcomes(examples: Sequence[Example]) -> dict[int, int]:
    """Deal → whether it was won, as its first case says."""
    found: dict[int, int] = {}
    for one in examples:
        found[one.deal_id] = max(found.get(one.deal_id, 0), one.won)
    return found


def is_enough(examples: Sequence[Example]) -> bool:
    ends = outcomes(examples)
    judging = [ends[id] for id in ordered(examples)[len(ends) * FIRST // FIFTHS :]]
    learnt = [0 < sum(one.won for one in fold.early) < len(fold.early) for fold in folds(examples)]
    return (
        len(ends) >= LEAST_DEALS
        and all(learnt)
        and min(sum(judging), len(judging) - sum(judging)) >= LEAST_ENDS
    )


def is_enough_to_check(later: Sequence[Example]) -> bool:
    """Whether deals that came after a model say anything about it."""
    ends = outcomes(later)
    return min(sum(ends.values()), len(ends) - sum(ends.values())) >= LEAST_ENDS


def missing(examples: Sequence[Example]) -> int:
    """How many more deals with a known outcome are needed; at least one where it is their outcomes that do not suffice."""
    return max(1, LEAST_DEALS - len(outcomes(examples)))


@dataclass(frozen=True, slots=True)
class Trial:
    """What models said of deals that they had not seen; `base` is the share that was won of those each learnt from."""

    late: list[Example]
    said: list[float]
    base: list[float]


def tried(examples: Sequence[Example]) -> Trial:
    """Fold by fold, each model learning from what lies before the deals that it is judged on. Raises ImportError."""
    found = Trial([], [], [])
    for fold in folds(examples):
        model = learn(fold.early)
        found.late.extend(fold.late)
        found.said.extend(model.probability(one.case) for one in fold.late)
        found.base.extend([rate(fold.early)] * len(fold.late))
    return found


def rate(examples: Sequence[Example]) -> float:
    return sum(one.won for one in examples) / len(examples)


def judged(trial: Trial) -> dict[str, Any]:
    """The model beside the plain ways on deals that it has not seen: Brier scores, by how much it is better (with an interval
    over deals, since cases of one deal come true together), and its calibration."""
    late, said = trial.late, trial.said
    truth = [one.won for one in late]
    brier = {
        "model": _brier(truth, said),
        "stage": _brier(truth, [one.stage for one in late]),
        "competition": _brier(truth, [one.competition for one in late]),
        "base": _brier(truth, trial.base),
    }
    return {
        "tested": len(late),
        "tested_deals": len({one.deal_id for one in late}),
        "base_rate": sum(truth) / len(truth),
        **{f"brier_{name}": value for name, value in brier.items()},
        "gain_stage": asdict(_gain(late, said, [one.stage for one in late])),
        "gain_competition": asdict(_gain(late, said, [one.competition for one in late])),
        "calibration_error": figures.calibration_error(truth, said),
        "calibration_noise": _noise(late, said),
        "reliability": [asdict(one) for one in figures.reliability(truth, said)],
    }


def _brier(truth: Sequence[int], said: Sequence[float]) -> float:
    return sum((one - chance) ** 2 for one, chance in zip(truth, said, strict=True)) / len(truth)


def _gain(late: Sequence[Example], said: Sequence[float], plain: Sequence[float]) -> figures.Interval:
    """By how much the Brier score is lower, and between what with 95 % (errors clustered by deal)."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one, new, old in zip(late, said, plain, strict=True):
        cell = sums[one.deal_id]
        cell[0] += (one.won - old) ** 2 - (one.won - new) ** 2
        cell[1] += 1
    mean = sum(total for total, _ in sums.values()) / len(late)
    deals = len(sums)
    spread = sum((total - mean * count) ** 2 for total, count in sums.values())
    error = sqrt(spread * deals / max(deals - 1, 1)) / len(late)
    return figures.Interval(mean, mean - Z * error, mean + Z * error)


def _noise(late: Sequence[Example], said: Sequence[float]) -> float:
    """The calibration error that chance alone would show, the cases of one deal counting as hardly more than one."""
    each = len(late) / max(1, len({one.deal_id for one in late}))
    return figures.calibration_noise(said) * sqrt(each)


def verdict(found: dict[str, Any]) -> ForecastWhy:
    """It has to beat both plain ways for sure, and not to be worse than saying the same of each."""
    better = min(found["gain_stage"]["low"], found["gain_competition"]["low"]) > 0
    if not better or found["brier_model"] > found["brier_base"]:
        return ForecastWhy.NOT_BETTER
    return ForecastWhy.BETTER if is_calibrated(found) else ForecastWhy.BADLY_CALIBRATED


def has_lost(found: dict[str, Any]) -> bool:
    """Later deals show that a plain way is as good, or that what it says is far off."""
    worse = min(found["gain_stage"]["value"], found["gain_competition"]["value"]) <= 0
    return worse or not is_calibrated(found, twice=True)


def is_calibrated(found: dict[str, Any], *, twice: bool = False) -> bool:
    off = float(found["calibration_error"] - found["calibration_noise"])
    return off <= WORST_CALIBRATION * (2 if twice else 1)


def learn(early: Sequence[Example]) -> Linear:
    """Raises ImportError or OSError where the library is not there."""
    return fit([one.case for one in early], [one.won for one in early], ridge=RIDGE)
