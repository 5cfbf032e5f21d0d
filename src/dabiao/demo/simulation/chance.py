"""Chance with a stream of its own for every thing that happens, so that one more thing shifts no other."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance(Random):
    """The stream of `names` in the world of `seed`."""

    def __new__(cls, *_: object) -> "Chance":
        return super().__new__(cls)

    def __init__(self, seed: int, *names: object) -> None:
        super().__init__(f"{seed}/{'/'.join(map(str, names))}")

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def one_of(self, weights: Mapping[T, float]) -> T:
        return self.choices(list(weights), list(weights.values()))[0]

    def about(self, median: float, spread: float = 0.6) -> float:
        """Lognormal: half of all draws lie below `median`."""
        return median * self.lognormvariate(0, spread)
