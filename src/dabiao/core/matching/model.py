"""How much each level of each comparison weighs, and what they come to together.

The score is the probability of a logistic regression without products: start + the weights of the levels found. Weights are
natural logarithms of odds, so 0.7 doubles them; what is not in a table weighs nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp

from dabiao.core.matching.comparing import COMPARISONS, Levels, compare
from dabiao.core.matching.records import Ready
from dabiao.core.matching.surroundings import Surroundings

Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Model:
    """`threshold` is the score from which a pair is suggested. Where `anchors` are named, one of these comparisons must speak
    for a pair: people of the same name and town are many.
    """

    start: float
    weights: Weights
    threshold: float
    anchors: frozenset[str] = frozenset()
    _known: dict[Levels, float] = field(default_factory=dict, compare=False, repr=False)

    def score(self, levels: Levels) -> float:
        """0…1. Few patterns occur, so each is added up once."""
        known = self._known.get(levels)
        if known is None:
            if len(self._known) > 100_000:
                self._known.clear()
            known = self._known[levels] = self._score(levels)
        return known

    def _score(self, levels: Levels) -> float:
        parts = self.parts(levels)
        if self.anchors and not any(
            weight > 0 for name, (_, weight) in parts.items() if name in self.anchors
        ):
            return 0.0
        return probability(self.start + sum(weight for _, weight in parts.values()))

    def parts(self, levels: Levels) -> dict[str, tuple[str, float]]:
        """For each comparison that found something: the level, and what it adds."""
        return {
            name: (level, self.weights.get(name, {}).get(level, 0.0))
            for name, level in zip(COMPARISONS, levels, strict=True)
            if level
        }


def probability(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))


def score(model: Model, a: Ready, b: Ready, around: Surroundings) -> tuple[float, Levels]:
    """How probably both are one; exactly 1 for records that say the same."""
    levels = compare(a, b, around)
    return (1.0 if a == b and a.says_something else model.score(levels)), levels
