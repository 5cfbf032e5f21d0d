"""An import of customers taken back: new customers and contacts go, fields are again what they were."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.events.services import Entry
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import retried
from dabiao.core.identity.keys import Key, organisation_keys, person_keys
from dabiao.core.identity.queries import Holder
from dabiao.core.importing.batches import Batch
from dabiao.core.importing.enums import Outcome
from dabiao.core.importing.kinds import Kept, Written
from dabiao.core.importing.reverting import put_back, revert
from dabiao.core.locking import wired
from dabiao.core.notifications.services import forget
from dabiao.core.scoping import reaches
from dabiao.modules.customers import events
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.customers.services._keys import keys_of, people_of
from dabiao.modules.customers.services.editing import KEYED


def undo_rows(rows: list[Written], *, run: Any, actor: Actor, now: datetime) -> list[list[Kept]]:
    """Take back what each row did, the last row first; gives per row what is kept and why."""
    return retried(lambda: _Undo(rows, run=run, actor=actor, now=now).results())


class _Undo(Batch):
    """The customers of one chunk, and the people there, who hold keys for them."""

    def __init__(self, rows: Sequence[Written], *, run: Any, actor: Actor, now: datetime) -> None:
        ids = {row.id for row in rows}
        super().__init__(Customer, ids, map(_earlier_keys, rows), run=run, actor=actor, now=now)
        self.rows = rows
        self.people = people_of(self.records)
        self.gone: list[int] = []
        self.gone_people: list[int] = []
        self.left: set[int] = set()  # customers whom a contact left, with its keys

    def results(self) -> list[list[Kept]]:
        kept = [self._undo(row) for row in self.rows]
        self.save(but=self.gone)
        Contact.objects.filter(pk__in=self.gone_people).delete()
        identity.release(*(("customer", id) for id in self.gone))
        Customer.objects.filter(pk__in=self.gone).delete()
        forget("customer", self.gone)
        forget("contact", self.gone_people)
        stale = self.left | {id for _, id in self.rekeyed}
        self.rekeyed = {_holder(id): self._keys(self.records[id]) for id in stale}
        self.finish(but=self.gone)
        return kept

    def _undo(self, row: Written) -> list[Kept]:
        customer = self.records.get(row.id)
        if customer is None:  # gone already: there is nothing left to take back
            return []
        if row.outcome == Outcome.UPDATED:
            return self._revert(customer, row)
        if row.touched is not None:
            return [row.touched]
        if row.outcome == Outcome.CREATED:
            return self._remove(customer, row)
        return self._remove_contact(customer, row)

    def _remove(self, customer: Customer, row: Written) -> list[Kept]:
        if any(one.pk != row.part_id for one in self._staying(customer)):
            return [Kept("importing.kept_touched")]
        self.gone.append(customer.pk)
        self.forget_keys(_holder(customer.pk))
        people = [one for one in self._staying(customer) if one.pk == row.part_id]
        for one in people:
            one.customer = customer  # it is gone from the database when the fact is written
        self.gone_people += [row.part_id] if row.part_id else []
        self.entries.append(Entry(events.CustomerWithdrawn(import_id=self.run.pk), [customer, *people]))
        return []

    def _remove_contact(self, customer: Customer, row: Written) -> list[Kept]:
        contact = next((one for one in self._staying(customer) if one.pk == row.part_id), None)
        if contact is not None:
            contact.customer = customer
            self.gone_people.append(contact.pk)
            self.left.add(customer.pk)
            fact = events.ContactWithdrawn(contact_id=contact.pk, name=contact.name, import_id=self.run.pk)
            self.entries.append(Entry(fact, [customer, contact]))
        return []

    def _staying(self, customer: Customer) -> list[Contact]:
        return [one for one in self.people.get(customer.pk, []) if one.pk not in self.gone_people]

    def _keys(self, customer: Customer) -> frozenset[Key]:
        return keys_of(customer, self._staying(customer))

    def _revert(self, customer: Customer, row: Written) -> list[Kept]:
        if not reaches(self.actor, "customer.edit", customer):
            return [Kept("importing.kept_out_of_reach")]
        done, kept = revert(customer, row.changes)
        if self.lost(_holder(customer.pk), self._keys(customer)) is not None:
            fields = sorted(KEYED & done.keys())
            put_back(customer, done, fields)
            kept += [Kept("importing.kept_key_taken", name) for name in fields]
        if done:
            self._note(customer, done)
        return kept

    def _note(self, customer: Customer, done: dict[str, tuple[Any, Any]]) -> None:
        self.raise_version(customer)
        self.write(customer, done)
        if not KEYED.isdisjoint(done):
            self.rekey(_holder(customer.pk), self._keys(customer))
        fact = events.CustomerReverted(changes=wired(done), import_id=self.run.pk)
        self.entries.append(Entry(fact, [customer]))


def _holder(id: int) -> Holder:
    return ("customer", id)


def _earlier_keys(row: Written) -> frozenset[Key]:
    """Every key that the customer might get back."""
    before = {name: str(pair[0] or "") for name, pair in row.changes.items()}
    own = organisation_keys(name=before.get("name", ""), uscc=before.get("uscc", ""))
    return own | person_keys(phone=before.get("phone", ""))
