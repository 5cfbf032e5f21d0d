"""The worker's side of imports."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Invalid
from dabiao.core.importing import engine, undoing
from dabiao.core.importing.enums import ACTIVE, UNDOING, ImportStatus, UndoStatus
from dabiao.core.importing.models import ImportRun
from dabiao.core.importing.results import COUNTED
from dabiao.core.timers.models import OPEN, Job, JobStatus
from dabiao.core.timers.registry import every, job
from dabiao.core.timers.running import JobRun


@job("import")
def run_import(job_run: JobRun) -> dict[str, Any]:
    """Go on from the last whole chunk. The import's row holds the position; the job's checkpoint repeats it."""

    def after_chunk(run: ImportRun) -> None:
        job_run.checkpoint = run.position
        job_run.progress(run.done, run.total)

    run = engine.execute(job_run.payload["run_id"], clock=job_run.now, after_chunk=after_chunk)
    return {"status": run.status, **{name: getattr(run, name) for name in COUNTED.values()}}


@job("import_undo")
def run_undo(job_run: JobRun) -> dict[str, Any]:
    """Go on behind the last whole chunk, towards the first row."""

    def after_chunk(run: ImportRun) -> None:
        job_run.checkpoint = run.undo_position
        job_run.progress(run.undone + run.kept, run.created + run.updated + run.joined)

    run = undoing.execute(job_run.payload["run_id"], clock=job_run.now, after_chunk=after_chunk)
    return {"status": run.undo_status, "undone": run.undone, "kept": run.kept}


@every(30, "importing.settle")
def settle(_: Any, now: datetime) -> None:
    """Close imports and undos whose job is over without them: given up after repeated crashes, or cancelled from elsewhere."""
    for run_id, job_id in ImportRun.objects.filter(status__in=ACTIVE).values_list("pk", "job_id"):
        job_status = Job.objects.filter(pk=job_id or 0).values_list("status", flat=True).first()
        if job_status not in OPEN:
            _settle(run_id, cancelled=job_status == JobStatus.CANCELLED, now=now)
    undone = ImportRun.objects.filter(undo_status__in=UNDOING).values_list("pk", "undo_job_id")
    for run_id, job_id in undone:
        if not Job.objects.filter(pk=job_id or 0, status__in=OPEN).exists():
            undoing.close(run_id, UndoStatus.FAILED, now)


@transaction.atomic
def _settle(run_id: int, *, cancelled: bool, now: datetime) -> None:
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.status not in ACTIVE:
        return
    if cancelled:
        engine.finish(run, ImportStatus.CANCELLED, now=now, actor=SYSTEM)
    else:
        engine.finish(run, ImportStatus.FAILED, now=now, actor=SYSTEM, error=Invalid("importing.crashed"))
