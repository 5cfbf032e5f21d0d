"""Updates and upserts: each row finds its record, or makes it, as if the rows before it were all done."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.identity import queries as identities
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

    In waves: what depends on a row before it (whom that makes, which key it gives or takes) looks again when it is done.
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
    on, rows = run.options["match"], [row for _, row in waiting]
    named = [finding.match_keys(kind, row, on) | finding.own_keys(kind, row) for row in rows]
    users = identities.users(frozenset().union(*named))
    matches = finding.find(kind, rows, on=on, mode=run.mode, actor=actor, users=users)
    moving = _Moving(kind, users, {match.id for match in matches if match.id is not None}, run)
    found: list[tuple[int, int, ParsedRow]] = []
    new: list[Placed] = []
    later: list[Placed] = []
    for (place, row), match, keys in zip(waiting, matches, named, strict=True):
        moved = keys if match.id is None else keys | moving.lost(match.id, row, keys)
        if moving.concerns(match.id, moved):
            moving.defer(match.id, moved)
            later.append((place, row))
        elif match.error is not None:
            results[place] = RowResult.refused(match.error)
        elif match.id is not None:
            moving.change(match.id, row, keys)
            found.append((place, match.id, row))
        else:
            moving.keys |= keys
            new.append((place, row))
    return found, new, later


class _Moving:
    """Keys that pass to somebody else in one wave, and records whose next row waits: later rows about them wait too."""

    def __init__(self, kind: ImportKind, users: finding.Users, ids: Collection[int], run: ImportRun) -> None:
        self._kind, self._users, self._ids = kind, users, ids
        self._clears = bool(run.options.get("clear_empty"))
        self._held: dict[int, set[Key]] | None = None
        self.keys: set[Key] = set()
        self._waiting: set[int] = set()

    def concerns(self, id: int | None, keys: Collection[Key]) -> bool:
        return id in self._waiting or not self.keys.isdisjoint(keys)

    def defer(self, id: int | None, keys: Collection[Key]) -> None:
        self.keys |= set(keys)
        if id is not None:
            self._waiting.add(id)

    def change(self, id: int, row: ParsedRow, keys: Collection[Key]) -> None:
        """What this row may give to its record, and what that may lose by it."""
        self.keys |= self._gained(id, keys) | self.lost(id, row, keys)

    def lost(self, id: int, row: ParsedRow, keys: Collection[Key]) -> set[Key]:
        """What its record may lose by this row: a row before it that names such a key still finds it there."""
        kinds = {key.kind for key in self._gained(id, keys)}
        cleared = self._clears and None in row.values.values()
        if not kinds and not cleared:
            return set()
        return {key for key in self._held_by(id) if cleared or key.kind in kinds}

    def _gained(self, id: int, keys: Collection[Key]) -> set[Key]:
        holder = (self._kind.kind, id)
        return {key for key in keys if holder not in self._users.get(key, ())}

    def _held_by(self, id: int) -> Collection[Key]:
        if self._held is None:
            self._held = identities.keys_of(self._kind.kind, self._ids)
        return self._held.get(id, ())
