"""The chance of each open deal by the model in use, kept with the deal: all of them by a job, one when it changes."""

from collections.abc import Collection
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.forecasts.models import Model
from dabiao.modules.forecasts.queries import cases, facts, serving
from dabiao.modules.forecasts.queries.serving import Served
from dabiao.modules.forecasts.rules.snapshots import Past
from dabiao.modules.forecasts.rules.standing import Standing, standing
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.queries import learning as deals

SLICE = 1_000  # deals in one transaction


def prepare(*, actor: Actor, now: datetime) -> bool:
    """Count anew what everybody has won; whether a model is in use. Where none is, no deal keeps a chance by it."""
    served = serving.in_use()
    if served is None:
        opportunities.forget_model_chances(actor=actor, now=now)
        return False
    Model.objects.filter(pk=served.version).update(standing=standing(facts.endings(now)))
    return True


def score_slice(*, after: int, actor: Actor, now: datetime) -> int | None:
    """The open deals beyond this number, so many; returns the last one, None where there are none or no model is in use."""
    served = serving.in_use()
    ids = deals.still_open(after=after, limit=SLICE) if served else []
    if served is None or not ids:
        return None
    _keep(served, ids, actor, now)
    return ids[-1]


def score(ids: Collection[int], *, actor: Actor, now: datetime) -> None:
    """Deals that changed. Nothing where no model is in use."""
    served = serving.in_use()
    if served is not None:
        _keep(served, ids, actor, now)


def _keep(served: Served, ids: Collection[int], actor: Actor, now: datetime) -> None:
    past: Past = Standing(served.standing, deals.bought(ids))
    said = {id: served.thousandths(case) for id, case in cases.standing(ids, past, now) if case is not None}
    opportunities.note_model_chances(said, actor=actor, now=now)
