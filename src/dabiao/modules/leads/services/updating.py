"""Leads changed by a file: what the screen's editing allows, for a chunk of rows in a few statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import Entry
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import retried
from dabiao.core.identity.keys import Key, organisation_keys, person_keys
from dabiao.core.importing import custom
from dabiao.core.importing.batches import UpdateBatch
from dabiao.core.importing.kinds import ParsedRow, RowResult
from dabiao.core.locking import put
from dabiao.core.masking import masked
from dabiao.core.scoping import covers, in_pool_reach, reaches
from dabiao.modules.leads import events, rules
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.queries.enquiries import HANDLES
from dabiao.modules.leads.services._keys import holder_of, keys_of
from dabiao.modules.leads.services._owning import demand_reach, owners_of
from dabiao.modules.leads.services._tagging import in_words
from dabiao.modules.leads.services.editing import EDITABLE, KEYED
from dabiao.modules.org import queries as org

Found = list[tuple[int, ParsedRow]]
_EMPTY: Mapping[str, Any] = {"cost_minor": 0, "source": None, "tags": []}
_MOVED = ("owner_id", "unit_id", "status", "assigned_at")


def update_rows(found: Found, *, run: Any, actor: Actor, now: datetime) -> list[RowResult]:
    """Put each row's values on its lead; who may not edit it, or give it to the person named, is refused alone."""
    return retried(lambda: _Batch(found, run=run, actor=actor, now=now).results(found))


class _Batch(UpdateBatch):
    """The leads of one chunk, and whom rows may give them to."""

    watched = EDITABLE | frozenset(_MOVED)

    def __init__(self, found: Found, *, run: Any, actor: Actor, now: datetime) -> None:
        rows = [row for _, row in found]
        super().__init__(Lead, {id for id, _ in found}, map(_mentioned, rows), run=run, actor=actor, now=now)
        self.clears = bool(run.options.get("clear_empty"))
        self.owners = owners_of(rows, None)
        self.names = org.names_of(sorted({lead.owner_id for lead in self.records.values() if lead.owner_id}))

    def change(self, record: Lead, values: Mapping[str, Any]) -> None:
        if not reaches(self.actor, "lead.edit", record):
            raise Forbidden("importing.may_not_edit", field="record_id")
        for name, value in self._wanted(record, values).items():
            put(record, name, value)
        rules.check_identifiable(vars(record))
        self._check_keys(record)
        if values.get("owner"):
            self._give(record, values["owner"])

    def _wanted(self, lead: Lead, values: Mapping[str, Any]) -> dict[str, Any]:
        """The fields to write. A handle that was exported masked, and comes back as it was shown, is no change."""
        hidden = {} if reaches(self.actor, "lead.read_phone", lead) else HANDLES
        wanted = custom.of_known("lead", values, lead.fields, clears=self.clears)
        for name in EDITABLE & values.keys():
            value = values[name]
            if value is None:
                value = _EMPTY.get(name, "") if self.clears else None
            if value is None or (name in hidden and value == masked(getattr(lead, name), hidden[name])):
                continue
            if name in HANDLES and "*" in str(value):
                raise Invalid("core.masked_value", field=name)
            wanted[name] = org.kept_tags(value, held=lead.tags) if name == "tags" else value
        return wanted

    def _check_keys(self, lead: Lead) -> None:
        if not rules.is_live(lead.status):
            return
        key = self.lost(holder_of(lead), keys_of(lead))
        if key is not None:
            refusal = identity.as_refusal(key, self.taken[key], actor=self.actor)
            refusal.field = "company" if key.kind == "name" else str(key.kind)
            raise refusal

    def _give(self, lead: Lead, asked: str) -> None:
        holder = self.owners.get(asked)
        if holder is None:
            raise Invalid("leads.unknown_person", field="owner", value=asked)
        if holder.user_id == lead.owner_id:
            return
        actor, owner, unit = self.actor, lead.owner_id, lead.unit_id
        from_pool = actor.may("lead.assign") and in_pool_reach(actor, "lead.claim", owner, unit)
        if not from_pool and not covers(actor, "lead.assign", id=lead.pk, owner_id=owner, unit_id=unit):
            raise Forbidden("importing.may_not_assign", field="owner")
        demand_reach(actor, holder)
        rules.check_live(lead.status)
        lead.owner_id, lead.unit_id = holder.user_id, holder.unit_id
        lead.status, lead.assigned_at = rules.status_with_owner(lead.status), self.now

    def note(self, record: Lead, changes: dict[str, list[Any]]) -> None:
        if not KEYED.isdisjoint(changes) and rules.is_live(record.status):
            self.rekey(holder_of(record), keys_of(record))
        said = {name: pair for name, pair in changes.items() if name not in _MOVED}
        if said:
            self.entries.append(
                Entry(events.LeadEdited(changes=in_words(said), import_id=self.run.pk), [record])
            )
        if "owner_id" in changes:
            from_unit = changes["unit_id"][0] if "unit_id" in changes else record.unit_id
            self.entries.append(self._given(record, changes["owner_id"][0], from_unit))

    def _given(self, lead: Lead, from_id: int | None, from_unit: int | None) -> Entry:
        fact = events.LeadAssigned(
            owner_id=lead.owner_id or 0,
            owner_name=next(one.name for one in self.owners.values() if one.user_id == lead.owner_id),
            from_owner_id=from_id,
            from_owner_name=self.names.get(from_id or 0, ""),
            import_id=self.run.pk,
        )
        return Entry(fact, [lead], [(from_id, from_unit)])


def _mentioned(row: ParsedRow) -> frozenset[Key]:
    """Every key that the row could give to a lead."""
    said = {name: row.values.get(name) or "" for name in HANDLES}
    return person_keys(**said) | organisation_keys(name=row.values.get("company") or "")
