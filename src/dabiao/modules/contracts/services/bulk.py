"""Many contracts changed or given away at once, and taken back."""

from collections.abc import Mapping
from typing import Any, ClassVar

from dabiao.core.actor import Actor
from dabiao.core.bulk.batches import BulkBatch, BulkUndo
from dabiao.core.bulk.kinds import BulkKind
from dabiao.core.events.services import Entry
from dabiao.modules.contracts import events, rules
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.services import _shared
from dabiao.modules.org import queries as org

MOVED = ("owner_id", "unit_id")


class ContractBulk(BulkBatch):
    kind, model = "contract", Contract
    settable = frozenset({"starts_on", "ends_on", "remark"})
    moved = frozenset(MOVED)
    holder_of, names_of = staticmethod(org.holder), staticmethod(org.names_of)

    def check_holder(self, holder: org.Holder, actor: Actor) -> None:
        _shared.check_person(holder, actor)

    def more(self, record: Contract) -> None:
        if any(self.is_plain(name) for name in self.values):
            rules.check_live(record.status)
            rules.check_dates(record.starts_on, record.ends_on)
        self.give(record)

    def note(self, record: Contract, changes: dict[str, list[Any]]) -> None:
        said = self.edited(changes)
        if said:
            fact = events.ContractEdited(
                record.number, record.title, said, bulk_id=self.run.pk, currency=record.currency
            )
            self.entries.append(Entry(fact, _shared.subjects_of(record)))
        if "owner_id" in changes:
            self.entries.append(self._given(record, changes))

    def _given(self, contract: Contract, changes: dict[str, list[Any]]) -> Entry:
        fact = events.ContractAssigned(
            number=contract.number, title=contract.title, **self.handing(contract, changes)
        )
        return Entry(fact, _shared.subjects_of(contract), [self.held_before(contract, changes)])


class ContractBulkUndo(BulkUndo):
    kind, model = "contract", Contract
    groups = (MOVED,)
    alone: ClassVar = {"assign": MOVED}
    working = staticmethod(org.working)

    def check(self, record: Contract, done: Mapping[str, tuple[Any, Any]]) -> None:
        if done.keys() - set(MOVED):
            rules.check_live(record.status)
            rules.check_dates(record.starts_on, record.ends_on)

    def entry(self, record: Contract, changes: dict[str, list[Any]]) -> Entry:
        fact = events.ContractPutBack(record.number, record.title, changes, self.run.pk, record.currency)
        return Entry(fact, _shared.subjects_of(record))


CONTRACT_BULK = BulkKind("contract", ContractBulk, ContractBulkUndo, {"owner_id": "contract.assign"})
