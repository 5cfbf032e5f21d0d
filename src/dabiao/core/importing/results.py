"""Writes down what became of each row of a chunk, in the transaction of the chunk."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max

from dabiao.core.errors import DomainError, Many
from dabiao.core.events.models import Event
from dabiao.core.importing.enums import Outcome
from dabiao.core.importing.kinds import Kept, ParsedRow, RowResult
from dabiao.core.importing.models import ImportedRow, ImportReject, ImportRun
from dabiao.core.importing.plan import Rejected
from dabiao.core.importing.reading.rows import SourceRow

COUNTED = {
    Outcome.CREATED: "created",
    Outcome.UPDATED: "updated",
    Outcome.UNCHANGED: "unchanged",
    Outcome.JOINED: "joined",
    Outcome.REJECTED: "rejected",
}


def keep(
    run: ImportRun,
    sources: Sequence[SourceRow],
    rejected: Sequence[Rejected],
    parsed: Sequence[ParsedRow],
    results: Sequence[RowResult],
) -> None:
    """Rows and rejects, and the counters of the run (unsaved)."""
    mark = newest_event()
    rows = [_row(run, row.number, result, mark) for row, result in zip(parsed, results, strict=True)]
    rows += [
        ImportedRow(run_id=run.pk, row_number=one.row.number, outcome=Outcome.REJECTED) for one in rejected
    ]
    ImportedRow.objects.bulk_create(rows)
    for row in rows:
        name = COUNTED[Outcome(row.outcome)]
        setattr(run, name, getattr(run, name) + 1)
    by_number = {row.number: row for row in sources}
    rejects = [_reject(run, one.row, one.errors) for one in rejected]
    rejects += [
        _reject(run, by_number[row.number], _reasons(result.error))
        for row, result in zip(parsed, results, strict=True)
        if result.error is not None
    ]
    ImportReject.objects.bulk_create(rejects)


def newest_event() -> int:
    """What happens to a record after this transaction has a higher number: numbers are drawn in order, and whoever
    changes the record has seen it committed, or waited for its lock."""
    return int(Event.objects.aggregate(newest=Max("pk"))["newest"] or 0)


def _row(run: ImportRun, number: int, result: RowResult, mark: int) -> ImportedRow:
    return ImportedRow(
        run_id=run.pk,
        row_number=number,
        outcome=result.outcome,
        record_kind=result.kind or (run.kind if result.error is None else ""),
        record_id=result.id,
        part_id=result.part_id,
        same_as=result.same_as,
        changes=None if result.changes is None else dict(result.changes),
        mark=mark,
    )


def _reasons(error: DomainError) -> list[DomainError]:
    """Every reason by itself, as its own field wants to be mended."""
    return error.errors if isinstance(error, Many) else [error]


def _reject(run: ImportRun, row: SourceRow, errors: Sequence[DomainError]) -> ImportReject:
    first, *rest = errors
    return ImportReject(
        run=run,
        row_number=row.number,
        values=row.cells,
        code=first.code[:80],
        field=(first.field or "")[:80],
        params=plain(first.params),
        more=[
            {"code": error.code, "field": error.field or "", "params": plain(error.params)} for error in rest
        ],
    )


def kept_as_json(kept: Sequence[Kept]) -> list[dict[str, Any]]:
    return [{"code": one.code, "field": one.field, "params": plain(one.params)} for one in kept]


def plain(params: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON can hold it, whatever a module puts into its errors."""
    return {
        name: value if isinstance(value, str | int | float | list | None) else str(value)
        for name, value in params.items()
    }
