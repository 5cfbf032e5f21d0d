"""How well grading foretells: a trained model, a logistic regression and plain rules on a bank's telephone campaign.

The data are not part of this project: 41,188 calls of a Portuguese bank, in time order (Moro, Cortez and Rita, Decision Support
Systems 62, 2014; UCI Machine Learning Repository, CC BY 4.0). `duration` is known only after the call, so nobody gets it. Two
splits: a stratified one by chance, and one in time (the first 70 % against the rest, where buyers are far more frequent).
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dabiao.core.learning import figures
from dabiao.core.learning.encoding import Case
from dabiao.core.learning.linear import fit
from dabiao.core.learning.models import Learnt
from dabiao.core.learning.training import train
from dabiao.modules.grading.rules import Ruling, judge

FILE = Path("bank-marketing") / "bank-additional-full.csv"
UNKNOWN_YET = ("duration",)
THRESHOLDS = {"A": 60, "B": 30, "C": 10}
# What somebody who knows telephone sales would write down before looking at any figure.
RULES: Sequence[tuple[str, int, Callable[[Any], bool]]] = (
    ("bought before", 50, lambda one: one["poutcome"] == "success"),
    ("was called before and declined", -5, lambda one: one["poutcome"] == "failure"),
    ("by mobile phone", 15, lambda one: one["contact"] == "cellular"),
    ("student or retired", 20, lambda one: one["job"] in ("student", "retired")),
    ("in debt by default", -30, lambda one: one["default"] == "yes"),
    ("unknown credit", -10, lambda one: one["default"] == "unknown"),
    ("studied", 10, lambda one: one["education"] == "university.degree"),
    ("called too often", -15, lambda one: one["campaign"] > 3),
    ("low interest elsewhere", 20, lambda one: one["euribor3m"] < 2),
    ("loan to pay", -5, lambda one: one["loan"] == "yes"),
)


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    file = Path(asked.data) / FILE
    if not file.is_file():
        print(
            f"The data are not here: {file}. Name the folder that has {FILE} with --data or DABIAO_BENCH_DATA.",
            file=sys.stderr,
        )
        return 2
    cases, truth = read(file)
    found = measured(cases, truth)
    print(json.dumps(found, ensure_ascii=False, indent=2) if asked.json else _table(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench grading", description=__doc__)
    parser.add_argument(
        "--data", default=os.environ.get("DABIAO_BENCH_DATA", "../shared/data"), metavar="FOLDER"
    )
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


def read(file: Path) -> tuple[list[Case], list[int]]:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    cases: list[Case] = [
        {name: _value(one) for name, one in row.items() if name not in ("y", *UNKNOWN_YET)} for row in rows
    ]
    return cases, [int(row["y"] == "yes") for row in rows]


def _value(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def measured(cases: list[Case], truth: list[int]) -> dict[str, Any]:
    by_chance = _split(truth)
    in_time: dict[str, Sequence[int]] = {
        "train": range(int(len(truth) * 0.55)),
        "held": range(int(len(truth) * 0.55), int(len(truth) * 0.7)),
    }
    in_time["test"] = range(int(len(truth) * 0.7), len(truth))
    plain, timed = _of(cases, truth, by_chance), _of(cases, truth, in_time)
    return {
        "rows": len(cases),
        "columns_left_out": list(UNKNOWN_YET),
        "auc_model": plain["auc_model"],
        "auc_logistic": plain["auc_logistic"],
        "auc_rules": plain["auc_rules"],
        "calibration_error": plain["calibration_error"],
        "auc_time_split": timed["auc_model"],
        "stratified": plain,
        "in_time": timed,
    }


def _split(truth: list[int]) -> dict[str, Sequence[int]]:
    """60 % to learn from, 20 % for stopping and calibration, 20 % for the figures; as many buyers in each."""
    parts: dict[str, list[int]] = {"train": [], "held": [], "test": []}
    chance = random.Random(20)
    for outcome in (0, 1):
        places = [place for place, one in enumerate(truth) if one == outcome]
        chance.shuffle(places)
        first, second = int(len(places) * 0.6), int(len(places) * 0.8)
        parts["train"] += places[:first]
        parts["held"] += places[first:second]
        parts["test"] += places[second:]
    return {name: sorted(places) for name, places in parts.items()}


def _of(cases: list[Case], truth: list[int], parts: dict[str, Sequence[int]]) -> dict[str, Any]:
    pick = {
        name: ([cases[one] for one in places], [truth[one] for one in places])
        for name, places in parts.items()
    }
    start = time.perf_counter()
    model = train(*pick["train"], *pick["held"])
    seconds = time.perf_counter() - start
    asked, outcome = pick["test"]
    said = [model.probability(case) for case in asked]
    learnt_from = [*pick["train"][0], *pick["held"][0]], [*pick["train"][1], *pick["held"][1]]
    regression = fit(*learnt_from, ridge=1.0)
    plain = [regression.probability(case) for case in asked]
    ruled = _by_rules(asked)
    return {
        **_auc("model", outcome, said),
        **_auc("logistic", outcome, plain),
        **_auc("rules", outcome, ruled),
        "gain_on_logistic": _rounded(figures.auc_gain(outcome, said, plain)),
        "gain_on_rules": _rounded(figures.auc_gain(outcome, said, ruled)),
        "calibration_error": round(figures.calibration_error(outcome, said), 4),
        "base_rates": {name: round(sum(one) / len(one), 4) for name, (_, one) in pick.items()},
        "tested": len(outcome),
        "trees": len(model.trees),
        "seconds_to_train": round(seconds, 1),
        "microseconds_a_case": round(_speed(model, asked), 1),
    }


def _by_rules(cases: Sequence[Case]) -> list[float]:
    rules = [(Ruling(place, name, points), asks) for place, (name, points, asks) in enumerate(RULES)]
    return [float(judge(rules, case, (), THRESHOLDS).score) for case in cases]


def _auc(name: str, outcome: list[int], said: list[float]) -> dict[str, Any]:
    found = figures.auc(outcome, said)
    return {
        f"auc_{name}": round(found.value, 4),
        f"auc_{name}_interval": [round(found.low, 4), round(found.high, 4)],
    }


def _rounded(found: figures.Interval) -> list[float]:
    return [round(one, 4) for one in (found.value, found.low, found.high)]


def _speed(model: Learnt, cases: Sequence[Case]) -> float:
    some = cases[:500]
    start = time.perf_counter()
    for case in some:
        model.probability(case)
    return (time.perf_counter() - start) / len(some) * 1e6


def _table(found: dict[str, Any]) -> str:
    lines = [f"{found['rows']} calls, without {', '.join(found['columns_left_out'])}"]
    for split in ("stratified", "in_time"):
        lines.append(f"\n{split}")
        lines += [f"  {name:26} {value}" for name, value in found[split].items()]
    return "\n".join(lines)
