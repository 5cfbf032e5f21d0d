"""The model's card, and the chances of one deal with what they rest on."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.i18n import text
from dabiao.core.scoping import fetch
from dabiao.core.timers.models import OPEN, Job
from dabiao.modules.forecasts.models import Model, Timing
from dabiao.modules.forecasts.queries import cases, serving
from dabiao.modules.forecasts.rules.standing import Standing
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.queries import learning as deals
from dabiao.modules.opportunities.queries import outlook as rows

READ = "opportunity.read"
MOST_FEATURES = 8


def model(*, language: str, actor: Actor) -> dict[str, Any]:
    """The card of the model in use, else of the newest. Raises `access.forbidden`."""
    actor.require(READ)
    newest = Model.objects.order_by("-pk").first()
    used = Model.objects.filter(in_use=True).first()
    policy = serving.policy()
    return {
        "mode": policy.model_mode,
        "version": policy.version,
        "training": Job.objects.filter(kind="forecasts.train", status__in=OPEN).exists(),
        "in_use": serving.in_use() is not None,
        "may_manage": actor.may("forecast.manage"),
        "card": _card(used or newest, language) if newest is not None else None,
        "timing": _timing(),
    }


def _timing() -> dict[str, Any] | None:
    """What is in use of when deals are won, else what was learnt last."""
    row = Timing.objects.order_by("-in_use", "-pk").first()
    if row is None:
        return None
    names = ("trained_at", "why", "in_use")
    return {"version": row.pk, **{name: getattr(row, name) for name in names}, **row.figures}


def _card(row: Model, language: str) -> dict[str, Any]:
    names = ("trained_at", "window_from", "window_until", "horizon_days", "why", "in_use", "checked_at")
    told = {name: one for name, one in row.figures.items() if name not in ("said_sample", "learnt_rate")}
    weights = sorted(told.pop("weights", {}).items(), key=lambda pair: -pair[1])[:MOST_FEATURES]
    checked = ("tested_deals", "brier_model", "brier_stage", "brier_competition", "drift")
    return {
        "version": row.pk,
        **{name: getattr(row, name) for name in names},
        "figures": told,
        "check": {name: row.check_figures.get(name) for name in checked},
        "features": [_feature(name, language) for name, _ in weights],
    }


def _feature(name: str, language: str) -> str:
    return text(language, f"said.forecast.feature.{name}")


def of_deal(id: int, *, language: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """Three chances of a deal, which of them counts, and what moves the model's. Raises `core.not_found`."""
    fetch(opportunities.visible_to(actor), id)
    kind, percent, rivals, said = rows.one_open(id)
    served = serving.in_use() if kind == "open" and said is not None else None
    reasons: list[dict[str, Any]] = []
    if served is not None:
        [(_, case)] = cases.standing([id], Standing(served.standing, deals.bought([id])), now)
        found = served.reasons(case) if case is not None else ()
        reasons = [{"name": _in_words(name, case, language), "points": points} for name, points in found]
    return {
        "by_stage": float(percent) if kind == "open" else _ended(kind),
        "by_competition": _by_competition(rivals) if kind == "open" else _ended(kind),
        "by_model": said / 10 if served is not None and said is not None else None,
        "used": opportunities.forecast_way(),
        "horizon_days": _horizon() if served is not None else None,
        "reasons": reasons,
    }


def _ended(kind: str) -> float:
    return 100.0 if kind == "won" else 0.0


def _by_competition(rivals: int) -> float:
    chance = Fraction(1, rivals + 1) if rivals else Fraction(4, 5)
    return int(chance * 1000 + Fraction(1, 2)) / 10


def _horizon() -> int | None:
    return Model.objects.filter(in_use=True).values_list("horizon_days", flat=True).first()


def _in_words(name: str, case: Any, language: str) -> str:
    """A column with what it holds for this deal: 「距上次联系 21 天」."""
    value = case.get(name)
    if name == "customer":
        return text(language, f"said.forecast.reason.customer_{value}")
    if value is None or (name == "until_win" and value < 0):
        return text(language, f"said.forecast.reason.{name}_{'none' if value is None else 'past'}")
    if name == "owner":
        shown: Any = round(100 * value)
    elif name == "cut":
        shown = round(100 * value)
    elif name == "amount":
        shown = ""
    else:
        shown = round(value) if isinstance(value, float) else value
    return text(language, f"said.forecast.reason.{name}", value=shown)
