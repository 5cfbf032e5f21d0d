"""Takes a finished import back, a chunk at a time from its last row: one transaction with its counters and position."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import DomainError, Forbidden
from dabiao.core.events.models import Event, EventSubject
from dabiao.core.events.services import record
from dabiao.core.importing import results
from dabiao.core.importing.chunks import halved
from dabiao.core.importing.engine import AfterChunk, Clock
from dabiao.core.importing.enums import UNDOABLE, UNDOING, Outcome, Undone, UndoStatus
from dabiao.core.importing.events import ImportUndone
from dabiao.core.importing.kinds import ImportKind, Kept, Written, kind_named
from dabiao.core.importing.models import ImportedRow, ImportRun
from dabiao.core.notifications.services import notify

CHUNK = 500
# what somebody did to a record, by the last word of the event → why it is kept
_DEEDS = {
    "edited": "importing.kept_edited",
    "assigned": "importing.kept_moved",
    "claimed": "importing.kept_moved",
    "returned": "importing.kept_moved",
    "contacted": "importing.kept_contacted",
    "logged": "importing.kept_contacted",
    "converted": "importing.kept_converted",
    "enquired_again": "importing.kept_asked_again",
}
# looking at a number in full changes nothing; the audit trail keeps that it was looked at
_HARMLESS = ("revealed",)


def execute(run_id: int, *, clock: Clock = timezone.now, after_chunk: AfterChunk | None = None) -> ImportRun:
    """Bring an undo that was asked for to its end, from wherever it stands. Safe to call twice, and to kill."""
    try:
        while _chunk(run_id, clock(), after_chunk):
            pass
    except DomainError:
        close(run_id, UndoStatus.FAILED, clock())
    else:
        close(run_id, UndoStatus.DONE, clock())
    return ImportRun.objects.get(pk=run_id)


@transaction.atomic
def _chunk(run_id: int, now: datetime, after: AfterChunk | None) -> bool:
    """False when there is nothing left to do."""
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.undo_status not in UNDOING:
        return False
    rows = ImportedRow.objects.filter(run_id=run.pk, outcome__in=UNDOABLE)
    if run.undo_position is not None:
        rows = rows.filter(row_number__lt=run.undo_position)
    chunk = list(rows.order_by("-row_number")[:CHUNK])
    if not chunk:
        return False
    kind, actor = kind_named(run.kind), actor_of(run)
    _note(run, chunk, _undone(kind, chunk, run, actor, now))
    run.undo_status, run.undo_position = UndoStatus.RUNNING, chunk[-1].row_number
    run.save(update_fields=["undo_status", "undo_position", "undone", "kept"])
    if after is not None:
        after(run)
    return True


def _undone(
    kind: ImportKind, chunk: Sequence[ImportedRow], run: ImportRun, actor: Actor, now: datetime
) -> list[Sequence[Kept]]:
    if kind.undo is None:
        raise TypeError(f"import {kind.kind} cannot be undone")
    undo, touched = kind.undo, touches(kind, run, chunk)
    written = [_written(row, touched.get(row.row_number)) for row in chunk]

    def take_back(some: Sequence[Written]) -> list[Sequence[Kept]]:
        return list(undo(list(some), run=run, actor=actor, now=now))

    return halved(written, take_back, lambda error: [Kept(error.code, error.field or "", error.params)])


def _written(row: ImportedRow, touched: Kept | None) -> Written:
    outcome, changes = Outcome(row.outcome), row.changes or {}
    return Written(outcome, row.record_id or 0, row.record_kind, row.part_id, changes, touched)


def touches(kind: ImportKind, run: ImportRun, rows: Sequence[ImportedRow]) -> dict[int, Kept]:
    """Row number → what somebody did since to the record that it made, or to the part that it added.

    Every change of a record is an event on it; those of this very import tell its number, and those of an import
    that was wholly undone before are as if they had not been.
    """
    watched: dict[tuple[str, int], list[ImportedRow]] = {}
    for row in rows:
        if row.outcome == Outcome.CREATED and row.record_id:
            watched.setdefault((row.record_kind, row.record_id), []).append(row)
        if kind.part_kind and row.part_id:
            watched.setdefault((kind.part_kind, row.part_id), []).append(row)
    found: dict[int, Kept] = {}
    for event in _later(run, watched, min((row.mark for row in rows), default=0)):
        for row in watched[event.subject]:
            if event.id > row.mark:
                found.setdefault(row.row_number, Kept(event.code))
    return found


class _Deed:
    """One event on a watched record, as a reason to keep it."""

    def __init__(self, id: int, subject: tuple[str, int], kind: str) -> None:
        self.id, self.subject = id, subject
        self.code = _DEEDS.get(kind.rpartition(".")[2], "importing.kept_touched")


def _later(run: ImportRun, watched: Collection[tuple[str, int]], after: int) -> list[_Deed]:
    told: list[tuple[int, str, int]] = []
    for kind in {kind for kind, _ in watched}:
        ids = [id for one, id in watched if one == kind]
        told += EventSubject.objects.filter(kind=kind, object_id__in=ids, event_id__gt=after).values_list(
            "event_id", "kind", "object_id"
        )
    events = list(Event.objects.filter(pk__in={id for id, _, _ in told}).values_list("pk", "kind", "data"))
    imports = {data.get("import_id") for _, _, data in events} - {None}
    whole = ImportRun.objects.filter(pk__in=imports, undo_status=UndoStatus.DONE, kept=0)
    past = {run.pk, *whole.values_list("pk", flat=True)}
    foreign = {
        id: kind
        for id, kind, data in events
        if data.get("import_id") not in past and kind.rpartition(".")[2] not in _HARMLESS
    }
    return [
        _Deed(id, (kind, object_id), foreign[id]) for id, kind, object_id in sorted(told) if id in foreign
    ]


def _note(run: ImportRun, chunk: Sequence[ImportedRow], kept: Sequence[Sequence[Kept]]) -> None:
    for row, reasons in zip(chunk, kept, strict=True):
        row.kept = results.kept_as_json(reasons) or None
        row.undone = _verdict(row, reasons)
    whole = [row.row_number for row in chunk if row.undone == Undone.WHOLLY]
    rows = ImportedRow.objects.filter(run_id=run.pk)
    rows.filter(row_number__in=whole).update(undone=Undone.WHOLLY, kept=None)
    others = [row for row in chunk if row.undone != Undone.WHOLLY]
    ImportedRow.objects.bulk_create(
        others,
        update_conflicts=True,
        unique_fields=["run_id", "row_number"],
        update_fields=["undone", "kept"],
    )
    run.undone += len(whole)
    run.kept += len(others)


def _verdict(row: ImportedRow, reasons: Sequence[Kept]) -> Undone:
    if not reasons:
        return Undone.WHOLLY
    if any(not one.field for one in reasons):
        return Undone.KEPT
    all_fields = {one.field for one in reasons} >= set(row.changes or {})
    return Undone.KEPT if all_fields and row.outcome == Outcome.UPDATED else Undone.PARTLY


@transaction.atomic
def close(run_id: int, status: UndoStatus, now: datetime) -> None:
    """End an undo: the fact, and word to whoever asked for it."""
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.undo_status not in UNDOING:
        return
    run.undo_status, run.undo_finished_at = status, now
    run.save(update_fields=["undo_status", "undo_finished_at"])
    fact = ImportUndone(
        record_kind=run.kind, filename=run.filename, status=status.value, undone=run.undone, kept=run.kept
    )
    event = record(fact, run, actor=SYSTEM, now=now)
    params = {"filename": run.filename, "undone": run.undone, "kept": run.kept}
    said = "undo_failed" if status is UndoStatus.FAILED else "undone"
    notify([run.undo_by_id], f"import.{said}", params, run, now, dedupe=event.pk)


def actor_of(run: ImportRun) -> Actor:
    """Who asked for the undo, with the rights they have now. Raises `access.forbidden` for a person who has left."""
    if run.undo_by_id is None:
        return replace(SYSTEM, via=run.undo_via or SYSTEM.via)
    if not User.objects.filter(pk=run.undo_by_id, is_active=True).exists():
        raise Forbidden("access.forbidden", permission="import.undo")
    return actors.of_user(run.undo_by_id, via=run.undo_via or "web")
