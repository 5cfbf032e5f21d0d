"""How well the chance of a win is foretold: the model beside stage, competition and the plain mean, on companies it never saw.

Companies are those of the demo's simulation, each with its own people and market. The model learns from some of them and from
their earlier deals alone; it is judged on the later deals of these, on companies held out whole, and on one whose market turns:
from a day on all buyers are less ready to buy. The forecast is that of months that are over, made when they began: by the
model, weighted by stage, and what came a year before; and, at several horizons, by when deals are won (`_win_months`).
"""

import argparse
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bench import _win_months as _months
from bench import _win_world as world
from bench._win_world import END, Life
from dabiao.core.calendar import add_months
from dabiao.core.learning.linear import Linear
from dabiao.modules.forecasts.rules import learning
from dabiao.modules.forecasts.rules.accuracy import error
from dabiao.modules.forecasts.rules.learning import Example, Trial
from dabiao.modules.forecasts.rules.snapshots import case, snapshot

FITTED, HELD_OUT = (7, 8, 9), (21, 22, 23)
FORETOLD = (31, 32, 33, 34, 35, 36)  # whose months are foretold; not looked at while that was devised
DRIFT, TURNS = -0.8, END - timedelta(days=300)
SHOWN = ("brier_model", "brier_stage", "brier_competition", "brier_base", "calibration_error")
MONTHS = 6


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dabiao bench win", description=__doc__)
    parser.add_argument("--leads", type=int, default=2_800, help="of each company")
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    asked = parser.parse_args(argv)
    found = measured(asked.leads)
    print(json.dumps(found, indent=2) if asked.json else _table(found))
    return 0


def measured(leads: int) -> dict[str, Any]:
    fitted = [world.lives(seed, leads) for seed in FITTED]
    days = world.days_of([one for deals in fitted for one in deals.values()])
    early: list[Example] = []
    late: list[Example] = []
    for deals in fitted:
        examples = world.examples(deals, days)
        order = learning.ordered(examples)
        first = set(order[: len(order) * 3 // 5])
        early += [one for one in examples if one.deal_id in first]
        late += [one for one in examples if one.deal_id not in first]
    model, rate = learning.learn(early), learning.rate(early)
    strangers = [world.lives(seed, leads) for seed in HELD_OUT]
    turned = world.drifting(HELD_OUT[0], leads, at=TURNS, drift=DRIFT)
    held_out = [one for deals in strangers for one in world.examples(deals, days)]
    drifted = [one for one in world.examples(turned, days) if one.opened_at >= TURNS]
    main_figures = _judged(model, rate, held_out)
    return {
        **{name: main_figures[name] for name in SHOWN},
        "horizon_days": days,
        "learnt_from_deals": len(learning.outcomes(early)),
        "companies_held_out": main_figures,
        "later_periods": _judged(model, rate, late),
        "after_drift": _judged(model, rate, drifted),
        "own_companies": {str(seed): _own(deals) for seed, deals in zip(HELD_OUT, strangers, strict=True)},
        "forecast_error": _forecast_errors(model, strangers),
        "months": _months.measured([world.lives(seed, leads) for seed in FORETOLD]),
    }


def _judged(model: Linear, rate: float, late: list[Example]) -> dict[str, Any]:
    said = [model.probability(one.case) for one in late]
    found = learning.judged(Trial(late, said, [rate] * len(late)))
    return {
        "deals": found["tested_deals"],
        "cases": found["tested"],
        **{name: round(found[name], 4) for name in (*SHOWN, "calibration_noise", "base_rate")},
        "verdict": str(learning.verdict(found)),
    }


def _own(deals: dict[int, Life]) -> dict[str, Any]:
    """As the product does it: a company's own model from its own deals, judged forward in time."""
    examples = world.examples(deals, world.days_of(deals.values()))
    if not learning.is_enough(examples):
        return {"verdict": "too_few"}
    found = learning.judged(learning.tried(examples))
    return {
        **{name: round(found[name], 4) for name in SHOWN},
        "deals": found["tested_deals"],
        "verdict": str(learning.verdict(found)),
    }


def _forecast_errors(model: Linear, companies: Sequence[dict[int, Life]]) -> dict[str, float | None]:
    """Mean absolute percentage error of the last months that are over, forecast as they began."""
    pairs: dict[str, list[tuple[float, float]]] = {"model": [], "pipeline_weighted": [], "seasonal_naive": []}
    for deals in companies:
        for back in range(1, MONTHS + 1):
            first = add_months(END.date(), -back)
            begun = datetime(first.year, first.month, 1, tzinfo=world.ZONE)
            last = add_months(first, 1)
            ended = datetime(last.year, last.month, 1, tzinfo=world.ZONE)
            came = _won(deals, begun, ended)
            by_model, by_stage = _expected(model, deals, begun, ended)
            pairs["model"].append((by_model, came))
            pairs["pipeline_weighted"].append((by_stage, came))
            pairs["seasonal_naive"].append(
                (_won(deals, *(one.replace(year=one.year - 1) for one in (begun, ended))), came)
            )
    return {name: _rounded(error(found)) for name, found in pairs.items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _won(deals: dict[int, Life], begun: datetime, ended: datetime) -> float:
    won = (one for one in deals.values() if one.won_at is not None and begun <= one.won_at < ended)
    return float(sum(one.amount_minor for one in won))


def _expected(model: Linear, deals: dict[int, Life], begun: datetime, ended: datetime) -> tuple[float, float]:
    known = world.records(one for one in deals.values() if one.ended_at is None or one.ended_at <= begun)
    by_model = by_stage = 0.0
    for one in deals.values():
        shot = snapshot(one.facts, begun)
        day = shot.expected_win_on if shot else None
        if shot is not None and day is not None and begun.date() <= day < ended.date():
            by_stage += shot.amount_minor * shot.percent / 100
            seen = case(shot, one.customer_id, known, begun, world.ZONE)
            by_model += shot.amount_minor * model.probability(seen)
    return by_model, by_stage


def _table(found: dict[str, Any]) -> str:
    months = found["months"]
    lines = [
        f"learnt from {found['learnt_from_deals']} deals; a win within {found['horizon_days']} days counts"
    ]
    for part in ("companies_held_out", "later_periods", "after_drift", "own_companies", "forecast_error"):
        lines.append(f"\n{part}")
        lines += [f"  {name:26} {value}" for name, value in found[part].items()]
    lines.append(
        "\nmonths, so many days before their end: mean error, and the share within the interval of 80 %"
    )
    lines += [f"  {name:26} {value}" for name, value in months.items()]
    return "\n".join(lines)
