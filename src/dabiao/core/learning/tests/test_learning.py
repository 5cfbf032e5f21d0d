"""Models are plain JSON, say what they are worth, and come out the same in Python as in the library that trained them."""

import json
import random
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabiao.core.learning import figures
from dabiao.core.learning.calibration import fitted
from dabiao.core.learning.encoding import Case, learnt
from dabiao.core.learning.linear import fit
from dabiao.core.learning.models import Learnt, kept, read
from dabiao.core.learning.training import OPTIONS, train

OUTCOMES = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 8)), min_size=2, max_size=40).filter(
    lambda pairs: 0 < sum(one for one, _ in pairs) < len(pairs)
)

NAMES = st.sampled_from(["source", "earns", "tags", "text", "new"])
CASES = st.dictionaries(NAMES, st.none() | st.text() | st.floats() | st.lists(st.text()))


def cases(count: int, seed: int = 3) -> tuple[list[Case], list[int]]:
    """Who was referred, says 预算, or earns more, converts more often."""
    chance = random.Random(seed)
    rows: list[Case] = []
    truth = []
    for _ in range(count):
        row: dict[str, Any] = {
            "source": chance.choice(["referral", "advert", "form"]),
            "earns": chance.choice([None, chance.uniform(0, 10)]),
            "tags": chance.sample(["a", "b", "c"], chance.randint(0, 2)),
            "text": chance.choice(["预 算三十万", "你好", "先看看", "budget ok"]),
        }
        odds = (
            -2 + 1.5 * (row["source"] == "referral") + 1.2 * ("预" in row["text"]) + 0.2 * (row["earns"] or 0)
        )
        rows.append(row)
        truth.append(int(chance.random() < 1 / (1 + 2.718**-odds)))
    return rows, truth


@pytest.fixture(scope="module")
def model() -> Learnt:
    rows, truth = cases(1_600)
    return train(rows[:1_200], truth[:1_200], rows[1_200:], truth[1_200:])


@given(pairs=OUTCOMES)
def test_the_area_is_how_often_one_that_came_true_is_put_above_another(pairs: list[tuple[int, int]]) -> None:
    truth, said = [one for one, _ in pairs], [float(one) for _, one in pairs]
    yes = [score for one, score in zip(truth, said, strict=True) if one]
    no = [score for one, score in zip(truth, said, strict=True) if not one]
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no) / (len(yes) * len(no))
    assert figures.auc(truth, said).value == pytest.approx(wins)
    assert figures.auc_gain(truth, said, said).value == 0
    assert figures.auc(truth, [-one for one in said]).value == pytest.approx(1 - wins)


def test_an_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    chance = random.Random(1)
    covered = 0
    for _ in range(200):
        truth = [int(chance.random() < 0.3) for _ in range(150)]
        said = [chance.gauss(float(one), 1.0) for one in truth]
        found = figures.auc(truth, said)
        covered += found.low <= 0.7602 <= found.high  # of two normals one deviation apart
    assert 180 <= covered <= 199


@given(pairs=OUTCOMES)
def test_a_calibration_never_falls_and_foretells_nothing_for_certain(pairs: list[tuple[int, int]]) -> None:
    curve = fitted([float(one) for _, one in pairs], [one for one, _ in pairs])
    said = [curve.probability(score / 2) for score in range(-4, 22)]
    assert said == sorted(said)
    assert 0 < said[0] <= said[-1] < 1


def test_served_by_plain_python_it_says_what_the_library_says(model: Learnt) -> None:
    import lightgbm
    import numpy

    rows, truth = cases(1_600)
    encoder = model.encoder
    matrix = numpy.array([encoder.row(case) for case in rows])
    labels = numpy.array(truth)
    held = lightgbm.Dataset(matrix[1_200:], label=labels[1_200:])
    booster = lightgbm.train(
        dict(OPTIONS),
        lightgbm.Dataset(matrix[:1_200], label=labels[:1_200]),
        num_boost_round=len(model.trees),
    )
    del held
    expected = booster.predict(matrix, raw_score=True)
    assert [model.score(case) for case in rows] == pytest.approx(list(expected))


def test_a_model_is_the_same_after_it_was_kept_as_json(model: Learnt) -> None:
    again = read(json.loads(json.dumps(kept(model))))
    assert again == model
    broken = json.loads(json.dumps(kept(model)))
    broken["trees"][0]["left"][0] = 10**6
    with pytest.raises(ValueError, match="out of itself"):
        read(broken)


def test_reasons_name_what_moved_a_case(model: Learnt) -> None:
    case = {"source": "referral", "earns": 9.0, "tags": [], "text": "預算三十萬"}
    found = {(column.name, column.value): moved for column, moved in model.reasons(case, most=99)}
    assert found[("source", "referral")] > 0
    assert sum(moved for (name, _), moved in found.items() if name == "text") > 0
    assert model.probability(case) > model.probability({**case, "source": "advert", "text": "你好"})


def test_it_is_calibrated_and_no_worse_than_a_plain_regression(model: Learnt) -> None:
    rows, truth = cases(1_600)
    later, outcome = cases(1_500, seed=9)
    said = [model.probability(case) for case in later]
    assert figures.calibration_error(outcome, said) < 0.08
    plain = fit(rows, truth, ridge=1.0)
    by_plain = [plain.probability(case) for case in later]
    assert figures.auc(outcome, said).value > figures.auc(outcome, by_plain).value - 0.03


@settings(max_examples=30)
@given(case=CASES)
def test_any_case_can_be_asked(model: Learnt, case: dict[str, Any]) -> None:
    assert 0 < model.probability(case) < 1


def test_a_column_that_has_moved_is_not_built_on() -> None:
    early, truth = cases(600)
    late, _ = cases(600, seed=5)
    before = [{**case, "rate": 5.0} for case in early]
    after = [{**case, "rate": 1.0} for case in late]
    found = train(before, truth, after, truth)
    assert "rate" in {column.name for column in learnt([*before, *after]).columns}
    assert "rate" not in {column.name for column in found.encoder.columns}


def test_what_is_foretold_alike_has_not_drifted() -> None:
    chance = random.Random(2)
    before = [chance.random() for _ in range(500)]
    assert figures.drift(before, [chance.random() for _ in range(500)]) < 0.1
    assert figures.drift(before, [one**4 for one in before]) > 0.25


def test_serving_loads_neither_numpy_nor_the_library() -> None:
    code = (
        "import sys; import dabiao.core.learning.models, dabiao.core.learning.training; "
        "print(sorted({'numpy', 'scipy', 'lightgbm'} & sys.modules.keys()))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )
