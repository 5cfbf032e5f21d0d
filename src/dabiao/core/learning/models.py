"""A trained model: what it learnt of the columns, its trees, and the curve that makes probabilities of their sum. As JSON it
is kept in a row, and read back without running anything of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from dabiao.core.learning.calibration import Curve
from dabiao.core.learning.encoding import Case, Column, Encoder

DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes in parallel lists. `feature` is -1 for a leaf. At most `threshold` goes left, and what is
    missing where `missing_left` says so. `value`: what the tree says of all that come by the node."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    missing_left: tuple[bool, ...]
    value: tuple[float, ...]

    def path(self, row: Sequence[float]) -> list[int]:
        node, nodes = 0, [0]
        while (feature := self.feature[node]) >= 0 and len(nodes) <= DEEPEST:
            cell = row[feature]
            to_left = self.missing_left[node] if cell != cell else cell <= self.threshold[node]
            node = self.left[node] if to_left else self.right[node]
            nodes.append(node)
        return nodes

    def leaf(self, row: Sequence[float]) -> float:
        return self.value[self.path(row)[-1]]


@dataclass(frozen=True, slots=True)
class Learnt:
    encoder: Encoder
    trees: tuple[Tree, ...]
    curve: Curve

    def score(self, case: Case) -> float:
        return self.score_of(self.encoder.row(case))

    def score_of(self, row: Sequence[float]) -> float:
        return sum(tree.leaf(row) for tree in self.trees)

    def probability(self, case: Case) -> float:
        return self.curve.probability(self.score(case))

    def reasons(self, case: Case, *, most: int = 5) -> list[tuple[Column, float]]:
        """What moved this case most, in log odds: along each tree's path, what each question changed."""
        row = self.encoder.row(case)
        moved = [0.0] * len(self.encoder.columns)
        for tree in self.trees:
            path = tree.path(row)
            for node, following in pairwise(path):
                moved[tree.feature[node]] += tree.value[following] - tree.value[node]
        by_strength = sorted(range(len(moved)), key=lambda place: -abs(moved[place]))
        return [(self.encoder.columns[place], moved[place]) for place in by_strength[:most] if moved[place]]

    def weights(self) -> dict[str, int]:
        """Feature → how many questions are asked about it."""
        found: dict[str, int] = {}
        for tree in self.trees:
            for feature in tree.feature:
                if feature >= 0:
                    name = self.encoder.columns[feature].name
                    found[name] = found.get(name, 0) + 1
        return found


def kept(model: Learnt) -> dict[str, Any]:
    """As JSON."""
    return asdict(model)


def read(data: Mapping[str, Any]) -> Learnt:
    """From JSON. Raises KeyError, TypeError or ValueError for what is no model."""
    columns = tuple(Column(**one) for one in data["encoder"]["columns"])
    trees = tuple(_tree(one, len(columns)) for one in data["trees"])
    curve = Curve(tuple(map(float, data["curve"]["scores"])), tuple(map(float, data["curve"]["shares"])))
    return Learnt(Encoder(columns), trees, curve)


def _tree(data: Mapping[str, Any], features: int) -> Tree:
    size = len(data["feature"])
    ways = [*data["left"], *data["right"]]
    if not all(-1 <= one < features for one in data["feature"]) or not all(-1 <= one < size for one in ways):
        raise ValueError("a tree points out of itself")
    return Tree(**{name: tuple(data[name]) for name in Tree.__slots__})
