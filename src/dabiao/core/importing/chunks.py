"""Hands a chunk to the module that owns the record, and finds the guilty row when the whole chunk is refused."""

from datetime import datetime

from django.db import DataError, IntegrityError, transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Many
from dabiao.core.importing.kinds import ImportKind, ParsedRow, RowResult
from dabiao.core.importing.models import ImportRun


def create_all(
    kind: ImportKind, rows: list[ParsedRow], *, run: ImportRun, actor: Actor, now: datetime
) -> list[RowResult]:
    """One result per row, in order. A chunk refused as a whole is halved until the rows that cause it stand alone."""
    try:
        with transaction.atomic():
            return _created(kind, rows, run, actor, now)
    except (DomainError, IntegrityError, DataError) as error:
        if len(rows) == 1:
            return [_refused(error)]
    half = len(rows) // 2
    first = create_all(kind, rows[:half], run=run, actor=actor, now=now)
    return first + create_all(kind, rows[half:], run=run, actor=actor, now=now)


class _Undo(Exception):
    """Takes back what a dry run wrote."""


def try_all(
    kind: ImportKind, rows: list[ParsedRow], *, run: ImportRun, actor: Actor, now: datetime
) -> list[RowResult]:
    """What `create_all` would have given; nothing it wrote is left."""
    results: list[RowResult] = []
    try:
        with transaction.atomic():
            results = create_all(kind, rows, run=run, actor=actor, now=now)
            raise _Undo
    except _Undo:
        return results


def _created(
    kind: ImportKind, rows: list[ParsedRow], run: ImportRun, actor: Actor, now: datetime
) -> list[RowResult]:
    results = list(kind.create(rows, run=run, actor=actor, now=now))
    if len(results) != len(rows):
        raise TypeError(f"import {kind.kind} gave {len(results)} results for {len(rows)} rows")
    return results


def _refused(error: Exception) -> RowResult:
    if isinstance(error, Many):
        return RowResult(error=error.errors[0])
    return (
        RowResult(error=error)
        if isinstance(error, DomainError)
        else RowResult.rejected("importing.row_refused")
    )
