"""The worker's side: indexes built and dropped, data of purged fields erased. Each may be killed and started again."""

from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from dabiao.core.access.services.roles import announce
from dabiao.core.actor import SYSTEM
from dabiao.core.events.services import record
from dabiao.core.fields import events, indexing, purging
from dabiao.core.fields.enums import IndexState
from dabiao.core.fields.models import CustomField
from dabiao.core.fields.services import name_of
from dabiao.core.timers.models import OPEN, Job
from dabiao.core.timers.registry import every, job
from dabiao.core.timers.running import JobRun
from dabiao.core.timers.services import enqueue


@job("fields.index")
def see_to_index(run: JobRun) -> dict[str, Any]:
    """Make the database as the definition wants it, and again if that changed meanwhile."""
    field_id: int = run.payload["field_id"]
    while True:
        row = CustomField.objects.filter(pk=field_id).first()
        wanted = row is not None and row.indexed
        try:
            if row is not None and wanted:
                indexing.make(row)
            else:
                indexing.drop(field_id)
        except DatabaseError as error:
            _note(field_id, IndexState.FAILED, str(error)[:300])
            raise
        if _note(field_id, IndexState.READY if wanted else IndexState.NONE, "", wanted=wanted):
            return {"indexed": wanted}


@transaction.atomic
def _note(field_id: int, state: IndexState, error: str, *, wanted: bool | None = None) -> bool:
    """False when something else is wanted by now."""
    row = CustomField.objects.select_for_update().filter(pk=field_id).first()
    if row is None:
        return not wanted
    if wanted is not None and row.indexed != wanted:
        return False
    if (row.index_state, row.index_error) != (state, error):
        row.index_state, row.index_error = state, error
        row.save(update_fields=["index_state", "index_error"])
        announce()
    return True


@every(60, "fields.settle")
def settle(_: Any, now: datetime) -> None:
    """An index that is gone (a migration may rebuild a table), or whose job was given up, is built anew."""
    fields = list(
        CustomField.objects.filter(indexed=True, purging=False).exclude(index_state=IndexState.FAILED)
    )
    if not fields:
        return
    at_work = {payload["field_id"] for payload in _open_jobs("fields.index")}
    for row in fields:
        if row.pk in at_work or (row.index_state == IndexState.READY and indexing.stands(row.pk)):
            continue
        CustomField.objects.filter(pk=row.pk).update(index_state=IndexState.BUILDING)
        enqueue("fields.index", {"field_id": row.pk}, SYSTEM, now)
        announce()


def _open_jobs(kind: str) -> list[dict[str, Any]]:
    return list(Job.objects.filter(kind=kind, status__in=OPEN).values_list("payload", flat=True))


@job("fields.purge")
def purge(run: JobRun) -> dict[str, Any]:
    """Erase what records hold, then the index, then the definition; `run.done` counts the records."""
    row = CustomField.objects.filter(pk=run.payload["field_id"]).first()
    if row is None:
        return {"records": run.done}

    def each(last_id: int, records: int) -> None:
        run.checkpoint = last_id
        run.progress(run.done + records)

    purging.purge(row, after=run.checkpoint or 0, each=each)
    indexing.drop(row.pk)
    while not _forgotten(row, run):
        purging.purge(row, after=0, each=each)  # written by somebody who began before the field was hidden
    return {"records": run.done}


@transaction.atomic
def _forgotten(row: CustomField, run: JobRun) -> bool:
    locked = CustomField.objects.select_for_update().get(pk=row.pk)
    if purging.is_left(locked):
        return False
    fact = events.FieldPurged(row.kind, row.key, name_of(row), run.done)
    record(fact, ("field", row.pk), actor=SYSTEM, now=run.now())
    locked.delete()
    announce()
    return True
