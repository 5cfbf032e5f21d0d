"""How good a model is: figures with intervals, in plain Python. `truth` are outcomes (1 or 0), `said` what was foretold."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, pi, sqrt

Truth = Sequence[int]
Said = Sequence[float]
Z = 1.959964  # of an interval that holds in 95 of 100 cases


@dataclass(frozen=True, slots=True)
class Interval:
    value: float
    low: float
    high: float


def _midranks(values: Said) -> list[float]:
    """Rank of each value, ties sharing theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranks[place] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def _placements(truth: Truth, said: Said) -> tuple[list[float], list[float]]:
    """For each that came true the share of the others below it; for each other the share of those above it."""
    all_ranks = _midranks(said)
    yes = [place for place, one in enumerate(truth) if one]
    no = [place for place, one in enumerate(truth) if not one]
    own_yes = _midranks([said[place] for place in yes])
    own_no = _midranks([said[place] for place in no])
    above = [(all_ranks[place] - own) / len(no) for place, own in zip(yes, own_yes, strict=True)]
    below = [1 - (all_ranks[place] - own) / len(yes) for place, own in zip(no, own_no, strict=True)]
    return above, below


def auc(truth: Truth, said: Said) -> Interval:
    """The area under the ROC curve: how often one that came true is put above one that did not; interval by DeLong. Raises
    ValueError where all have one outcome."""
    _both_outcomes(truth)
    above, below = _placements(truth, said)
    value = sum(above) / len(above)
    error = sqrt(_variance(above, above) / len(above) + _variance(below, below) / len(below))
    return Interval(value, value - Z * error, value + Z * error)


def auc_gain(truth: Truth, said: Said, other: Said) -> Interval:
    """By how much the first is better than the other on the same cases; paired, so that what is hard for both cancels out."""
    _both_outcomes(truth)
    (above, below), (above2, below2) = _placements(truth, said), _placements(truth, other)
    gain = sum(above) / len(above) - sum(above2) / len(above2)
    ups = [one - two for one, two in zip(above, above2, strict=True)]
    downs = [one - two for one, two in zip(below, below2, strict=True)]
    error = sqrt(_variance(ups, ups) / len(ups) + _variance(downs, downs) / len(downs))
    return Interval(gain, gain - Z * error, gain + Z * error)


def _both_outcomes(truth: Truth) -> None:
    if not 0 < sum(truth) < len(truth):
        raise ValueError("both outcomes are needed")


def _variance(one: Said, two: Said) -> float:
    if len(one) < 2:
        return 0.0
    mean1, mean2 = sum(one) / len(one), sum(two) / len(two)
    return sum((a - mean1) * (b - mean2) for a, b in zip(one, two, strict=True)) / (len(one) - 1)


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases that were foretold alike: how likely on average, how many came true, how many they are."""

    said: float
    true: float
    count: int


def reliability(truth: Truth, said: Said, *, bins: int = 10) -> list[Bin]:
    """Bins of equally many cases, from the least likely to the most."""
    order = sorted(range(len(said)), key=said.__getitem__)
    edges = [len(order) * place // bins for place in range(bins + 1)]
    found = []
    for start, end in pairwise(edges):
        part = order[start:end]
        if part:
            mean = sum(said[one] for one in part) / len(part)
            found.append(Bin(mean, sum(truth[one] for one in part) / len(part), len(part)))
    return found


def calibration_error(truth: Truth, said: Said, *, bins: int = 10) -> float:
    """The mean distance between foretold and true over bins of equally many cases (ECE)."""
    return sum(abs(one.said - one.true) * one.count for one in reliability(truth, said, bins=bins)) / len(
        said
    )


def calibration_noise(said: Said, *, bins: int = 10) -> float:
    """The calibration error that a perfect model would show on so few cases, by chance alone."""
    parts = reliability([0] * len(said), said, bins=bins)
    return sum(sqrt(2 * one.said * (1 - one.said) / (pi * one.count)) * one.count for one in parts) / len(
        said
    )


def roc(truth: Truth, said: Said, *, points: int = 40) -> list[tuple[float, float]]:
    """The curve as so many points: (false alarms, hits)."""
    order = sorted(zip(said, truth, strict=True), key=lambda pair: -pair[0])
    yes = sum(truth) or 1
    no = (len(truth) - sum(truth)) or 1
    curve, hits, alarms = [(0.0, 0.0)], 0, 0
    for place, (value, one) in enumerate(order):
        hits, alarms = hits + one, alarms + (not one)
        if place + 1 == len(order) or order[place + 1][0] != value:
            curve.append((alarms / no, hits / yes))
    step = max(1, len(curve) // points)
    return [*curve[:-1:step], curve[-1]]


def drift(before: Said, now: Said, *, bins: int = 10) -> float:
    """How far what is foretold has moved (population stability index): under 0.1 little, above 0.25 much."""
    ordered = sorted(before)
    edges = sorted({ordered[len(ordered) * place // bins] for place in range(1, bins)})
    first, then = _shares(before, edges), _shares(now, edges)

    return sum((new - old) * log(new / old) for old, new in zip(first, then, strict=True))


def _shares(values: Said, edges: Sequence[float]) -> list[float]:

    counts = [0.5] * (len(edges) + 1)
    for value in values:
        counts[bisect_right(edges, value)] += 1
    return [count / sum(counts) for count in counts]
