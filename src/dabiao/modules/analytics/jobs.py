"""The sums of the funnel follow the deals. What is not counted anew yet is read live: a delay costs time, not truth."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.models import OPEN, Job
from dabiao.core.timers.registry import every, job
from dabiao.core.timers.running import JobRun
from dabiao.core.timers.services import enqueue
from dabiao.modules.analytics import queries, services

SETTLE = "analytics.settle"


@every(10, "analytics.follow")
def follow(_: Any, now: datetime) -> None:
    """Have the job run where something changed."""
    if queries.is_behind() and not Job.objects.filter(kind=SETTLE, status__in=OPEN).exists():
        enqueue(SETTLE, {}, SYSTEM, now)


@job(SETTLE)
def settle(run: JobRun) -> dict[str, Any]:
    """A month at a time, each in a transaction of its own; so the checkpoint is the marks that are left."""
    done = 0
    while services.settle(months=1, actor=SYSTEM, now=run.now()):
        done += 1
        run.progress(done)
    return {"months": done}
