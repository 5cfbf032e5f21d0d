"""The worker's side. A count that is stopped half-way is begun again; each index counted is a gain by itself."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.files import services as files
from dabiao.core.timers.models import OPEN, Job
from dabiao.core.timers.registry import every, job
from dabiao.core.timers.running import JobRun
from dabiao.core.timers.services import enqueue
from dabiao.core.upkeep import statistics

COUNT = "upkeep.statistics"
SWEEP = "upkeep.files"
HOUR = 3600.0
DAY = 24 * HOUR


@every(HOUR, "upkeep.hourly")
def hourly(_: Any, now: datetime) -> None:
    if statistics.are_kept_by_hand() and not Job.objects.filter(kind=COUNT, status__in=OPEN).exists():
        enqueue(COUNT, {}, SYSTEM, now)


@every(DAY, "upkeep.daily")
def daily(_: Any, now: datetime) -> None:
    if not Job.objects.filter(kind=SWEEP, status__in=OPEN).exists():
        enqueue(SWEEP, {}, SYSTEM, now)


@job(SWEEP)
def sweep(run: JobRun) -> dict[str, Any]:
    """Bytes that no row speaks of any more; each folder swept is a gain by itself."""
    freed = 0
    for done, size in enumerate(files.sweep(), start=1):
        freed += size
        run.progress(done, 256)
    return {"freed_bytes": freed}


@job(COUNT)
def count(run: JobRun) -> dict[str, Any]:
    indexes = statistics.indexes()
    for done, index in enumerate(indexes, start=1):
        statistics.count(index)
        run.progress(done, len(indexes))
    statistics.tell_everybody()
    return {"indexes": len(indexes)}
