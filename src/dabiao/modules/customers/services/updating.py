"""Customers changed by a file: what the screen's editing allows, for a chunk of rows in a few statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import Entry
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import retried
from dabiao.core.identity.keys import Key, organisation_keys, person_keys, uscc
from dabiao.core.identity.queries import Holder
from dabiao.core.importing import custom
from dabiao.core.importing.batches import UpdateBatch
from dabiao.core.importing.kinds import ParsedRow, RowResult
from dabiao.core.locking import put
from dabiao.core.masking import masked
from dabiao.core.scoping import reaches
from dabiao.core.text import line
from dabiao.modules.customers import events, rules
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.services._keys import keys_of, people_of
from dabiao.modules.customers.services.editing import EDITABLE, HANDLES, KEYED

ONE_LINE = ("name", "industry", "region", "website", "address", "source")
_NEVER_EMPTY = ("name", "kind")


Found = list[tuple[int, ParsedRow]]


def update_rows(found: Found, *, run: Any, actor: Actor, now: datetime) -> list[RowResult]:
    """Put each row's values on its customer; who may not edit it is refused alone."""
    return retried(lambda: _Batch(found, run=run, actor=actor, now=now).results(found))


class _Batch(UpdateBatch):
    """The customers of one chunk, and the people there, who hold keys for them."""

    watched = EDITABLE

    def __init__(self, found: Found, *, run: Any, actor: Actor, now: datetime) -> None:
        mentioned = (_mentioned(row) for _, row in found)
        super().__init__(Customer, {id for id, _ in found}, mentioned, run=run, actor=actor, now=now)
        self.clears = bool(run.options.get("clear_empty"))
        self.people = people_of(self.records)

    def change(self, record: Customer, values: Mapping[str, Any]) -> None:
        if not reaches(self.actor, "customer.edit", record):
            raise Forbidden("importing.may_not_edit", field="record_id")
        wanted = self._wanted(record, values)
        rules.check_facts(wanted)
        for name, value in wanted.items():
            put(record, name, value)
        key = self.lost(_holder(record), self._keys(record))
        if key is not None:
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
            wanted[name] = uscc(value) if name == "uscc" else line(value) if name in ONE_LINE else value
        return wanted

    def _keys(self, customer: Customer) -> frozenset[Key]:
        return keys_of(customer, self.people.get(customer.pk, []))

    def note(self, record: Customer, changes: dict[str, list[Any]]) -> None:
        if not KEYED.isdisjoint(changes):
            self.rekey(_holder(record), self._keys(record))
        self.entries.append(Entry(events.CustomerEdited(changes=changes, import_id=self.run.pk), [record]))


def _holder(customer: Customer) -> Holder:
    return ("customer", customer.pk)


def _mentioned(row: ParsedRow) -> frozenset[Key]:
    """Every key that the row could give to a customer."""
    said = {name: row.values.get(name) or "" for name in ("phone", "name", "uscc")}
    return person_keys(phone=said["phone"]) | organisation_keys(name=said["name"], uscc=said["uscc"])
