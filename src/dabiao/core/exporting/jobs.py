"""The worker's side of exports: writing them, and the ends of their deadlines."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.exporting import engine, events
from dabiao.core.exporting.enums import AT_WORK, ExportStatus
from dabiao.core.exporting.models import Export
from dabiao.core.exporting.services import close, what
from dabiao.core.files import services as files
from dabiao.core.notifications.services import notify
from dabiao.core.timers.models import OPEN, Job
from dabiao.core.timers.registry import every, job, timer
from dabiao.core.timers.running import JobRun


@job("export")
def run_export(job_run: JobRun) -> dict[str, Any]:
    """Write the file from its first row; nothing of an earlier attempt is of use."""
    export = engine.write(job_run.payload["export_id"], clock=job_run.now, step=job_run.progress)
    return {"status": export.status, "rows": export.total}


@timer("exporting.lapse")
def lapse(payload: Any, now: datetime) -> None:
    """Nobody has decided in time."""
    export = _locked(payload["id"])
    if export is None or export.status != ExportStatus.WAITING:
        return
    close(export, ExportStatus.LAPSED, now)
    asked_by = export.asked_by.name
    fact = events.ExportLapsed(
        record_kind=export.kind, what=what(export), rows=export.rows, asked_by=asked_by
    )
    record(fact, export, actor=SYSTEM, now=now)
    notify([export.asked_by_id], "export.lapsed", {"what": what(export)}, export, now)


@timer("exporting.expire")
def expire(payload: Any, now: datetime) -> None:
    """The file is deleted; that there was one, and who took it, stays known."""
    export = _locked(payload["id"])
    if export is None or export.file_id is None:
        return
    file_id, export.file, export.status = export.file_id, None, ExportStatus.EXPIRED
    export.save(update_fields=["file", "status"])
    files.forget(file_id)
    fact = events.ExportExpired(
        record_kind=export.kind, what=what(export), rows=export.total or 0, downloads=export.downloads
    )
    record(fact, export, actor=SYSTEM, now=now)


@every(30, "exporting.settle")
def settle(_: Any, now: datetime) -> None:
    """Close exports whose job is over without them: given up after repeated crashes."""
    for export_id, job_id in Export.objects.filter(status__in=AT_WORK).values_list("pk", "job_id"):
        if not Job.objects.filter(pk=job_id or 0, status__in=OPEN).exists():
            engine.fail(export_id, Conflict("exporting.crashed"), now)


def _locked(id: int) -> Export | None:
    """Timers run in a transaction of their own, which keeps the lock."""
    return Export.objects.select_for_update(of=("self",)).select_related("asked_by").filter(pk=id).first()
