"""An import of customers taken back: new customers and contacts go, fields are again what they were."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.events.services import Entry, record_all
from dabiao.core.identity import queries as identities
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import Overtaken, retried
from dabiao.core.identity.keys import Key, organisation_keys, person_keys
from dabiao.core.identity.queries import Holder
from dabiao.core.importing.enums import Outcome
from dabiao.core.importing.kinds import Kept, Written
from dabiao.core.importing.reverting import put_back, revert
from dabiao.core.locking import columns, wired
from dabiao.core.notifications.services import forget
from dabiao.core.scoping import reaches
from dabiao.modules.customers import events
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.customers.services._keys import keys_of, people_of
from dabiao.modules.customers.services.editing import KEYED


def undo_rows(rows: list[Written], *, run: Any, actor: Actor, now: datetime) -> list[list[Kept]]:
    """Take back what each row did, the last row first; gives per row what is kept and why."""
    return retried(lambda: _Undo(rows, run, actor, now).results())


class _Undo:
    """The customers of one chunk, locked, and who has which key while the rows are gone through."""

    def __init__(self, rows: Sequence[Written], run: Any, actor: Actor, now: datetime) -> None:
        self.rows, self.run, self.actor, self.now = rows, run, actor, now
        locked = Customer.objects.filter(pk__in={row.id for row in rows}).order_by("pk")
        self.customers = {customer.pk: customer for customer in locked.select_for_update(of=("self",))}
        self.people = people_of(self.customers)
        self.taken = identities.holders(frozenset().union(*(_earlier_keys(row) for row in rows)))
        self.rekeyed: set[int] = set()
        self.written: dict[int, set[str]] = {}
        self.gone: list[int] = []
        self.gone_people: list[int] = []
        self.entries: list[Entry] = []

    def results(self) -> list[list[Kept]]:
        kept = [self._undo(row) for row in self.rows]
        changed = [self.customers[id] for id in self.written if id not in self.gone]
        if changed:
            written = columns(set().union(*self.written.values()) | {"version", "updated_at"})
            Customer.objects.bulk_update(changed, written)
        Contact.objects.filter(pk__in=self.gone_people).delete()
        identity.release(*(("customer", id) for id in self.gone))
        Customer.objects.filter(pk__in=self.gone).delete()
        forget("customer", self.gone)
        forget("contact", self.gone_people)
        wanted = {_holder(id): self._keys(self.customers[id]) for id in self.rekeyed if id not in self.gone}
        if identity.rehold_many(wanted):
            raise Overtaken
        record_all(self.entries, actor=self.actor, now=self.now)
        return kept

    def _undo(self, row: Written) -> list[Kept]:
        customer = self.customers.get(row.id)
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
        for key in [key for key, holder in self.taken.items() if holder == _holder(customer.pk)]:
            del self.taken[key]
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
            self.rekeyed.add(customer.pk)
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
        holder = _holder(customer.pk)
        if any(self.taken.get(key, holder) != holder for key in self._keys(customer)):
            fields = sorted(KEYED & done.keys())
            put_back(customer, done, fields)
            kept += [Kept("importing.kept_key_taken", name) for name in fields]
        if done:
            self._note(customer, done)
        return kept

    def _note(self, customer: Customer, done: dict[str, tuple[Any, Any]]) -> None:
        customer.version, customer.updated_at = customer.version + 1, self.now
        self.written.setdefault(customer.pk, set()).update(done)
        if not KEYED.isdisjoint(done):
            holder, keys = _holder(customer.pk), self._keys(customer)
            for key in [key for key, has in self.taken.items() if has == holder and key not in keys]:
                del self.taken[key]
            self.taken |= dict.fromkeys(keys, holder)
            self.rekeyed.add(customer.pk)
        fact = events.CustomerReverted(changes=wired(done), import_id=self.run.pk)
        self.entries.append(Entry(fact, [customer]))


def _holder(id: int) -> Holder:
    return ("customer", id)


def _earlier_keys(row: Written) -> frozenset[Key]:
    """Every key that the customer might get back."""
    before = {name: str(pair[0] or "") for name, pair in row.changes.items()}
    own = organisation_keys(name=before.get("name", ""), uscc=before.get("uscc", ""))
    return own | person_keys(phone=before.get("phone", ""))
