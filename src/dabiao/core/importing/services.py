"""Importing a file: upload it, start it with a mapping, follow it, stop it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden
from dabiao.core.events.services import record
from dabiao.core.exporting.tables import TableFile
from dabiao.core.files import disk
from dabiao.core.files import services as files
from dabiao.core.importing import engine, guessing, options, outcomes, plan, queries, undoing
from dabiao.core.importing.enums import OVER, UNDOING, ImportStatus, Outcome, UndoStatus
from dabiao.core.importing.events import (
    ImportRejectsExported,
    ImportRowsExported,
    ImportStarted,
    ImportUndoAsked,
)
from dabiao.core.importing.kinds import ImportKind, fields_by_name, kind_named, register_import
from dabiao.core.importing.models import ImportedRow, ImportRun
from dabiao.core.importing.reading import limits, reader
from dabiao.core.importing.reading.survey import Survey, survey
from dabiao.core.importing.rejects import rejects_file
from dabiao.core.timers.services import cancel_job, enqueue

__all__ = [
    "cancel",
    "execute",
    "execute_undo",
    "export_rejects",
    "export_rows",
    "register_import",
    "start",
    "undo",
    "undo_preview",
    "upload",
]

execute = engine.execute
execute_undo = undoing.execute

# Later nobody knows any more who relied on what the import wrote.
UNDO_WITHIN = timedelta(days=30)
_PREVIEWED = 2_000


def upload(
    kind: str,
    source: str | Path | disk.Readable,
    filename: str,
    actor: Actor,
    now: datetime,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> ImportRun:
    """Take in a file, read it to its end, and guess what its columns mean.

    Nothing is kept of a file that cannot be read.

    `encoding`, `delimiter` and `sheet` replace what would be detected. Raises `Invalid` naming the fault and its mend.
    """
    meant = kind_named(kind)
    actor.require(meant.permission)
    said = {"encoding": encoding, "delimiter": delimiter, "sheet": sheet}
    if isinstance(source, str | Path):
        with Path(source).open("rb") as stream:
            return _taken_in(meant, stream, filename, actor, now, said)
    return _taken_in(meant, source, filename, actor, now, said)


def _taken_in(
    kind: ImportKind,
    stream: disk.Readable,
    filename: str,
    actor: Actor,
    now: datetime,
    said: Mapping[str, str | None],
) -> ImportRun:
    with disk.received(stream, limits.current().bytes) as incoming:
        table = reader.open(incoming.path, **said)
        found = survey(table)
        with transaction.atomic():
            file = files.keep(incoming, name=filename, actor=actor, now=now)
            return ImportRun.objects.create(
                kind=kind.kind,
                file=file,
                filename=file.name,
                **_layout(table),
                **_contents(kind, table, found, actor),
                created_by_id=actor.user_id,
                unit_id=actor.unit_id,
                via=actor.via,
                address=actor.address[:64],
                created_at=now,
            )


def _layout(table: reader.Table) -> dict[str, Any]:
    layout = table.layout
    return {
        "format": layout.format,
        "encoding": layout.encoding,
        "delimiter": layout.delimiter,
        "sheet": layout.sheet,
        "sheets": list(table.sheets),
        "epoch_1904": layout.epoch_1904,
    }


def _contents(kind: ImportKind, table: reader.Table, found: Survey, actor: Actor) -> dict[str, Any]:
    header = list(table.header)
    remembered = queries.remembered_mapping(kind.kind, header, actor)
    fields = fields_by_name(kind)
    known = {column: name for column, name in remembered.items() if name in fields}
    return {
        "header": header,
        "columns": [{"name": column.name, "samples": column.samples} for column in found.columns],
        "guess": known or guessing.guess(kind, found.columns),
        "total": found.rows,
    }


@transaction.atomic
def start(
    run_id: int, mapping: Mapping[str, str], options: Mapping[str, Any], actor: Actor, now: datetime
) -> ImportRun:
    """Queue the import, or after a dry run queue it again. Raises `importing.already_started` (409).

    Raises everything that `options.checked` refuses, all of it at once.

    With `{"dry_run": true}` every row goes through the module that owns the record, and nothing it writes is kept.
    """
    run = _own(run_id, actor)
    kind = kind_named(run.kind)
    actor.require(kind.permission)
    if run.status != ImportStatus.UPLOADED and not (run.dry_run and run.status in OVER):
        raise Conflict("importing.already_started", status=run.status)
    run.mapping, run.options = _checked(kind, run, mapping, options)
    run.mode = run.options.pop("mode")
    run.rejects.all().delete()
    ImportedRow.objects.filter(run_id=run.pk).delete()
    run.begin_anew(dry_run=run.options.pop("dry_run", False))
    run.job_id = enqueue("import", {"run_id": run.pk}, actor, now).pk
    run.save()
    fact = ImportStarted(
        record_kind=run.kind, filename=run.filename, total=run.total, dry_run=run.dry_run, mode=run.mode
    )
    record(fact, run, actor=actor, now=now)
    return run


def _checked(
    kind: ImportKind, run: ImportRun, mapping: Any, given: Any
) -> tuple[dict[str, str], dict[str, Any]]:
    clean_mapping, clean_options = options.checked(kind, run.header, mapping, given)
    plan.build(kind, run.header, engine.layout_of(run), clean_mapping, clean_options)
    return clean_mapping, clean_options


@transaction.atomic
def cancel(run_id: int, actor: Actor, now: datetime) -> ImportRun:
    """Stop an import: what it has made stays, and the counters say how much. Raises `importing.already_over` (409)."""
    run = _own(run_id, actor)
    if run.status in OVER:
        raise Conflict("importing.already_over", status=run.status)
    if run.job_id is not None:
        cancel_job(run.job_id, now)
    engine.finish(run, ImportStatus.CANCELLED, now=now, actor=actor)
    return run


def undo_preview(run_id: int, actor: Actor, now: datetime) -> dict[str, int]:
    """What an undo would find now: rows by what they did, and how many of the new records were touched since.

    Raises as `undo`.
    """
    run = queries.get(run_id, actor=actor)
    _check_undo(run, actor, now)
    kind, touched, last = kind_named(run.kind), 0, 0
    rows = queries.undoable(run).order_by("row_number")
    while chunk := list(rows.filter(row_number__gt=last, outcome=Outcome.CREATED)[:_PREVIEWED]):
        touched += len(undoing.touches(kind, run, chunk))
        last = chunk[-1].row_number
    return {"created": run.created, "touched": touched, "updated": run.updated, "joined": run.joined}


@transaction.atomic
def undo(run_id: int, actor: Actor, now: datetime) -> ImportRun:
    """Have a worker take an import back, as far as nobody has worked with its records since.

    Raises `access.forbidden`, and (409) `importing.not_undoable`, `.undo_under_way`, `.already_undone`, `.undo_too_late`.
    """
    run = queries.get(run_id, actor=actor, lock=True)
    _check_undo(run, actor, now)
    run.undo_status, run.undo_by_id, run.undo_via = UndoStatus.QUEUED, actor.user_id, actor.via
    run.undo_asked_at, run.undo_finished_at = now, None
    run.undo_job_id = enqueue("import_undo", {"run_id": run.pk}, actor, now).pk
    run.save()
    rows = run.created + run.updated + run.joined
    fact = ImportUndoAsked(record_kind=run.kind, filename=run.filename, rows=rows)
    record(fact, run, actor=actor, now=now)
    return run


def _check_undo(run: ImportRun, actor: Actor, now: datetime) -> None:
    if not queries.may_undo(actor, run):
        raise Forbidden("access.forbidden", permission="import.undo")
    if run.undo_status in UNDOING:
        raise Conflict("importing.undo_under_way")
    if run.undo_status == UndoStatus.DONE:
        raise Conflict("importing.already_undone")
    if kind_named(run.kind).undo is None or run.dry_run or run.status not in OVER:
        raise Conflict("importing.not_undoable", status=run.status)
    if not queries.undoable(run).exists():
        raise Conflict("importing.not_undoable", status=run.status)
    if now - (run.finished_at or run.created_at) > UNDO_WITHIN:
        raise Conflict("importing.undo_too_late", days=UNDO_WITHIN.days)


@transaction.atomic
def export_rows(*, run_id: int, format: str, language: str, actor: Actor, now: datetime) -> TableFile:
    """What became of every row, as a file; noted in the audit trail. Raises `access.forbidden` to strangers."""
    run = queries.get(run_id, actor=actor)
    queries.demand_contents(actor, run)
    export = outcomes.results_file(run, format=format, language=language, actor=actor)
    record(ImportRowsExported(filename=run.filename, rows=run.done), run, actor=actor, now=now)
    return export


@transaction.atomic
def export_rejects(*, run_id: int, format: str, language: str, actor: Actor, now: datetime) -> TableFile:
    """The rows that were not taken, as a file; noted in the audit trail. Raises `access.forbidden` to strangers."""
    run = queries.get(run_id, actor=actor)
    queries.demand_contents(actor, run)
    export = rejects_file(run, format=format, language=language)
    record(ImportRejectsExported(filename=run.filename, rows=run.rejected), run, actor=actor, now=now)
    return export


def _own(run_id: int, actor: Actor) -> ImportRun:
    """The run, locked. Only who uploaded a file decides what becomes of it."""
    run = queries.get(run_id, actor=actor, lock=True)
    if not actor.is_system and run.created_by_id != actor.user_id:
        raise Forbidden("importing.not_yours")
    return run
