"""From scores to probabilities: a step-free isotonic curve, fitted on cases that the model was not trained on."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curve:
    """Points in order, `scores` strictly and `shares` weakly rising; between two of them a straight line."""

    scores: tuple[float, ...]
    shares: tuple[float, ...]

    def probability(self, score: float) -> float:
        place = bisect_left(self.scores, score)
        if place == 0:
            return self.shares[0]
        if place == len(self.scores):
            return self.shares[-1]
        low, high = self.scores[place - 1], self.scores[place]
        part = (score - low) / (high - low)
        first, last = self.shares[place - 1], self.shares[place]
        return min(last, first + part * (last - first))  # rounding does not make it fall


LEAST = 25  # cases in one point of the curve: fewer would repeat chance


def fitted(scores: Sequence[float], truth: Sequence[int]) -> Curve:
    """The rising curve nearest to the outcomes (pool adjacent violators). Raises ValueError without a case."""
    if not scores:
        raise ValueError("no cases to fit to")
    pairs = sorted(zip(scores, truth, strict=True))
    pools: list[list[float]] = []  # score sum, outcome sum, count
    size = max(1, min(LEAST, len(pairs) // 4))
    for start in range(0, len(pairs), size):
        part = pairs[start : start + size]
        pools.append([sum(one for one, _ in part), float(sum(one for _, one in part)), float(len(part))])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [one + two for one, two in zip(pools[-1], last, strict=True)]
    points: dict[float, float] = {}
    for total, hits, count in pools:
        # a little of the base rate in each, so that nothing is foretold for certain
        points[total / count] = (hits + 0.5) / (count + 1)
    shares, best = [], 0.0
    for score in sorted(points):
        best = max(best, points[score])
        shares.append(best)
    return Curve(tuple(sorted(points)), tuple(shares))
