"""Carries out an import, a chunk at a time: one transaction with its rejects, its counters and its position."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice

from django.db import transaction
from django.utils import timezone

from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import DomainError, Forbidden
from dabiao.core.events.services import record
from dabiao.core.files import services as files
from dabiao.core.importing import plan as plans
from dabiao.core.importing import results
from dabiao.core.importing.chunks import try_all, write_all
from dabiao.core.importing.enums import ACTIVE, ImportStatus
from dabiao.core.importing.events import ImportFinished
from dabiao.core.importing.kinds import ImportKind, ParsedRow, kind_named
from dabiao.core.importing.models import ImportedRow, ImportRun
from dabiao.core.importing.plan import Plan, Rejected, State
from dabiao.core.importing.reading import reader
from dabiao.core.importing.reading.reader import Layout
from dabiao.core.importing.reading.rows import SourceRow
from dabiao.core.importing.trial import WROTE, Earlier
from dabiao.core.notifications.services import notify

CHUNK = 500
Clock = Callable[[], datetime]
AfterChunk = Callable[[ImportRun], None]


@dataclass
class Chunk:
    """Rows already parsed, in the order of the file, and the state of the plan behind them."""

    sources: list[SourceRow]
    parsed: list[ParsedRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    state: State = field(default_factory=dict)


def execute(run_id: int, *, clock: Clock = timezone.now, after_chunk: AfterChunk | None = None) -> ImportRun:
    """Bring a started import to its end, in this process, from wherever it stands. Safe to call twice, and to kill.

    `after_chunk` runs inside the transaction of each chunk; what it raises undoes the chunk. A `DomainError`
    that concerns the file or the whole run ends it as failed; any other error leaves it where the last chunk committed.
    """
    run = _begin(run_id, clock())
    if run is None:
        return ImportRun.objects.get(pk=run_id)
    try:
        at_end = _run_chunks(run, clock, after_chunk)
    except DomainError as error:
        _close(run_id, ImportStatus.FAILED, clock(), error)
    else:
        if at_end:
            _close(run_id, ImportStatus.DONE, clock())
    return ImportRun.objects.get(pk=run_id)


@transaction.atomic
def _begin(run_id: int, now: datetime) -> ImportRun | None:
    """The run, now running; None when there is nothing left to do."""
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.status not in ACTIVE:
        return None
    run.status, run.started_at = ImportStatus.RUNNING, run.started_at or now
    run.save(update_fields=["status", "started_at"])
    return run


def _run_chunks(run: ImportRun, clock: Clock, after_chunk: AfterChunk | None) -> bool:
    """True once the last row is dealt with; False when the run was stopped, or taken over, in between."""
    kind, actor = kind_named(run.kind), actor_of(run)
    actor.require(kind.permission)
    plan = plan_of(run, kind)
    table = reader.opened(files.path_of(run.file_id), layout_of(run))
    position = run.position
    earlier = _remembered(run, kind, table) if run.dry_run else None
    plan.restore(run.state)
    for chunk in _chunks(table.rows(after=position), plan):
        if not _commit(run.pk, position, chunk, kind, actor, clock(), after_chunk, earlier):
            return False
        position = chunk.sources[-1].number
    return True


def plan_of(run: ImportRun, kind: ImportKind) -> Plan:
    return plans.build(kind, run.header, layout_of(run), run.mapping, {**run.options, "mode": run.mode})


def _remembered(run: ImportRun, kind: ImportKind, table: reader.Table) -> Earlier:
    """What a trial knew when it was interrupted: the rows it dealt with are read once more."""
    earlier = Earlier(kind, run.mode, run.options.get("match", []))
    if not run.position:
        return earlier
    plan = plan_of(run, kind)
    dealt = ImportedRow.objects.filter(run_id=run.pk, outcome__in=WROTE)
    wrote = {
        number: (outcome, (record_kind, id), changes or {})
        for number, outcome, record_kind, id, changes in dealt.values_list(
            "row_number", "outcome", "record_kind", "record_id", "changes"
        )
    }
    for place, row in enumerate(table.rows()):
        earlier.start_at(place // CHUNK)
        if row.number > run.position:
            return earlier
        read = plan.read(row)
        if isinstance(read, ParsedRow) and row.number in wrote:
            earlier.remember(read, *wrote[row.number])
    return earlier


def _chunks(rows: Iterator[SourceRow], plan: Plan) -> Iterator[Chunk]:
    while sources := list(islice(rows, CHUNK)):
        chunk = Chunk(sources)
        for row in sources:
            read = plan.read(row)
            if isinstance(read, Rejected):
                chunk.rejected.append(read)
            else:
                chunk.parsed.append(read)
        chunk.state = plan.state()
        yield chunk


@transaction.atomic
def _commit(
    run_id: int,
    position: int,
    chunk: Chunk,
    kind: ImportKind,
    actor: Actor,
    now: datetime,
    after: AfterChunk | None,
    earlier: Earlier | None,
) -> bool:
    """False, with nothing written, when the run was cancelled or another process has come further with it."""
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.status != ImportStatus.RUNNING or run.position != position:
        return False
    write = partial(try_all, prepare=earlier.bring_forward) if earlier is not None else write_all
    found = write(kind, chunk.parsed, run=run, actor=actor, now=now) if chunk.parsed else []
    if earlier is not None:
        found = earlier.judged(chunk.parsed, found)
    results.keep(run, chunk.sources, chunk.rejected, chunk.parsed, found)
    run.done += len(chunk.sources)
    run.position, run.state = chunk.sources[-1].number, chunk.state
    run.save(update_fields=["done", *results.COUNTED.values(), "position", "state"])
    if after is not None:
        after(run)
    return True


@transaction.atomic
def _close(run_id: int, status: ImportStatus, now: datetime, error: DomainError | None = None) -> None:
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.status == ImportStatus.RUNNING:
        finish(run, status, now=now, actor=SYSTEM, error=error)


def finish(
    run: ImportRun, status: ImportStatus, *, now: datetime, actor: Actor, error: DomainError | None = None
) -> None:
    """Close a locked run for good: its state, the fact, and word to whoever uploaded it unless a person closed it."""
    run.status, run.finished_at = status, now
    if error is not None:
        run.error_code, run.error_params = error.code[:80], results.plain(error.params)
        run.error_field = (error.field or "")[:200]
    run.save(update_fields=["status", "finished_at", "error_code", "error_field", "error_params"])
    fact = ImportFinished(
        record_kind=run.kind,
        filename=run.filename,
        status=status.value,
        total=run.total,
        created=run.created,
        updated=run.updated,
        joined=run.joined,
        rejected=run.rejected,
        mode=run.mode,
        error=run.error_code,
        dry_run=run.dry_run,
    )
    event = record(fact, run, actor=actor, now=now)
    if actor.is_system:
        params = {
            "filename": run.filename,
            "created": run.created,
            "updated": run.updated,
            "joined": run.joined,
            "rejected": run.rejected,
        }
        said = "checked" if run.dry_run and status is ImportStatus.DONE else status.value
        notify([run.created_by_id], f"import.{said}", params, run, now, dedupe=event.pk)


def actor_of(run: ImportRun) -> Actor:
    """Who uploaded the file, with the rights they have now; the system for what the system imports.

    Raises `access.forbidden` for a person who has left meanwhile.
    """
    if run.created_by_id is None:
        return replace(SYSTEM, via=run.via, address=run.address)
    if not User.objects.filter(pk=run.created_by_id, is_active=True).exists():
        raise Forbidden("access.forbidden", permission=f"{run.kind}.import")
    return replace(actors.of_user(run.created_by_id, via=run.via), address=run.address)


def layout_of(run: ImportRun) -> Layout:
    return Layout(run.format, run.encoding, run.delimiter, run.sheet, run.epoch_1904)  # type: ignore[arg-type]
