"""Many contracts changed or given away at once, and taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.bulk.batches import Base, BulkBatch, BulkUndo
from dabiao.core.bulk.kinds import BulkKind
from dabiao.core.bulk.models import BulkEdit
from dabiao.core.events.services import Entry
from dabiao.core.scoping import demand
from dabiao.modules.contracts import events, rules
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.services import _shared
from dabiao.modules.org import queries as org

MOVED = ("owner_id", "unit_id")


class ContractBulk(BulkBatch):
    kind, model = "contract", Contract
    settable = frozenset({"starts_on", "ends_on", "remark"})
    moved = frozenset(MOVED)

    def __init__(
        self,
        bases: Mapping[int, Base],
        values: Mapping[str, Any],
        *,
        run: BulkEdit,
        actor: Actor,
        now: datetime,
    ) -> None:
        self.holder = org.holder(values["owner_id"]) if "owner_id" in values else None
        if self.holder is not None:
            _shared.check_person(self.holder, actor)
        super().__init__(bases, values, run=run, actor=actor, now=now)
        self.names = org.names_of(sorted({one.owner_id for one in self.records.values() if one.owner_id}))

    def more(self, record: Contract) -> None:
        if any(self.is_plain(name) for name in self.values):
            rules.check_live(record.status)
            rules.check_dates(record.starts_on, record.ends_on)
        if self.holder is not None:
            demand(self.actor, "contract.assign", record)
            if record.owner_id != self.holder.user_id:
                record.owner_id, record.unit_id = self.holder.user_id, self.holder.unit_id

    def note(self, record: Contract, changes: dict[str, list[Any]]) -> None:
        said = {name: pair for name, pair in changes.items() if name not in MOVED}
        if said:
            fact = events.ContractEdited(record.number, record.title, said, bulk_id=self.run.pk)
            self.entries.append(Entry(fact, _shared.subjects_of(record)))
        if "owner_id" in changes:
            self.entries.append(self._given(record, changes))

    def _given(self, contract: Contract, changes: dict[str, list[Any]]) -> Entry:
        owner, unit = changes["owner_id"][0], changes.get("unit_id", [contract.unit_id])[0]
        fact = events.ContractAssigned(
            number=contract.number,
            title=contract.title,
            owner_id=contract.owner_id or 0,
            owner_name=self.holder.name if self.holder else "",
            from_owner_id=owner,
            from_owner_name=self.names.get(owner or 0, ""),
            bulk_id=self.run.pk,
        )
        return Entry(fact, _shared.subjects_of(contract), [(owner, unit)])


class ContractBulkUndo(BulkUndo):
    kind, model = "contract", Contract
    groups = (MOVED,)
    working = staticmethod(org.working)

    def check(self, record: Contract, done: Mapping[str, tuple[Any, Any]]) -> None:
        if done.keys() - set(MOVED):
            rules.check_live(record.status)
            rules.check_dates(record.starts_on, record.ends_on)

    def entry(self, record: Contract, changes: dict[str, list[Any]]) -> Entry:
        fact = events.ContractPutBack(record.number, record.title, changes, self.run.pk)
        return Entry(fact, _shared.subjects_of(record))


CONTRACT_BULK = BulkKind("contract", ContractBulk, ContractBulkUndo, {"owner_id": "contract.assign"})
