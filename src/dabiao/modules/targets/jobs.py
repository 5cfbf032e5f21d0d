"""Schedules and job handlers of targets: sums by day follow the records, and old records come into the ledger."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.models import OPEN, Job
from dabiao.core.timers.registry import every, job, timer
from dabiao.core.timers.running import JobRun
from dabiao.core.timers.services import enqueue
from dabiao.modules.targets import services
from dabiao.modules.targets.queries import attainment
from dabiao.modules.targets.queries.alarms import to_be_judged
from dabiao.modules.targets.services import reserves
from dabiao.modules.targets.services.crediting import CREDIT

TALLY = "targets.tally"
REST = 19  # times as long as the last run took


@every(10, "targets.follow")
def follow(_: Any, now: datetime) -> None:
    """Have the job run where something changed, for at most a twentieth of the time: days with marks are read from the
    records until then, and are right all the while. A day's sums take the longer the more came in on it."""
    if not attainment.is_behind():
        return
    last = Job.objects.filter(kind=TALLY).order_by("pk").last()
    if last is not None and (last.status in OPEN or now < _rested(last)):
        return
    enqueue(TALLY, {}, SYSTEM, now)


def _rested(last: Job) -> datetime:
    if last.started_at is None or last.finished_at is None:
        return last.created_at
    return last.finished_at + (last.finished_at - last.started_at) * REST


@job(TALLY)
def tally(run: JobRun) -> dict[str, Any]:
    """What was marked when it began; what comes in meanwhile is the next one's."""
    done, until = 0, attainment.last_mark()
    while services.tally(most=1, until=until, actor=SYSTEM, now=run.now()):
        done += 1
        run.progress(done)
    return {"steps": done}


@job(CREDIT)
def credit(run: JobRun) -> dict[str, Any]:
    """Records from before there was a ledger, and what a repair by hand has changed: by whoever has them now."""
    return {"entries": services.credit_all(actor=SYSTEM, now=run.now())}


@timer(reserves.DUE)
def reserve_due(payload: dict[str, Any], now: datetime) -> None:
    """A reserve measure's day has come."""
    reserves.tell_due(payload["reserve_id"], actor=SYSTEM, now=now)


@every(1800, "targets.judge")
def judge(_: Any, now: datetime) -> None:
    """Once a day, after the company's midnight, for each tree; what was missed while nothing ran is judged then."""
    for tree_id in to_be_judged(now):
        services.judge_ended(tree_id, actor=SYSTEM, now=now)


@timer(services.CALL)
def call_for_a_decision(payload: Any, now: datetime) -> None:
    services.follow_up(payload["id"], stage=payload["stage"], actor=SYSTEM, now=now)
