"""Updates and upserts: each row finds its record, or makes it; a later row of the file finds what an earlier one made."""

from collections.abc import Callable, Sequence
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.identity.keys import Key
from dabiao.core.importing import finding
from dabiao.core.importing.kinds import ImportKind, ParsedRow, RowResult
from dabiao.core.importing.models import ImportRun

Placed = tuple[int, ParsedRow]
Write = Callable[..., list[RowResult]]


def merge(
    kind: ImportKind,
    rows: Sequence[ParsedRow],
    *,
    create: Write,
    update: Write,
    run: ImportRun,
    actor: Actor,
    now: datetime,
) -> list[RowResult]:
    """One result per row, in order.

    In waves: of rows that would make the same record the first goes, and the others look again when it is there.
    """
    results: dict[int, RowResult] = {}
    waiting: list[Placed] = list(enumerate(rows))
    while waiting:
        found, new, waiting = _sorted(kind, waiting, results, run, actor)
        changed = update(kind, [(id, row) for _, id, row in found], run=run, actor=actor, now=now)
        results |= {place: result for (place, _, _), result in zip(found, changed, strict=True)}
        made = create(kind, [row for _, row in new], run=run, actor=actor, now=now)
        results |= {place: result for (place, _), result in zip(new, made, strict=True)}
    return [results[place] for place in range(len(rows))]


def _sorted(
    kind: ImportKind, waiting: list[Placed], results: dict[int, RowResult], run: ImportRun, actor: Actor
) -> tuple[list[tuple[int, int, ParsedRow]], list[Placed], list[Placed]]:
    """Those whose record there is, those to be made, and those that wait for one of these; refusals go to `results`."""
    if kind.updating is None:
        raise TypeError(f"import {kind.kind} updates nothing")
    on = run.options["match"]
    matches = finding.find(
        kind, kind.updating, [row for _, row in waiting], on=on, mode=run.mode, actor=actor
    )
    found: list[tuple[int, int, ParsedRow]] = []
    new: list[Placed] = []
    later: list[Placed] = []
    coming: set[Key] = set()
    for (place, row), match in zip(waiting, matches, strict=True):
        if match.error is not None:
            results[place] = RowResult.refused(match.error)
        elif match.id is not None:
            found.append((place, match.id, row))
        elif coming.isdisjoint(match.keys):
            coming |= match.keys
            new.append((place, row))
        else:
            later.append((place, row))
    return found, new, later
