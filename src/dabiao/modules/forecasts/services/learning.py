"""A model is trained on what became of deals, and is used only while it beats the plain chances on deals that came later."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.events.services import record
from dabiao.core.learning import figures
from dabiao.core.learning.linear import Linear, kept, read
from dabiao.core.timers.services import enqueue
from dabiao.modules.forecasts import events
from dabiao.modules.forecasts.enums import ForecastWhy
from dabiao.modules.forecasts.models import Model
from dabiao.modules.forecasts.queries import cases, serving
from dabiao.modules.forecasts.rules import learning as rules
from dabiao.modules.forecasts.services import choosing

PERMISSION = "forecast.manage"


def ask_training(*, actor: Actor, now: datetime) -> None:
    """Have a job train a model now, besides the one of every week. Raises `access.forbidden`."""
    actor.require(PERMISSION)
    enqueue("forecasts.train", {}, actor, now)


def train(*, actor: Actor, now: datetime) -> Model:
    """Look again at the model in use, train another on the older deals, and let that be used which has shown on later ones
    that it is better than both plain chances. Where none is any more, the company's forecast goes by stage again, and
    administrators hear of it."""
    history = cases.history(now)
    present = Model.objects.filter(in_use=True).first()
    check = _checked(present, now) if present is not None else {}
    row, model = _trained(history, now)
    with transaction.atomic():
        hold_name("forecast model")
        if present is not None:
            _settle(present, check, row, now)
        row.artefact = kept(model) if model is not None else None
        row.in_use = row.why == ForecastWhy.BETTER
        row.save()
        told = events.ModelTrained(version=row.pk, why=row.why, in_use=row.in_use)
        record(told, row, actor=actor, now=now)
        if present is not None and serving.in_use() is None:
            choosing.fall_back(actor=actor, now=now)
        access.announce()
    return row


def _settle(present: Model, check: dict[str, Any], row: Model, now: datetime) -> None:
    lost = bool(check) and rules.has_lost(check)
    if row.why == ForecastWhy.BETTER or lost:
        present.in_use, present.why = False, ForecastWhy.LOST if lost else ForecastWhy.REPLACED
    present.checked_at, present.check_figures = now, check
    present.save(update_fields=["in_use", "why", "checked_at", "check_figures"])


def _checked(present: Model, now: datetime) -> dict[str, Any]:
    """The model in use on deals opened after those it learnt from; nothing while they are too few."""
    later = (
        cases.opened_since(present.window_until, present.horizon_days, now) if present.window_until else []
    )
    if not rules.is_enough_to_check(later):
        return {}
    model = read(present.artefact)
    said = [model.probability(one.case) for one in later]
    found = rules.judged(rules.Trial(later, said, [present.figures["learnt_rate"]] * len(later)))
    return {**found, "drift": figures.drift(present.figures["said_sample"], said)}


def _trained(history: cases.History, now: datetime) -> tuple[Model, Linear | None]:
    """Judged fold by fold, then learnt from all there is: what was judged is the way of learning, which a few dozen deals more
    make no worse."""
    row = Model(trained_at=now, horizon_days=history.days, why=ForecastWhy.TOO_FEW)
    examples = history.examples
    ends = rules.outcomes(examples)
    row.figures = {"known": len(ends), "won": sum(ends.values())}
    if not rules.is_enough(examples):
        row.figures["missing"] = rules.missing(examples)
        return row, None
    opened = [one.opened_at for one in examples]
    row.window_from, row.window_until = min(opened), max(opened)
    try:
        trial, model = rules.tried(examples), rules.learn(examples)
    except (ImportError, OSError):
        row.why = ForecastWhy.NO_LIBRARY
        return row, None
    row.figures |= {
        **rules.judged(trial),
        "learnt_from": len(ends),
        "learnt_cases": len(examples),
        "learnt_rate": rules.rate(examples),
        "tested_from": min(one.opened_at for one in trial.late).isoformat(),
        "weights": model.strengths(),
        "said_sample": [round(one, 4) for one in trial.said[:: max(1, len(trial.said) // 500)]],
    }
    row.why = rules.verdict(row.figures)
    return row, model
