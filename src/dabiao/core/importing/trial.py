"""What a trial must remember of rows it took back: who would be there by now, so that the same person is not new twice,
and what would stand in records by now, so that a second row is compared with the outcome of the first."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.identity.keys import Key, KeyKind, ranked
from dabiao.core.importing import finding
from dabiao.core.importing.enums import Mode, Outcome
from dabiao.core.importing.kinds import ImportKind, ParsedRow, RowResult
from dabiao.core.importing.models import ImportedRow, ImportRun
from dabiao.core.importing.reverting import as_held
from dabiao.core.locking import columns, put


class Earlier:
    """Key → the row that would have made its record. In memory: a trial that goes on after a crash reads it again."""

    def __init__(self, kind: ImportKind, mode: str, match: Sequence[str]) -> None:
        self._kind, self._mode, self._match = kind, mode, match
        self._rows: dict[Key, int] = {}
        self._known: dict[int, set[KeyKind]] = {}
        self.changed: set[int | None] = set()  # records that rows would have changed

    def judged(self, rows: Sequence[ParsedRow], results: Sequence[RowResult]) -> list[RowResult]:
        """The results of one chunk as the whole file would have given them, without numbers of what is not kept."""
        made = {
            result.id: row.number
            for row, result in zip(rows, results, strict=True)
            if result.outcome == Outcome.CREATED
        }
        origin: dict[int, int] = {}
        found = []
        for row, result in zip(rows, results, strict=True):
            judged = self._judged(row, result, made, origin)
            self.remember(row, judged)
            if judged.outcome == Outcome.UPDATED and judged.id is not None:
                self.changed.add(judged.id)
            found.append(judged)
        return found

    def bring_forward(self, rows: Sequence[ParsedRow], *, run: ImportRun, actor: Actor) -> None:
        """Write what earlier rows would have changed in the records that these rows are of; the trial takes it back."""
        if not self.changed or self._kind.updating is None:
            return
        matches = finding.find(
            self._kind, self._kind.updating, rows, on=self._match, mode=self._mode, actor=actor
        )
        ids = {match.id for match in matches if match.id is not None and match.id in self.changed}
        if ids:
            _write(self._kind, _outcomes(run, ids))

    def _judged(
        self, row: ParsedRow, result: RowResult, made: dict[int | None, int], origin: dict[int, int]
    ) -> RowResult:
        if result.outcome == Outcome.REJECTED or result.id not in made:
            return result
        if result.outcome != Outcome.CREATED:
            maker = made[result.id]
            return replace(result, id=None, part_id=None, same_as=origin.get(maker, maker))
        earlier = self._earlier(self._keys(row))
        if earlier is None:
            return replace(result, id=None, part_id=None)
        origin[row.number] = earlier
        matched = self._mode == Mode.UPSERT and self._earlier(self._match_keys(row)) is not None
        outcome = Outcome.UPDATED if matched else Outcome.JOINED
        return RowResult(outcome, changes={} if matched else None, same_as=earlier)

    def remember(self, row: ParsedRow, judged: RowResult) -> None:
        """A new record has all keys of its row; one that is joined takes over kinds of keys that it lacked."""
        if judged.outcome == Outcome.REJECTED or (
            judged.outcome != Outcome.CREATED and judged.same_as is None
        ):
            return
        maker = judged.same_as or row.number
        known = self._known.setdefault(maker, set())
        keys = self._keys(row)
        fresh = [key for key in keys if maker == row.number or key.kind not in known]
        for key in fresh:
            self._rows.setdefault(key, maker)
        known.update(key.kind for key in fresh)

    def _earlier(self, keys: frozenset[Key]) -> int | None:
        return next((self._rows[key] for key in ranked(keys) if key in self._rows), None)

    def _keys(self, row: ParsedRow) -> frozenset[Key]:
        return self._kind.row_keys(row) if self._kind.row_keys else frozenset()

    def _match_keys(self, row: ParsedRow) -> frozenset[Key]:
        found: frozenset[Key] = frozenset()
        if self._kind.updating is not None:
            for name, keys in self._kind.updating.keys.items():
                if name in self._match and (value := row.values.get(name)):
                    found |= keys(value)
        return found


Values = dict[str, Any]


def _outcomes(run: ImportRun, ids: Collection[int]) -> dict[int, Values]:
    """Record → field → what it would hold by now."""
    rows = ImportedRow.objects.filter(run_id=run.pk, outcome=Outcome.UPDATED, record_id__in=ids)
    found: dict[int, Values] = {}
    for row in rows.order_by("row_number").only("record_id", "changes"):
        if row.record_id is not None:
            after = {name: said for name, (_, said) in (row.changes or {}).items()}
            found.setdefault(row.record_id, {}).update(after)
    return found


def _write(kind: ImportKind, outcomes: dict[int, Values]) -> None:
    records = list(subjects.get(kind.kind).model._default_manager.filter(pk__in=outcomes))
    for record in records:
        for name, value in outcomes[record.pk].items():
            put(record, name, as_held(record, name, value))
    update_rows(records, columns(name for values in outcomes.values() for name in values))
