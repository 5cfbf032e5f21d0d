"""Learning from cases. numpy and LightGBM are loaded here and only when somebody trains."""

from collections.abc import Mapping, Sequence
from typing import Any

from dabiao.core.learning.calibration import Curve, fitted
from dabiao.core.learning.encoding import Case, Encoder, learnt
from dabiao.core.learning.figures import auc
from dabiao.core.learning.models import Learnt, Tree

TREES = 400
MOVED = 0.2  # how far above chance a column may tell early cases from late ones
SAMPLE = 4_000
OPTIONS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 15,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "verbose": -1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
}


def train(
    cases: Sequence[Case], truth: Sequence[int], held: Sequence[Case], held_truth: Sequence[int]
) -> Learnt:
    """Trees from `cases`; `held`, which they do not see and which came later, says when to stop, how likely a score is, and on
    which columns nothing can be built, for they have moved. The same cases give the same model. Raises
    ImportError where LightGBM is not installed."""
    import lightgbm
    import numpy

    encoder = steady(learnt(cases), cases, held)
    rows = numpy.array([encoder.row(case) for case in cases], dtype=numpy.float64)
    held_rows = numpy.array([encoder.row(case) for case in held], dtype=numpy.float64)
    data = lightgbm.Dataset(rows, label=numpy.array(truth), free_raw_data=False)
    apart = lightgbm.Dataset(held_rows, label=numpy.array(held_truth), reference=data)
    booster = lightgbm.train(
        dict(OPTIONS),
        data,
        num_boost_round=TREES,
        valid_sets=[apart],
        callbacks=[lightgbm.early_stopping(40, verbose=False)],
    )
    best = booster.best_iteration or booster.current_iteration()
    trees = tuple(_tree(one["tree_structure"]) for one in booster.dump_model(num_iteration=best)["tree_info"])
    bare = Learnt(encoder, trees, Curve((0.0,), (0.5,)))
    scores = [bare.score_of(row) for row in held_rows.tolist()]
    return Learnt(encoder, trees, fitted(scores, held_truth))


def steady(encoder: Encoder, early: Sequence[Case], late: Sequence[Case]) -> Encoder:
    """Without the columns that tell early cases from late ones (interest rates, a form that is no longer used): what was learnt
    of them would not hold."""
    some = [*early[:: max(1, len(early) // SAMPLE)], *late[:: max(1, len(late) // SAMPLE)]]
    first = len(early[:: max(1, len(early) // SAMPLE)])
    when = [0] * first + [1] * (len(some) - first)
    rows = [encoder.row(case) for case in some]
    kept = [
        column
        for place, column in enumerate(encoder.columns)
        if abs(auc(when, [-1.0 if row[place] != row[place] else row[place] for row in rows]).value - 0.5)
        <= MOVED
    ]
    return Encoder(tuple(kept))


def _tree(root: Mapping[str, Any]) -> Tree:
    nodes: list[dict[str, Any]] = []

    def put(node: Mapping[str, Any]) -> int:
        place = len(nodes)
        if "split_feature" not in node:
            leaf = {"feature": -1, "threshold": 0.0, "left": -1, "right": -1, "missing_left": False}
            nodes.append({**leaf, "value": float(node["leaf_value"])})
            return place
        nodes.append(
            {
                "feature": int(node["split_feature"]),
                "threshold": float(node["threshold"]),
                "missing_left": bool(node["default_left"]),
                "value": float(node["internal_value"]),
            }
        )
        nodes[place]["left"] = put(node["left_child"])
        nodes[place]["right"] = put(node["right_child"])
        return place

    put(root)
    return Tree(**{name: tuple(node[name] for node in nodes) for name in Tree.__slots__})
