"""Many customers changed or given away at once, and taken back."""

from typing import Any, ClassVar

from dabiao.core.actor import Actor
from dabiao.core.bulk.batches import BulkBatch, BulkUndo
from dabiao.core.bulk.kinds import BulkKind
from dabiao.core.events.services import Entry
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
    holder_of, names_of = staticmethod(org.holder), staticmethod(org.names_of)

    def check_holder(self, holder: org.Holder, actor: Actor) -> None:
        check_reach(holder, actor)

    def more(self, record: Customer) -> None:
        self.give(record)

    def note(self, record: Customer, changes: dict[str, list[Any]]) -> None:
        said = self.edited(changes)
        if said:
            self.entries.append(Entry(events.CustomerEdited(changes=said, bulk_id=self.run.pk), [record]))
        if "owner_id" in changes:
            self.entries.append(self._given(record, changes))

    def _given(self, customer: Customer, changes: dict[str, list[Any]]) -> Entry:
        fact = events.CustomerAssigned(**self.handing(customer, changes))
        return Entry(fact, [customer], [self.held_before(customer, changes)])


class CustomerBulkUndo(BulkUndo):
    kind, model = "customer", Customer
    groups = (MOVED,)
    alone: ClassVar = {"assign": MOVED}
    working = staticmethod(org.working)

    def entry(self, record: Customer, changes: dict[str, list[Any]]) -> Entry:
        return Entry(events.CustomerPutBack(changes=changes, bulk_id=self.run.pk), [record])


CUSTOMER_BULK = BulkKind("customer", CustomerBulk, CustomerBulkUndo, {"owner_id": "customer.assign"})
