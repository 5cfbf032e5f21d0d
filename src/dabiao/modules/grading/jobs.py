"""Schedules, timer handlers and job handlers of grading."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.timers.registry import every, job
from dabiao.core.timers.running import JobRun
from dabiao.core.timers.services import enqueue
from dabiao.modules.grading.services import applying, learning

WEEK = 7 * 24 * 3600


@job("grading.apply")
def apply_rules(run: JobRun) -> dict[str, Any]:
    """A slice in each transaction, together with how far the job is."""
    actor = _actor(run)
    done = int(run.done)
    while True:
        with transaction.atomic():
            after = applying.apply_slice(
                run.payload["application_id"], after=int(run.checkpoint or 0), actor=actor, now=run.now()
            )
            if after is None:
                return {"done": done}
            done += applying.SLICE
            run.checkpoint = after
            run.progress(done)


@job("grading.take_back")
def take_back(run: JobRun) -> dict[str, Any]:
    return _each(
        run, lambda actor: applying.undo_slice(run.payload["application_id"], actor=actor, now=run.now())
    )


@every(WEEK, "grading.learn")
def learn_weekly(payload: Any, now: datetime) -> None:
    enqueue("grading.train", {}, SYSTEM, now)


@job("grading.train")
def train(run: JobRun) -> dict[str, Any]:
    """Nothing is kept until it is done: a second run after a kill begins anew."""
    made = learning.train(actor=_actor(run), now=run.now())
    return {"version": made.pk, "why": made.why}


def _each(run: JobRun, step: Callable[[Actor], bool]) -> dict[str, Any]:
    actor, done = _actor(run), int(run.done)
    while True:
        with transaction.atomic():
            if not step(actor):
                return {"done": done}
            done += 1
            run.progress(done)


def _actor(run: JobRun) -> Actor:
    if run.actor_id is None:
        return SYSTEM
    return actors.build(User.objects.get(pk=run.actor_id))
