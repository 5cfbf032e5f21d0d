"""Customers changed by a file: what the screen's editing allows, for a chunk of rows in a few statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Forbidden, Invalid
from dabiao.core.events.services import Entry, record_all
from dabiao.core.fields.definitions import PREFIX
from dabiao.core.identity import queries as identities
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import Overtaken, retried
from dabiao.core.identity.keys import Key, organisation_keys, person_keys, ranked, uscc
from dabiao.core.identity.queries import Holder
from dabiao.core.importing import custom
from dabiao.core.importing.kinds import ParsedRow, RowResult
from dabiao.core.importing.reverting import image
from dabiao.core.locking import columns, held, put
from dabiao.core.masking import masked
from dabiao.core.scoping import reaches
from dabiao.core.text import squash
from dabiao.modules.customers import events, rules
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.services._keys import keys_of, people_of
from dabiao.modules.customers.services.editing import EDITABLE, HANDLES, KEYED

ONE_LINE = ("name", "industry", "region", "website", "address", "source")
_NEVER_EMPTY = ("name", "kind")


def update_rows(
    found: list[tuple[int, ParsedRow]], *, run: Any, actor: Actor, now: datetime
) -> list[RowResult]:
    """Put each row's values on its customer; who may not edit it is refused alone."""
    return retried(lambda: _Batch(found, run, actor, now).results())


class _Batch:
    """The customers of one chunk, locked, and who has which key while the rows are gone through in their order."""

    def __init__(self, found: list[tuple[int, ParsedRow]], run: Any, actor: Actor, now: datetime) -> None:
        self.found, self.run, self.actor, self.now = found, run, actor, now
        self.clears = bool(run.options.get("clear_empty"))
        rows = Customer.objects.filter(pk__in={id for id, _ in found}).order_by("pk")
        self.customers = {customer.pk: customer for customer in rows.select_for_update(of=("self",))}
        self.people = people_of(self.customers)
        self.taken = identities.holders(frozenset().union(*(_mentioned(row) for _, row in found)))
        self.rekeyed: dict[Holder, frozenset[Key]] = {}
        self.written: dict[int, set[str]] = {}
        self.entries: list[Entry] = []

    def results(self) -> list[RowResult]:
        results = [self._result(id, row) for id, row in self.found]
        changed = [self.customers[id] for id in self.written]
        if changed:
            written = columns(set().union(*self.written.values()) | {"version", "updated_at"})
            Customer.objects.bulk_update(changed, written)
        if identity.rehold_many(self.rekeyed):
            raise Overtaken
        record_all(self.entries, actor=self.actor, now=self.now)
        return results

    def _result(self, id: int, row: ParsedRow) -> RowResult:
        customer = self.customers.get(id)
        if customer is None:  # removed since it was found
            return RowResult.rejected("importing.no_such_record", field="record_id", value=id)
        custom_names = [name for name in row.values if name.startswith(PREFIX)]
        before = {name: held(customer, name) for name in (*EDITABLE, *custom_names)}
        try:
            self._change(customer, row.values)
        except DomainError as error:
            for name, value in before.items():
                put(customer, name, value)
            return RowResult.refused(error)
        changes = {
            name: [image(old), image(held(customer, name))]
            for name, old in before.items()
            if image(old) != image(held(customer, name))
        }
        if changes:
            self._note(customer, changes)
        return RowResult.changed(id, changes)

    def _change(self, customer: Customer, values: Mapping[str, Any]) -> None:
        """On the row in memory only. Raises why the whole row is refused."""
        if not reaches(self.actor, "customer.edit", customer):
            raise Forbidden("importing.may_not_edit", field="record_id")
        wanted = self._wanted(customer, values)
        rules.check_facts(wanted)
        for name, value in wanted.items():
            put(customer, name, value)
        holder, keys = _holder(customer), self._keys(customer)
        for key in ranked(keys):
            if self.taken.get(key, holder) != holder:
                raise identity.as_refusal(key, self.taken[key], actor=self.actor)

    def _wanted(self, customer: Customer, values: Mapping[str, Any]) -> dict[str, Any]:
        """The fields to write. A phone that was exported masked, and comes back as it was shown, is no change."""
        hidden = {} if reaches(self.actor, "customer.read_phone", customer) else HANDLES
        wanted = custom.of_known("customer", values, customer.fields, clears=self.clears)
        for name in EDITABLE & values.keys():
            value = values[name]
            if value is None:
                value = "" if self.clears and name not in _NEVER_EMPTY else None
            if value is None or (name in hidden and value == masked(getattr(customer, name), hidden[name])):
                continue
            if name in HANDLES and "*" in value:
                raise Invalid("core.masked_value", field=name)
            wanted[name] = uscc(value) if name == "uscc" else squash(value) if name in ONE_LINE else value
        return wanted

    def _keys(self, customer: Customer) -> frozenset[Key]:
        return keys_of(customer, self.people.get(customer.pk, []))

    def _note(self, customer: Customer, changes: dict[str, list[Any]]) -> None:
        customer.version, customer.updated_at = customer.version + 1, self.now
        self.written.setdefault(customer.pk, set()).update(changes)
        if not KEYED.isdisjoint(changes):
            holder, keys = _holder(customer), self._keys(customer)
            for key in [key for key, has in self.taken.items() if has == holder and key not in keys]:
                del self.taken[key]
            self.taken |= dict.fromkeys(keys, holder)
            self.rekeyed[holder] = keys
        self.entries.append(Entry(events.CustomerEdited(changes=changes, import_id=self.run.pk), [customer]))


def _holder(customer: Customer) -> Holder:
    return ("customer", customer.pk)


def _mentioned(row: ParsedRow) -> frozenset[Key]:
    """Every key that the row could give to a customer."""
    said = {name: row.values.get(name) or "" for name in ("phone", "name", "uscc")}
    return person_keys(phone=said["phone"]) | organisation_keys(name=said["name"], uscc=said["uscc"])
