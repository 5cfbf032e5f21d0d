"""Schedules and job handlers of forecasts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.timers.models import OPEN, Job
from dabiao.core.timers.registry import every, job
from dabiao.core.timers.running import JobRun
from dabiao.core.timers.services import enqueue
from dabiao.modules.forecasts.queries import accuracy, sums
from dabiao.modules.forecasts.queries.rebuilding import Rebuilt
from dabiao.modules.forecasts.services import keeping, learning, pacing, scoring, summing

DAY = 24 * 3600
SETTLE = "forecasts.settle"


@every(7 * DAY, "forecasts.learn")
def learn_weekly(payload: Any, now: datetime) -> None:
    enqueue("forecasts.train", {}, SYSTEM, now)


@every(DAY, "forecasts.daily")
def tell_daily(payload: Any, now: datetime) -> None:
    enqueue("forecasts.score", {}, SYSTEM, now)


@job("forecasts.train")
def train(run: JobRun) -> dict[str, Any]:
    """Nothing is kept until it is done: a second run after a kill begins anew. Past forecasts are made good once."""
    actor = _actor(run)
    made = learning.train(actor=actor, now=run.now())
    past = Rebuilt(now=run.now())
    pacing.learn(past=past, actor=actor, now=run.now())
    if not accuracy.any_kept():
        keeping.rebuild(past=past, actor=actor, now=run.now())
    enqueue("forecasts.score", {}, SYSTEM, run.now())
    return {"version": made.pk, "why": made.why}


@job("forecasts.score")
def score(run: JobRun) -> dict[str, Any]:
    """Each open deal, a slice in each transaction, together with how far the job is; then the forecasts of the day."""
    if run.checkpoint is None:
        with transaction.atomic():
            scoring.prepare(actor=SYSTEM, now=run.now())
            run.checkpoint = 0
            run.progress(0)
    while True:
        with transaction.atomic():
            after = scoring.score_slice(after=int(run.checkpoint or 0), actor=SYSTEM, now=run.now())
            if after is None:
                break
            run.checkpoint = after
            run.progress(int(run.done) + scoring.SLICE)
    return {"kept": keeping.keep(actor=SYSTEM, now=run.now())}


@every(10, "forecasts.follow")
def follow(payload: Any, now: datetime) -> None:
    """Have the job run where a deal changed, or another day began."""
    if sums.is_behind(now) and not Job.objects.filter(kind=SETTLE, status__in=OPEN).exists():
        enqueue(SETTLE, {}, SYSTEM, now)


@job(SETTLE)
def settle(run: JobRun) -> dict[str, Any]:
    basis = sums.terms(run.now()).basis
    return {"people": sums.KEPT.work_off(run, basis, _settle(run))}


def _settle(run: JobRun) -> Callable[[int], int]:
    return lambda people: summing.settle(people=people, actor=SYSTEM, now=run.now())


def _actor(run: JobRun) -> Actor:
    if run.actor_id is None:
        return SYSTEM
    return actors.build(User.objects.get(pk=run.actor_id))
