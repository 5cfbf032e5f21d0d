"""Writes the file of an export: the ids first, then the rows in chunks, then all of it into its place at once.

A kill anywhere leaves no file on offer and the job to be run again, from its first row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Conflict, DomainError
from dabiao.core.events.services import record
from dabiao.core.exporting import caps, events, seeing, tables
from dabiao.core.exporting.columns import columns_of
from dabiao.core.exporting.enums import AT_WORK, ExportStatus
from dabiao.core.exporting.kinds import ExportKind, Row, kind_named
from dabiao.core.exporting.models import Export
from dabiao.core.exporting.services import close, file_name, what
from dabiao.core.files import disk
from dabiao.core.files import services as files
from dabiao.core.lists import pages
from dabiao.core.lists.custom import flat
from dabiao.core.notifications.services import notify
from dabiao.core.timers.services import schedule

CHUNK = 1_000
Clock = Callable[[], datetime]
# told (rows done, rows in all) inside the transaction that notes them; what it raises ends the work
Step = Callable[[int, int], None]


def _unheard(_done: int, _total: int) -> None: ...


def write(export_id: int, *, clock: Clock = timezone.now, step: Step = _unheard) -> Export:
    """Bring an export to its end, in this process. Safe to call twice, and to kill.

    A `DomainError` ends it as failed, in plain words for whoever asked.
    """
    export = _begin(export_id, clock())
    if export is not None:
        try:
            _write(export, clock, step)
        except DomainError as error:
            fail(export_id, error, clock())
    return Export.objects.get(pk=export_id)


@transaction.atomic
def _begin(export_id: int, now: datetime) -> Export | None:
    """The export, now running; None when there is nothing left to do."""
    export = Export.objects.select_for_update().get(pk=export_id)
    if export.status not in AT_WORK:
        return None
    files.forget_bytes(export.content)  # of a run that was killed between its bytes and its last word
    export.status, export.started_at, export.content = ExportStatus.RUNNING, export.started_at or now, ""
    export.done, export.total = 0, None
    export.save(update_fields=["status", "started_at", "content", "done", "total"])
    return export


def _write(export: Export, clock: Clock, step: Step) -> None:
    kind, who = seeing.kind_of(export), seeing.both(export)
    ids = seeing.ids(export, who)
    _check_growth(export, len(ids))
    columns = columns_of(kind, export.language, export.columns)
    written = _Written()
    rows = _worded(kind, export, written.counted(_rows(export, kind, ids, step)))
    table = tables.stream(
        columns, rows, format=export.format, filename=file_name(export), language=export.language
    )
    with disk.received(tables.Chunks(table.chunks), settings.EXPORT_MAX_BYTES) as incoming:
        _note_content(export, incoming.sha256)
        _finish(export, incoming, table.filename, written.rows, clock, step)


class _Written:
    """How many rows have gone into the file."""

    rows = 0

    def counted(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            self.rows += 1
            yield row


def _rows(export: Export, kind: ExportKind, ids: Sequence[int], step: Step) -> Iterator[Row]:
    """The rows, a chunk at a time, each as the asker may see it at that very moment."""
    for start in range(0, len(ids), CHUNK):
        _progress(export, start, len(ids), step)
        who = seeing.both(export)
        chunk = _visible(kind, ids[start : start + CHUNK], who)
        yield from (flat(kind.kind, row) for row in chunk) if kind.spec.fields else chunk


def _visible(kind: ExportKind, ids: Sequence[int], who: Sequence[Actor]) -> list[Row]:
    rows = kind.rows({}, actor=who[0])
    for other in who[1:]:
        rows &= kind.rows({}, actor=other)
    return pages.whole_rows(rows, kind.spec, ids, actors=who)


def _worded(kind: ExportKind, export: Export, rows: Iterator[Row]) -> Iterator[Mapping[str, Any]]:
    dressed = kind.dress(rows, export.language) if kind.dress else rows
    return ({name: None if value == "" else value for name, value in row.items()} for row in dressed)


@transaction.atomic
def _progress(export: Export, done: int, total: int, step: Step) -> None:
    Export.objects.filter(pk=export.pk, status=ExportStatus.RUNNING).update(done=done, total=total)
    step(done, total)


def _check_growth(export: Export, rows: int) -> None:
    """More rows than at asking are charged as well, within the caps; an approval covers a tenth more, and always 100.

    Raises `exporting.grew`.
    """
    if export.approved:
        if rows > max(export.rows + 100, export.rows * 11 // 10):
            raise Conflict("exporting.grew", asked=export.rows, rows=rows)
        return
    cap = caps.cap_of(export.asked_by_id, kind_named(export.kind).permission)
    more = rows - export.charged
    if more <= 0 or export.day is None:
        return
    with transaction.atomic():
        if cap.need(rows, 0) or not caps.take(export.asked_by_id, export.day, more, cap):
            raise Conflict("exporting.grew", asked=export.rows, rows=rows)
        held = Export.objects.filter(pk=export.pk, status=ExportStatus.RUNNING, charged=export.charged)
        if not held.update(charged=rows):  # cancelled, or another worker was here
            raise _Gone
    export.charged = rows


class _Gone(Conflict):
    """Somebody else has ended the export, or goes on with it: there is nothing to say about it."""

    def __init__(self) -> None:
        super().__init__("exporting.already_over", status="")


def _note_content(export: Export, digest: str) -> None:
    """Whoever comes after a kill knows which bytes may lie there without a row."""
    Export.objects.filter(pk=export.pk, status=ExportStatus.RUNNING).update(content=digest)


@transaction.atomic
def _finish(export: Export, incoming: disk.Incoming, name: str, rows: int, clock: Clock, step: Step) -> None:
    """The bytes into their place, and in the same breath all that is said of them."""
    now = clock()
    found = Export.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=export.pk)
    if found.status != ExportStatus.RUNNING:
        return
    step(rows, rows)
    _settle(found, rows, now)
    found.status, found.done, found.total, found.finished_at = ExportStatus.DONE, rows, rows, now
    found.expires_at = now + timedelta(days=settings.EXPORT_FILE_DAYS)
    fact = events.ExportWritten(
        record_kind=found.kind,
        what=what(found),
        rows=rows,
        asked_by=found.asked_by.name,
        format=found.format,
    )
    record(fact, found, actor=SYSTEM, now=now)
    params = {"rows": rows, "what": what(found)}
    notify([found.asked_by_id], "export.ready", params, found, now)
    schedule(f"export:{found.pk}:expire", found.expires_at, "exporting.expire", {"id": found.pk})
    asker = Actor(user_id=found.asked_by_id, name=found.asked_by.name)
    found.file, found.content = files.keep(incoming, name=name, actor=asker, now=now), ""
    found.save()


def _settle(export: Export, rows: int, now: datetime) -> None:
    """The day holds what the file holds: an approved one on the day it is written."""
    if export.approved:
        export.day = caps.day_of(now)
        caps.note_approved(export.asked_by_id, export.day, rows)
    elif export.day is not None and export.charged != rows:
        caps.give_back(export.asked_by_id, export.day, export.charged - rows)
        export.charged = rows


@transaction.atomic
def fail(export_id: int, error: DomainError, now: datetime) -> None:
    """End an export that is at work, with a word to whoever asked."""
    export = Export.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=export_id)
    if export.status not in AT_WORK or isinstance(error, _Gone):
        return
    export.error_code = error.code[:80]
    export.error_params = {name: str(value)[:200] for name, value in error.params.items()}
    close(export, ExportStatus.FAILED, now)
    fact = events.ExportFailed(
        record_kind=export.kind, what=what(export), asked_by=export.asked_by.name, error=error.code
    )
    record(fact, export, actor=SYSTEM, now=now)
    notify([export.asked_by_id], "export.failed", {"what": what(export)}, export, now)
