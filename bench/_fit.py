"""Weights from pairs whose truth is known: a logistic regression on levels, by Newton's method, in plain Python.

Levels are few, so equal pairs are counted once and a fit of a million pairs takes seconds.
"""

from collections import Counter
from dataclasses import replace

from dabiao.core.matching.comparing import COMPARISONS, Levels
from dabiao.core.matching.model import Model, probability

RIDGE = 0.5  # pulls weights of rare levels to 0, so that a table learns nothing from three pairs
MOST = 7.0  # no single piece of evidence outweighs all others, however pure the examples
# The judged half meets false pairs of its own and across the halves, three for each one seen here.
FALSE_PAIRS = 3
STEPS = 25
Counts = Counter[tuple[Levels, bool]]
Feature = tuple[str, str]


def fit(given: Counts, true_pairs: int, anchors: frozenset[str] = frozenset()) -> Model:
    """The model for pairs counted by levels and truth, of `true_pairs` in all, those that blocking lost included."""
    pairs: Counts = Counter(
        {(levels, same): count * (1 if same else FALSE_PAIRS) for (levels, same), count in given.items()}
    )
    features = sorted({feature for levels, _ in pairs for feature in _features(levels)})
    index = {feature: place + 1 for place, feature in enumerate(features)}
    rows: dict[Levels, list[int]] = {}
    for (levels, same), count in pairs.items():
        rows.setdefault(levels, [0, 0])[same] += count
    data = [([0, *(index[f] for f in _features(levels))], no, yes) for levels, (no, yes) in rows.items()]
    beta = _newton(data, len(features) + 1)
    weights: dict[str, dict[str, float]] = {name: {} for name in COMPARISONS}
    for (name, level), place in index.items():
        weights[name][level] = round(max(-MOST, min(MOST, beta[place])), 2)
    weights = {name: levels for name, levels in weights.items() if levels}
    unset = Model(round(beta[0], 2), weights, 0.5, anchors)
    return replace(unset, threshold=best_threshold(unset, pairs, true_pairs))


def _features(levels: Levels) -> list[Feature]:
    return [(name, level) for name, level in zip(COMPARISONS, levels, strict=True) if level]


def _newton(data: list[tuple[list[int], int, int]], size: int) -> list[float]:
    """The penalised maximum; the start has no penalty."""
    beta = [0.0] * size
    for _ in range(STEPS):
        slope = [-RIDGE * b for b in beta]
        slope[0] = 0.0
        bend = [[0.0] * size for _ in range(size)]
        for n in range(size):
            bend[n][n] = RIDGE if n else 1e-6
        for places, no, yes in data:
            p = probability(sum(beta[place] for place in places))
            error, spread = yes - (no + yes) * p, (no + yes) * p * (1 - p)
            for place in places:
                slope[place] += error
                row = bend[place]
                for other in places:
                    row[other] += spread
        step = _solve(bend, slope)
        beta = [b + max(-4.0, min(4.0, s)) for b, s in zip(beta, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return beta


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with pivots; the matrix is positive definite and small."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for n in range(size):
        pivot = max(range(n, size), key=lambda row: abs(rows[row][n]))
        rows[n], rows[pivot] = rows[pivot], rows[n]
        for below in range(n + 1, size):
            if factor := rows[below][n] / rows[n][n]:
                rows[below] = [x - factor * y for x, y in zip(rows[below], rows[n], strict=True)]
    found = [0.0] * size
    for n in reversed(range(size)):
        found[n] = (rows[n][size] - sum(rows[n][k] * found[k] for k in range(n + 1, size))) / rows[n][n]
    return found


def best_threshold(model: Model, pairs: Counts, true_pairs: int) -> float:
    """The score with the greatest F1 over `pairs`, halfway to the next lower score that occurs."""
    by_score: dict[float, list[int]] = {}
    for (levels, same), count in pairs.items():
        by_score.setdefault(model.score(levels), [0, 0])[same] += count
    scores = sorted(by_score, reverse=True)
    best, threshold, said, right = 0.0, 0.5, 0, 0
    for n, score in enumerate(scores):
        said, right = said + sum(by_score[score]), right + by_score[score][1]
        f1 = 2 * right / (said + true_pairs) if said else 0.0
        if f1 > best:
            best, threshold = f1, (score + (scores[n + 1] if n + 1 < len(scores) else 0.0)) / 2
    return round(threshold, 4)


def table(model: Model) -> str:
    """The model as the Python that weights.py holds."""
    lines = []
    for name, levels in model.weights.items():
        entries = sorted(levels.items(), key=lambda entry: -entry[1])
        lines.append(
            f'    "{name}": {{' + ", ".join(f'"{level}": {weight}' for level, weight in entries) + "},"
        )
    return "\n".join([f"START = {model.start}", f"THRESHOLD = {model.threshold}", "WEIGHTS = {", *lines, "}"])
