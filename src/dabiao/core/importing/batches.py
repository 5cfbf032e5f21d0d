"""What a module keeps while it goes through the rows of one chunk: the records, locked, and who has which key by then."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.errors import DomainError
from dabiao.core.events.services import Entry, record_all
from dabiao.core.fields.definitions import PREFIX
from dabiao.core.identity import queries as identities
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import Overtaken
from dabiao.core.identity.keys import Key, ranked
from dabiao.core.identity.queries import Holder
from dabiao.core.importing.kinds import ParsedRow, RowResult
from dabiao.core.importing.reverting import image
from dabiao.core.locking import columns, held, put


class Batch:
    """Changes are made on the rows in memory, and written together by `save` and `finish`."""

    def __init__(
        self,
        model: type[Model],
        ids: Collection[int],
        mentioned: Iterable[frozenset[Key]],
        *,
        run: Any,
        actor: Actor,
        now: datetime,
        among: QuerySet[Any] | None = None,
    ) -> None:
        """`mentioned`: every key that a row could give to a record. `among`: where the records are looked for."""
        self.model, self.run, self.actor, self.now = model, run, actor, now
        rows = model._default_manager.all() if among is None else among
        locked = rows.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
        self.records: dict[int, Any] = {row.pk: row for row in locked}
        keys = frozenset[Key]().union(*mentioned)
        self.taken = identities.holders(keys) if keys else {}
        self.rekeyed: dict[Holder, frozenset[Key]] = {}
        self.written: dict[int, set[str]] = {}
        self.entries: list[Entry] = []

    def raise_version(self, record: Any) -> None:
        record.version, record.updated_at = record.version + 1, self.now

    def write(self, record: Any, names: Collection[str]) -> None:
        self.written.setdefault(record.pk, set()).update(names)

    def lost(self, holder: Holder, keys: Collection[Key]) -> Key | None:
        """The weightiest of these keys that somebody else has by now."""
        return next((key for key in ranked(frozenset(keys)) if self.taken.get(key, holder) != holder), None)

    def rekey(self, holder: Holder, keys: frozenset[Key]) -> None:
        """From here on the record has exactly these; what it gives up a later row may take."""
        self.forget_keys(holder, but=keys)
        self.taken |= dict.fromkeys(keys, holder)
        self.rekeyed[holder] = keys

    def forget_keys(self, holder: Holder, *, but: Collection[Key] = ()) -> None:
        for key in [key for key, has in self.taken.items() if has == holder and key not in but]:
            del self.taken[key]

    def save(self, *, but: Collection[int] = ()) -> None:
        """Write what changed, without the records that are gone."""
        changed = [self.records[id] for id in self.written if id not in but]
        if changed:
            names = columns(set().union(*self.written.values()) | {"version", "updated_at"})
            update_rows(changed, names)

    def finish(self, *, but: Collection[int] = ()) -> None:
        """Keys and facts. Raises `Overtaken` when somebody was given one of the keys meanwhile."""
        wanted = {holder: keys for holder, keys in self.rekeyed.items() if holder[1] not in but}
        if wanted and identity.rehold_many(wanted):
            raise Overtaken
        record_all(self.entries, actor=self.actor, now=self.now)


class UpdateBatch(Batch):
    """Rows put on records there are: what is refused leaves its record as it was, and the others go on."""

    watched: frozenset[str]  # the fields that a row may change

    def results(self, found: Iterable[tuple[int, ParsedRow]]) -> list[RowResult]:
        results = [self._result(id, row) for id, row in found]
        self.save()
        self.finish()
        return results

    def _result(self, id: int, row: ParsedRow) -> RowResult:
        record = self.records.get(id)
        if record is None:
            return self.missing(id)
        names = [*self.watched, *(name for name in row.values if name.startswith(PREFIX))]
        before = {name: held(record, name) for name in names}
        try:
            self.change(record, row.values)
        except DomainError as error:
            for name, value in before.items():
                put(record, name, value)
            return RowResult.refused(error)
        changes = {
            name: [image(old), image(held(record, name))]
            for name, old in before.items()
            if image(old) != image(held(record, name))
        }
        if changes:
            self.raise_version(record)
            self.write(record, changes)
            self.note(record, changes)
        return RowResult.changed(id, changes)

    def missing(self, id: int) -> RowResult:
        """The record was removed since it was found."""
        return RowResult.rejected("importing.no_such_record", field="record_id", value=id)

    def change(self, record: Any, values: Mapping[str, Any]) -> None:
        """On the row in memory only. Raises why the whole row is refused."""
        raise NotImplementedError

    def note(self, record: Any, changes: dict[str, list[Any]]) -> None:
        """The change is certain: whose keys change, and what is said of it."""
        raise NotImplementedError
