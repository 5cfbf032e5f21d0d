"""A model is trained on what became of leads, and grades only while it beats the rules on leads that came later."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.events.services import record
from dabiao.core.learning import figures
from dabiao.core.learning.models import Learnt, kept, read
from dabiao.core.learning.verdicts import ModelVerdict
from dabiao.core.timers.services import enqueue
from dabiao.modules.grading import events
from dabiao.modules.grading.enums import GRADES
from dabiao.modules.grading.models import Model
from dabiao.modules.grading.queries import history
from dabiao.modules.grading.queries.history import HORIZON_DAYS, Example
from dabiao.modules.grading.queries.serving import grade_of
from dabiao.modules.grading.services.ruling import PERMISSION

LEAST_TESTED, LEAST_CONVERTED = 300, 30  # later leads, and conversions among them, that a verdict needs
LEAST_GAIN = 0.02  # of the AUC over the rules, with the whole interval above 0
WORST_CALIBRATION = 0.04  # beyond chance
SHARES = {"A": 0.15, "B": 0.40, "C": 0.70}  # so many of a hundred are at least that


def ask_training(*, actor: Actor, now: datetime) -> None:
    """Have a job train a model now, besides the one of every week. Raises `access.forbidden`."""
    actor.require(PERMISSION)
    enqueue("grading.train", {}, actor, now)


def train(*, actor: Actor, now: datetime) -> Model:
    """Look again at the model in use, train another on the older part of what is known, and let that grade which has shown on
    later leads that it is better than the rules; otherwise the rules grade."""
    known = history.examples(now=now)
    present = Model.objects.filter(in_use=True).first()
    check = _checked(present, known) if present is not None else {}
    row, model = _trained(known, now)
    with transaction.atomic():
        hold_name("grading model")
        if present is not None:
            _settle(present, check, row, now)
        row.artefact = kept(model) if model is not None else None
        row.in_use = row.why == ModelVerdict.BETTER
        row.save()
        told = events.ModelTrained(version=row.pk, why=row.why, in_use=row.in_use)
        record(told, row, actor=actor, now=now)
        access.announce()
    return row


def _settle(present: Model, check: dict[str, Any], row: Model, now: datetime) -> None:
    lost = bool(check) and (check["gain"]["value"] <= 0 or _off(check) > 2 * WORST_CALIBRATION)
    if row.why == ModelVerdict.BETTER or lost:
        present.in_use, present.why = False, ModelVerdict.LOST if lost else ModelVerdict.REPLACED
    present.checked_at, present.check_figures = now, check
    present.save(update_fields=["in_use", "why", "checked_at", "check_figures"])


def _checked(present: Model, known: Sequence[Example]) -> dict[str, Any]:
    """The model in use on leads that came after those it learnt from and was tested on; nothing while they are too few."""
    later = [one for one in known if present.window_until and one.received_at > present.window_until]
    if not _enough(later):
        return {}
    model = read(present.artefact)
    said = [model.probability(one.case) for one in later]
    return {**_figures(later, said), "drift": figures.drift(present.figures["said_sample"], said)}


def _enough(tested: Sequence[Example]) -> bool:
    hits = sum(one.converted for one in tested)
    return len(tested) >= LEAST_TESTED and LEAST_CONVERTED <= hits < len(tested)


def _trained(known: Sequence[Example], now: datetime) -> tuple[Model, Learnt | None]:
    row = Model(trained_at=now, horizon_days=HORIZON_DAYS, why=ModelVerdict.TOO_FEW)
    row.figures = {"known": len(known), "converted": sum(one.converted for one in known)}
    first, second = int(len(known) * 0.6), int(len(known) * 0.75)
    early, held, late = known[:first], known[first:second], known[second:]
    if not (_enough(late) and any(one.converted for one in early) and any(one.converted for one in held)):
        return row, None
    row.window_from, row.window_until = early[0].received_at, late[-1].received_at
    try:
        from dabiao.core.learning.training import train as learn

        model = learn(
            [one.case for one in early],
            [one.converted for one in early],
            [one.case for one in held],
            [one.converted for one in held],
        )
    except (ImportError, OSError):  # OSError: a system library of LightGBM's is missing
        row.why = ModelVerdict.NO_LIBRARY
        return row, None
    said = [model.probability(one.case) for one in late]
    row.cuts = _cuts([model.probability(one.case) for one in held])
    row.figures |= {
        **_figures(late, said),
        "learnt_from": len(early),
        "held": len(held),
        "weights": model.weights(),
        "grades": _by_grade(late, said, row.cuts),
        "tested_from": late[0].received_at.isoformat(),
        "said_sample": [round(one, 4) for one in said[:: max(1, len(said) // 500)]],
    }
    row.why = _verdict(row.figures)
    return row, model


def _figures(tested: Sequence[Example], said: Sequence[float]) -> dict[str, Any]:
    truth, points = [one.converted for one in tested], [one.points for one in tested]
    return {
        "tested": len(tested),
        "base_rate": sum(truth) / len(truth),
        "auc_model": asdict(figures.auc(truth, said)),
        "auc_rules": asdict(figures.auc(truth, points)),
        "gain": asdict(figures.auc_gain(truth, said, points)),
        "calibration_error": figures.calibration_error(truth, said),
        "calibration_noise": figures.calibration_noise(said),
        "reliability": [asdict(one) for one in figures.reliability(truth, said)],
        "roc": figures.roc(truth, said),
        "roc_rules": figures.roc(truth, points),
        "months": _by_month(tested, said),
    }


def _by_month(tested: Sequence[Example], said: Sequence[float]) -> list[dict[str, Any]]:
    """What was said of the leads of each month, on average, and what came of them."""
    zone, months = get_default_timezone(), dict[str, list[tuple[float, int]]]()
    for one, probability in zip(tested, said, strict=True):
        month = one.received_at.astimezone(zone).strftime("%Y-%m")
        months.setdefault(month, []).append((probability, one.converted))
    return [
        {
            "month": month,
            "count": len(pairs),
            "said": sum(probability for probability, _ in pairs) / len(pairs),
            "true": sum(came for _, came in pairs) / len(pairs),
        }
        for month, pairs in sorted(months.items())
    ]


def _verdict(found: dict[str, Any]) -> str:
    gain = found["gain"]
    if gain["value"] < LEAST_GAIN or gain["low"] <= 0:
        return ModelVerdict.NOT_BETTER
    return ModelVerdict.BETTER if _off(found) <= WORST_CALIBRATION else ModelVerdict.BADLY_CALIBRATED


def _off(found: dict[str, Any]) -> float:
    """The calibration error beyond what chance alone would show on so few leads."""
    return float(found["calibration_error"] - found["calibration_noise"])


def _cuts(said: Sequence[float]) -> dict[str, float]:
    ordered = sorted(said, reverse=True)
    return {
        grade: ordered[min(len(ordered) - 1, int(len(ordered) * share))] for grade, share in SHARES.items()
    }


def _by_grade(
    tested: Sequence[Example], said: Sequence[float], cuts: dict[str, float]
) -> list[dict[str, Any]]:
    counts = {grade: [0, 0] for grade in GRADES}
    for one, probability in zip(tested, said, strict=True):
        cell = counts[grade_of(probability, cuts)]
        cell[0], cell[1] = cell[0] + 1, cell[1] + one.converted
    return [
        {"grade": grade, "count": count, "converted": hits, "least": cuts.get(grade)}
        for grade, (count, hits) in counts.items()
    ]
