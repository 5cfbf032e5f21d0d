"""How one kind of record is changed by the dozen, and how that is taken back. A module says what it adds."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Model

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.bulk.models import BulkEdit
from dabiao.core.errors import DomainError, NotFound
from dabiao.core.events.services import Entry
from dabiao.core.fields import checking
from dabiao.core.fields.definitions import PREFIX
from dabiao.core.importing.batches import Batch, UpdateBatch
from dabiao.core.importing.enums import Outcome
from dabiao.core.importing.kinds import Changes, Kept, ParsedRow, RowResult
from dabiao.core.importing.reverting import put_back, revert
from dabiao.core.locking import put, refuse_conflicts, wired
from dabiao.core.scoping import covers, demand, in_pool_reach

Base = Mapping[str, Any]


class BulkBatch(UpdateBatch):
    """The same values put on many records; each is changed, left as it is, or refused on its own."""

    kind: ClassVar[str]
    model: type[Model]
    settable: ClassVar[frozenset[str]]  # beside custom fields, which every kind has
    moved: ClassVar[frozenset[str]]  # what more may change with them
    # who somebody is that records are given to, and what people are called: core knows no module that could say
    holder_of: Callable[[int], Any]
    names_of: Callable[[list[int]], Mapping[int, str]]

    def __init__(
        self,
        bases: Mapping[int, Base],
        values: Mapping[str, Any],
        *,
        run: BulkEdit,
        actor: Actor,
        now: datetime,
    ) -> None:
        """`bases`: record → what the actor saw in it of the fields to change."""
        self.holder = type(self).holder_of(values["owner_id"]) if "owner_id" in values else None
        if self.holder is not None:
            self.check_holder(self.holder, actor)
        among = subjects.get(self.kind).visible_to(actor)
        super().__init__(self.model, bases.keys(), (), run=run, actor=actor, now=now, among=among)
        self.bases, self.values, self.watched = bases, values, self.settable | self.moved
        self.names = type(self).names_of(
            sorted({one.owner_id for one in self.records.values() if one.owner_id})
        )

    def outcome(self) -> list[tuple[int, RowResult]]:
        row = ParsedRow(0, dict(self.values), {})
        return list(zip(self.bases, self.results((id, row) for id in self.bases), strict=True))

    def missing(self, id: int) -> RowResult:
        return RowResult.refused(NotFound("core.not_found", kind=self.kind, id=id))

    def change(self, record: Any, values: Mapping[str, Any]) -> None:
        base = self.bases[record.pk]
        known = {name: value for name, value in values.items() if name in base and self._is_held(name)}
        refuse_conflicts(record, known, base)
        plain = {name: value for name, value in values.items() if self.is_plain(name)}
        if plain:
            demand(self.actor, f"{self.kind}.edit", record)
            for name, value in checking.for_edit(self.kind, plain, record.fields).items():
                put(record, name, value)
        self.more(record)

    def is_plain(self, name: str) -> bool:
        return name in self.settable or name.startswith(PREFIX)

    def _is_held(self, name: str) -> bool:
        return self.is_plain(name) or name in self.moved

    def more(self, record: Any) -> None:
        """Owner, stage, and what must hold of the whole record. Raises why it is refused."""

    def check_holder(self, holder: Any, actor: Actor) -> None:
        """Whether the actor may give anything to this person at all. Raises why not."""

    def give(self, record: Any) -> None:
        """The record becomes the named person's, where one is named."""
        if self.holder is not None:
            demand(self.actor, f"{self.kind}.assign", record)
            if record.owner_id != self.holder.user_id:
                record.owner_id, record.unit_id = self.holder.user_id, self.holder.unit_id

    def edited(self, changes: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        """The changes that are an edit: what more changes with them is told by facts of its own."""
        return {name: pair for name, pair in changes.items() if name not in self.moved}

    def handing(self, record: Any, changes: Mapping[str, list[Any]]) -> dict[str, Any]:
        """What every fact says of a record that was given to somebody."""
        before, _ = self.held_before(record, changes)
        return {
            "owner_id": record.owner_id or 0,
            "owner_name": self.holder.name if self.holder else "",
            "from_owner_id": before,
            "from_owner_name": self.names.get(before or 0, ""),
            "bulk_id": self.run.pk,
        }

    @staticmethod
    def held_before(record: Any, changes: Mapping[str, list[Any]]) -> tuple[int | None, int | None]:
        """Whose it was, and of which unit."""
        owner, unit = (changes.get(name, [getattr(record, name)])[0] for name in ("owner_id", "unit_id"))
        return owner, unit


class BulkUndo(Batch):
    """Takes such a change back, each field only while it still holds what was written."""

    kind: ClassVar[str]
    model: type[Model]
    # fields that go back together or not at all; the first gives the group its permission and its name
    groups: ClassVar[tuple[tuple[str, ...], ...]] = ()
    # what is done to one record alone → all that it changes, which goes back together
    alone: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    verbs: ClassVar[Mapping[str, str]] = {"owner_id": "assign", "stage_id": "move"}
    working: Callable[[Collection[int]], set[int]]

    def __init__(self, run: BulkEdit, *, actor: Actor, now: datetime) -> None:
        self.together = (self.alone[run.verb],) if run.verb else self.groups
        self.images: dict[int, Changes] = {int(id): changes for id, changes in run.images.items()}
        super().__init__(self.model, self.images.keys(), (), run=run, actor=actor, now=now)
        owners = {pair[0] for image in self.images.values() for pair in [image.get("owner_id", [None])]}
        self.still_here = type(self).working({int(one) for one in owners if one is not None})

    def results(self) -> dict[int, list[Kept]]:
        """Per record what is kept, nothing where all is as it was. `written` has those that got anything back."""
        kept = {id: self._undo(id, image) for id, image in self.images.items()}
        self.save()
        self.finish()
        return kept

    def _undo(self, id: int, image: Changes) -> list[Kept]:
        record = self.records.get(id)
        if record is None:
            return [Kept("bulk.kept_gone")]
        allowed = {name: pair for name, pair in image.items() if self._may(record, image, name)}
        if not allowed:
            return [Kept("bulk.kept_out_of_reach")]
        done, changed = revert(record, allowed)
        kept = [Kept("bulk.kept_changed", one.field) for one in changed]
        kept = [*self._broken_groups(record, done, kept), *self._owner_left(record, done)]
        try:
            self.check(record, done)
        except DomainError as error:
            put_back(record, done, list(done))
            return [Kept(error.code, error.field or "", error.params)]
        if done:
            self._note(record, done)
        return kept

    def _may(self, record: Any, image: Changes, name: str) -> bool:
        """Whoever may change it as it lies now, or as it will lie again: what one gave away one may take back."""
        leader = next((group[0] for group in self.together if name in group), name)
        permission = f"{self.kind}.{self.run.verb or self.verbs.get(leader, 'edit')}"
        then = tuple(image.get(column, [getattr(record, column)])[0] for column in ("owner_id", "unit_id"))
        return any(
            covers(self.actor, permission, id=record.pk, owner_id=owner, unit_id=unit)
            or (self.actor.may(permission) and in_pool_reach(self.actor, f"{self.kind}.claim", owner, unit))
            for owner, unit in ((record.owner_id, record.unit_id), then)
        )

    def _broken_groups(self, record: Any, done: dict[str, tuple[Any, Any]], kept: list[Kept]) -> list[Kept]:
        changed = {one.field for one in kept}
        for group in self.together:
            if not changed.isdisjoint(group):
                put_back(record, done, group)
                kept = [one for one in kept if one.field not in group]
                kept.append(Kept("bulk.kept_changed", group[0]))
        return kept

    def _owner_left(self, record: Any, done: dict[str, tuple[Any, Any]]) -> list[Kept]:
        before = done["owner_id"][1] if "owner_id" in done else None
        if before is None or before in self.still_here:
            return []
        put_back(record, done, next(group for group in self.together if group[0] == "owner_id"))
        return [Kept("bulk.kept_owner_left", "owner_id")]

    def _note(self, record: Any, done: dict[str, tuple[Any, Any]]) -> None:
        self.raise_version(record)
        self.write(record, done)
        owner, unit = (
            done[name][0] if name in done else getattr(record, name) for name in ("owner_id", "unit_id")
        )
        told = self.entry(record, wired(done))
        self.entries.append(Entry(told.fact, told.subjects, [(owner, unit)]))

    def check(self, record: Any, done: Mapping[str, tuple[Any, Any]]) -> None:
        """What must hold of the record as it would be again. Raises why it stays as it is."""

    def entry(self, record: Any, changes: dict[str, list[Any]]) -> Entry:
        """What is said of it."""
        raise NotImplementedError


def verdict(result: RowResult) -> str:
    """`done`, `unchanged`, `conflict` or `refused`."""
    if result.error is None:
        return "done" if result.outcome == Outcome.UPDATED else "unchanged"
    return "conflict" if result.error.code == "edit.conflict" else "refused"
