"""Many customers changed or given away at once, and taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.bulk.batches import Base, BulkBatch, BulkUndo
from dabiao.core.bulk.kinds import BulkKind
from dabiao.core.bulk.models import BulkEdit
from dabiao.core.events.services import Entry
from dabiao.core.scoping import demand
from dabiao.modules.customers import events
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.services._holding import check_reach
from dabiao.modules.customers.services.editing import EDITABLE, KEYED
from dabiao.modules.org import queries as org

MOVED = ("owner_id", "unit_id")


class CustomerBulk(BulkBatch):
    kind, model = "customer", Customer
    settable = EDITABLE - KEYED  # whom a customer is about is nothing that many have in common
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
            check_reach(self.holder, actor)
        super().__init__(bases, values, run=run, actor=actor, now=now)
        self.names = org.names_of(sorted({one.owner_id for one in self.records.values() if one.owner_id}))

    def more(self, record: Customer) -> None:
        if self.holder is not None:
            demand(self.actor, "customer.assign", record)
            if record.owner_id != self.holder.user_id:
                record.owner_id, record.unit_id = self.holder.user_id, self.holder.unit_id

    def note(self, record: Customer, changes: dict[str, list[Any]]) -> None:
        said = {name: pair for name, pair in changes.items() if name not in MOVED}
        if said:
            self.entries.append(Entry(events.CustomerEdited(changes=said, bulk_id=self.run.pk), [record]))
        if "owner_id" in changes:
            self.entries.append(self._given(record, changes))

    def _given(self, customer: Customer, changes: dict[str, list[Any]]) -> Entry:
        owner, unit = changes["owner_id"][0], changes.get("unit_id", [customer.unit_id])[0]
        fact = events.CustomerAssigned(
            owner_id=customer.owner_id or 0,
            owner_name=self.holder.name if self.holder else "",
            from_owner_id=owner,
            from_owner_name=self.names.get(owner or 0, ""),
            bulk_id=self.run.pk,
        )
        return Entry(fact, [customer], [(owner, unit)])


class CustomerBulkUndo(BulkUndo):
    kind, model = "customer", Customer
    groups = (MOVED,)
    working = staticmethod(org.working)

    def entry(self, record: Customer, changes: dict[str, list[Any]]) -> Entry:
        return Entry(events.CustomerPutBack(changes=changes, bulk_id=self.run.pk), [record])


CUSTOMER_BULK = BulkKind("customer", CustomerBulk, CustomerBulkUndo, {"owner_id": "customer.assign"})
