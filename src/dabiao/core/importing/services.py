"""Importing a file: upload it, start it with a mapping, follow it, stop it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden
from dabiao.core.events.services import record
from dabiao.core.exporting.services import Export
from dabiao.core.files import disk
from dabiao.core.files import services as files
from dabiao.core.importing import engine, guessing, options, plan, queries
from dabiao.core.importing.enums import OVER, ImportStatus
from dabiao.core.importing.events import ImportRejectsExported, ImportStarted
from dabiao.core.importing.kinds import ImportKind, kind_named, register_import
from dabiao.core.importing.models import ImportRun
from dabiao.core.importing.reading import limits, reader
from dabiao.core.importing.reading.survey import Survey, survey
from dabiao.core.importing.rejects import rejects_file
from dabiao.core.timers.services import cancel_job, enqueue

__all__ = ["cancel", "execute", "export_rejects", "register_import", "start", "upload"]

execute = engine.execute


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
    known = {column: name for column, name in remembered.items() if kind.field_named(name)}
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
    run.rejects.all().delete()
    run.begin_anew(dry_run=run.options.pop("dry_run", False))
    run.job_id = enqueue("import", {"run_id": run.pk}, actor, now).pk
    run.save()
    fact = ImportStarted(record_kind=run.kind, filename=run.filename, total=run.total, dry_run=run.dry_run)
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


@transaction.atomic
def export_rejects(*, run_id: int, format: str, language: str, actor: Actor, now: datetime) -> Export:
    """The rows that were not taken, as a file; noted in the audit trail. Raises `access.forbidden` to strangers."""
    run = queries.get(run_id, actor=actor)
    if not queries.shows_contents(actor, run):
        raise Forbidden("access.forbidden", permission=f"{run.kind}.read_phone")
    export = rejects_file(run, format=format, language=language)
    record(ImportRejectsExported(filename=run.filename, rows=run.rejected), run, actor=actor, now=now)
    return export


def _own(run_id: int, actor: Actor) -> ImportRun:
    """The run, locked. Only who uploaded a file decides what becomes of it."""
    run = queries.get(run_id, actor=actor, lock=True)
    if not actor.is_system and run.created_by_id != actor.user_id:
        raise Forbidden("importing.not_yours")
    return run
