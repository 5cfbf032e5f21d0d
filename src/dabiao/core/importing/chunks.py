"""Hands a chunk to the module that owns the record, and finds the guilty row when the whole chunk is refused."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import DataError, IntegrityError, transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.importing import merging
from dabiao.core.importing.enums import Mode
from dabiao.core.importing.kinds import ImportKind, ParsedRow, RowResult
from dabiao.core.importing.models import ImportRun

R = TypeVar("R")
T = TypeVar("T")


def halved(
    items: Sequence[R], write: Callable[[Sequence[R]], list[T]], refused: Callable[[DomainError], T]
) -> list[T]:
    """One result per item, in order. A chunk refused as a whole is halved until the items that cause it stand alone."""
    if not items:
        return []
    try:
        with transaction.atomic():
            results = write(items)
    except (DomainError, IntegrityError, DataError) as error:
        if len(items) == 1:
            return [refused(_reason(error))]
        half = len(items) // 2
        return halved(items[:half], write, refused) + halved(items[half:], write, refused)
    if len(results) != len(items):
        raise TypeError(f"{len(results)} results for {len(items)} rows")
    return results


def _reason(error: Exception) -> DomainError:
    if isinstance(error, Many):
        return error.errors[0]
    return error if isinstance(error, DomainError) else Invalid("importing.row_refused")


def write_all(
    kind: ImportKind, rows: list[ParsedRow], *, run: ImportRun, actor: Actor, now: datetime
) -> list[RowResult]:
    """One result per row, in order."""
    if run.mode == Mode.CREATE:
        return create_all(kind, rows, run=run, actor=actor, now=now)
    return merging.merge(kind, rows, create=create_all, update=update_all, run=run, actor=actor, now=now)


def create_all(
    kind: ImportKind, rows: list[ParsedRow], *, run: ImportRun, actor: Actor, now: datetime
) -> list[RowResult]:
    def create(some: Sequence[ParsedRow]) -> list[RowResult]:
        return list(kind.create(list(some), run=run, actor=actor, now=now))

    return halved(rows, create, RowResult.refused)


def update_all(
    kind: ImportKind, found: list[tuple[int, ParsedRow]], *, run: ImportRun, actor: Actor, now: datetime
) -> list[RowResult]:
    if kind.updating is None:
        raise TypeError(f"import {kind.kind} updates nothing")
    write = kind.updating.update

    def update(some: Sequence[tuple[int, ParsedRow]]) -> list[RowResult]:
        return list(write(list(some), run=run, actor=actor, now=now))

    return halved(found, update, RowResult.refused)


class _Undo(Exception):
    """Takes back what a dry run wrote."""


def try_all(
    kind: ImportKind,
    rows: list[ParsedRow],
    *,
    prepare: Callable[..., None],
    run: ImportRun,
    actor: Actor,
    now: datetime,
) -> list[RowResult]:
    """What `write_all` would have given after `prepare`; nothing that either wrote is left."""
    results: list[RowResult] = []
    try:
        with transaction.atomic():
            prepare(rows, run=run, actor=actor, now=now)
            results = write_all(kind, rows, run=run, actor=actor, now=now)
            raise _Undo
    except _Undo:
        return results
