"""What a trial remembers of rows it took back: those that have to do with a later one are done again before it.

So a trial finds for each row what the run will find: whom an earlier row makes, what it changes, which key it gives.
"""

import pickle
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from dabiao.core.actor import Actor
from dabiao.core.identity import queries as identities
from dabiao.core.identity.keys import Key
from dabiao.core.identity.queries import Holder
from dabiao.core.importing import finding
from dabiao.core.importing.chunks import write_all
from dabiao.core.importing.enums import Mode, Outcome
from dabiao.core.importing.kinds import RECORD_ID, Changes, ImportKind, ParsedRow, RowResult
from dabiao.core.importing.models import ImportRun

WROTE = (Outcome.CREATED, Outcome.UPDATED, Outcome.JOINED)
Token = Key | Holder


@dataclass(eq=False)
class _Group:
    """Rows that have to do with one another, by a key or by their record: (chunk, number, the row packed)."""

    tokens: set[Token] = field(default_factory=set)
    rows: list[tuple[int, int, bytes]] = field(default_factory=list)


class Earlier:
    """The rows of a trial so far that wrote something. In memory: a trial that goes on after a crash reads them again."""

    def __init__(self, kind: ImportKind, mode: str, match: Sequence[str]) -> None:
        self._kind, self._mode, self._match = kind, mode, match
        self._groups: dict[Token, _Group] = {}
        self._made: dict[int | None, int] = {}  # record → the row that makes it
        self._shared = identities.shared_keys()
        self._chunk = 0

    def start_at(self, chunk: int) -> None:
        self._chunk = chunk

    def bring_forward(
        self, rows: Sequence[ParsedRow], *, run: ImportRun, actor: Actor, now: datetime
    ) -> None:
        """Do again, chunk by chunk, what has to do with these rows; the trial takes it back together with them."""
        self._made = {}
        groups = {id(one): one for token in self._asked(rows) if (one := self._groups.get(token))}
        done = sorted(row for one in groups.values() for row in one.rows)
        for _, several in groupby(done, key=lambda one: one[0]):
            again = [_unpacked(packed) for _, _, packed in several]
            self._note_made(again, write_all(self._kind, again, run=run, actor=actor, now=now))

    def judged(self, rows: Sequence[ParsedRow], results: Sequence[RowResult]) -> list[RowResult]:
        """The results of one chunk as the whole file would have given them, without numbers of what is not kept."""
        self._note_made(rows, results)
        found = [self._judged(row, result) for row, result in zip(rows, results, strict=True)]
        for row, result in zip(rows, found, strict=True):
            record = (result.kind or self._kind.kind, result.id)
            self.remember(row, result.outcome, record, result.changes or {})
        self._chunk += 1
        return found

    def _judged(self, row: ParsedRow, result: RowResult) -> RowResult:
        maker = self._made.get(result.id) if result.kind in ("", self._kind.kind) else None
        if maker is None:
            return result
        return replace(result, id=None, part_id=None, same_as=None if maker == row.number else maker)

    def _note_made(self, rows: Sequence[ParsedRow], results: Sequence[RowResult]) -> None:
        self._made |= {
            result.id: row.number
            for row, result in zip(rows, results, strict=True)
            if result.outcome == Outcome.CREATED
        }

    def remember(
        self, row: ParsedRow, outcome: str, record: tuple[str, int | None], changes: Changes
    ) -> None:
        """`record`: what the row went into; without a number, one that the file itself makes. A key that the row took from it
        (`changes`) another row could have only after this one, so the two belong together."""
        kind, id = record
        tokens: set[Token] = set(self._keys(row)) | (set() if id is None else {(kind, id)})
        before = {name: was for name, (was, _) in changes.items() if name in row.values and was}
        if before:
            tokens |= set(self._keys(replace(row, values={**row.values, **before})))
        if outcome not in WROTE or not tokens:
            return
        whole = self._joined(tokens)
        whole.rows.append((self._chunk, row.number, zlib.compress(pickle.dumps(row), 1)))

    def _joined(self, tokens: set[Token]) -> _Group:
        """One group of all that have one of these tokens."""
        groups = {id(one): one for token in tokens if (one := self._groups.get(token))}
        whole = max(groups.values(), key=lambda one: len(one.tokens), default=_Group())
        for other in groups.values():
            if other is not whole:
                tokens |= other.tokens
                whole.rows += other.rows
        whole.tokens |= tokens
        self._groups |= dict.fromkeys(tokens, whole)
        return whole

    def _asked(self, rows: Sequence[ParsedRow]) -> Collection[Token]:
        """Every key that the rows name, and every record that they may be of or whose keys they name."""
        tokens: set[Token] = set().union(*(self._keys(row) for row in rows))
        for holders in identities.users([token for token in tokens if isinstance(token, Key)]).values():
            tokens |= set(holders)
        if RECORD_ID.name in self._match:
            numbers = (row.values.get(RECORD_ID.name) for row in rows)
            tokens |= {(self._kind.kind, number) for number in numbers if number is not None}
        return tokens

    def _keys(self, row: ParsedRow) -> Iterable[Key]:
        """A number that many share says something only where rows are matched by it."""
        matching = (
            frozenset() if self._mode == Mode.CREATE else finding.match_keys(self._kind, row, self._match)
        )
        return (finding.own_keys(self._kind, row) - self._shared) | matching


def _unpacked(packed: bytes) -> ParsedRow:
    row: ParsedRow = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed here, by ourselves
    return row
