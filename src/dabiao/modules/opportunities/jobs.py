"""What changes of pipelines have to do to many deals, and what is reckoned every day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.timers.models import OPEN, Job
from dabiao.core.timers.registry import every, job, timer
from dabiao.core.timers.running import JobRun
from dabiao.core.timers.services import enqueue, schedule
from dabiao.modules.opportunities import services
from dabiao.modules.opportunities.queries import stage_sums
from dabiao.modules.opportunities.services import redesigning
from dabiao.modules.opportunities.services import stage_sums as summing
from dabiao.modules.opportunities.services.designing import JOB

SETTLE = "opportunities.settle"
STRAGGLERS = "opportunities.stragglers"
MOVING, WEIGHING = "moving", "weighing"  # the two parts of a checkpoint, each with how far it is
SOON = timedelta(minutes=1)


@job(JOB)
def redesign(run: JobRun) -> dict[str, Any]:
    """First the deals of the stages that went, whose number shrinks with every slice; then, behind the checkpoint, what the
    evidence of each carries."""
    id, actor = int(run.payload["redesign_id"]), _actor(run)
    done = int(run.done)
    while _is_moving(run):
        with transaction.atomic():
            moved = redesigning.move_slice(id, actor=actor, now=run.now())
            done += moved
            run.checkpoint = [MOVING, done] if moved else [WEIGHING, 0]
            run.progress(done)
    done = _weigh(run, id, done, actor)
    with transaction.atomic():
        redesigning.finish(id, actor=actor, now=run.now())
        # who moved a deal while the stage was just being retired comes after the last slice
        schedule(f"{STRAGGLERS}:{id}", run.now() + SOON, STRAGGLERS, {"redesign_id": id})
    return {"done": done}


@job(redesigning.TAKE_BACK)
def take_back(run: JobRun) -> dict[str, Any]:
    id, actor = int(run.payload["redesign_id"]), _actor(run)
    done = int(run.done)
    while _is_moving(run):
        with transaction.atomic():
            more = redesigning.undo_slice(id, actor=actor, now=run.now())
            done += 1
            run.checkpoint = [MOVING, done] if more else [WEIGHING, 0]
            run.progress(done)
    done = _weigh(run, id, done, actor)
    with transaction.atomic():
        redesigning.finish_undo(id, actor=actor, now=run.now())
    return {"done": done}


@timer(STRAGGLERS)
def stragglers(payload: Any, now: datetime) -> None:
    """At most a slice: hardly ever one or two."""
    redesigning.move_slice(int(payload["redesign_id"]), actor=SYSTEM, now=now)


def _is_moving(run: JobRun) -> bool:
    return run.checkpoint is None or run.checkpoint[0] == MOVING


def _weigh(run: JobRun, id: int, done: int, actor: Actor) -> int:
    while True:
        with transaction.atomic():
            last = int(run.checkpoint[1])
            after = redesigning.weigh_slice(id, after=last, actor=actor, now=run.now())
            if after is None:
                return done
            done += 1
            run.checkpoint = [WEIGHING, after]
            run.progress(done)


def _actor(run: JobRun) -> Actor:
    if run.actor_id is None:
        return SYSTEM
    return actors.build(User.objects.get(pk=run.actor_id))


@every(86_400, "opportunities.reckon")
def reckon(_: Any, now: datetime) -> None:
    services.reckon_usual_stays(actor=SYSTEM, now=now)
    services.void_what_is_gone(actor=SYSTEM, now=now)


@every(10, "opportunities.follow")
def follow(_: Any, now: datetime) -> None:
    """Have the job run where a deal changed, or another day began."""
    if stage_sums.is_behind(now) and not Job.objects.filter(kind=SETTLE, status__in=OPEN).exists():
        enqueue(SETTLE, {}, SYSTEM, now)


@job(SETTLE)
def settle(run: JobRun) -> dict[str, Any]:
    basis = stage_sums.terms(run.now()).basis
    return {"people": stage_sums.KEPT.work_off(run, basis, _settle(run))}


def _settle(run: JobRun) -> Callable[[int], int]:
    return lambda people: summing.settle(people=people, actor=SYSTEM, now=run.now())
