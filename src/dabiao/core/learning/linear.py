"""A logistic regression with a ridge: for histories of a few hundred records, where trees learn chance (ADR 0055). Only `fit`
needs numpy; what it learnt is plain JSON, served by plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp
from typing import Any

from dabiao.core.learning.encoding import Case, Column, Encoder, learnt

STEPS = 50
FURTHEST = 4.0  # standard deviations: what lies further out than anything learnt from says no more than that


@dataclass(frozen=True, slots=True)
class Linear:
    """`means` and `spreads` of each column as it was learnt; what is missing counts as the mean."""

    encoder: Encoder
    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    shift: float

    def parts(self, case: Case) -> list[float]:
        """What each column adds to the log odds, against the mean case."""
        found = []
        for cell, mean, spread, weight in zip(
            self.encoder.row(case), self.means, self.spreads, self.weights, strict=True
        ):
            place = 0.0 if cell != cell else (cell - mean) / spread
            found.append(weight * max(-FURTHEST, min(FURTHEST, place)))
        return found

    def probability(self, case: Case) -> float:
        return chance_of(self.shift + sum(self.parts(case)))

    def without(self, case: Case, name: str) -> float:
        """What it would say were this column as in the mean case."""
        columns = zip(self.encoder.columns, self.parts(case), strict=True)
        return chance_of(self.shift + sum(part for column, part in columns if column.name != name))

    def reasons(self, case: Case, *, most: int = 5) -> list[tuple[Column, float]]:
        """What moves this case most from the mean one, in log odds; a choice's columns count as one."""
        sums: dict[str, float] = {}
        for column, part in zip(self.encoder.columns, self.parts(case), strict=True):
            sums[column.name] = sums.get(column.name, 0.0) + part
        kinds = {column.name: column for column in self.encoder.columns}
        strongest = sorted(sums, key=lambda name: -abs(sums[name]))[:most]
        return [(kinds[name], sums[name]) for name in strongest if sums[name]]

    def strengths(self) -> dict[str, float]:
        """Column → how many log odds one standard deviation of it is worth, without its sign."""
        found: dict[str, float] = {}
        for column, weight in zip(self.encoder.columns, self.weights, strict=True):
            found[column.name] = round(found.get(column.name, 0.0) + abs(weight), 4)
        return found


def chance_of(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))


def fit(cases: Sequence[Case], truth: Sequence[int], *, ridge: float) -> Linear:
    """The penalised maximum, by Newton's method; columns are standardised, so the ridge means the same for each. Raises
    ImportError where numpy is not installed, ValueError where all have one outcome."""
    import numpy

    if not 0 < sum(truth) < len(truth):
        raise ValueError("both outcomes are needed")
    encoder = learnt(cases)
    rows = numpy.array([encoder.row(case) for case in cases], dtype=numpy.float64)
    known = ~numpy.isnan(rows)
    counts = numpy.maximum(known.sum(axis=0), 1)
    means = numpy.where(known, rows, 0).sum(axis=0) / counts
    spreads = numpy.sqrt((numpy.where(known, rows - means, 0) ** 2).sum(axis=0) / counts)
    spreads[spreads < 1e-9] = 1.0
    filled = numpy.clip(numpy.where(known, (rows - means) / spreads, 0), -FURTHEST, FURTHEST)
    design = numpy.column_stack([numpy.ones(len(filled)), filled])
    outcome = numpy.array(truth, dtype=numpy.float64)
    weights = numpy.zeros(design.shape[1])
    penalty = numpy.diag([0.0, *([ridge] * (design.shape[1] - 1))])
    for _ in range(STEPS):
        said = 1 / (1 + numpy.exp(-numpy.clip(design @ weights, -30, 30)))
        slope = design.T @ (outcome - said) - penalty @ weights
        curvature = (design * (said * (1 - said))[:, None]).T @ design + penalty
        step = numpy.linalg.solve(curvature + numpy.eye(len(weights)) * 1e-9, slope)
        weights = weights + step
        if float(abs(step).max()) < 1e-8:
            break
    told = [round(float(one), 9) for one in weights]
    return Linear(encoder, _tuple(means), _tuple(spreads), tuple(told[1:]), told[0])


def _tuple(values: Any) -> tuple[float, ...]:
    return tuple(round(float(one), 9) for one in values)


def kept(model: Linear) -> dict[str, Any]:
    """As JSON."""
    return asdict(model)


def read(data: Mapping[str, Any]) -> Linear:
    """From JSON. Raises KeyError, TypeError or ValueError for what is no model."""
    columns = tuple(Column(**one) for one in data["encoder"]["columns"])
    means, spreads, weights = (tuple(map(float, data[name])) for name in ("means", "spreads", "weights"))
    if not len(means) == len(spreads) == len(weights) == len(columns) or not all(spreads):
        raise ValueError("a figure for each column is needed")
    return Linear(Encoder(columns), means, spreads, weights, float(data["shift"]))
