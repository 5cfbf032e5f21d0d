"""Leads changed by a file: what the screen's editing allows, for a chunk of rows in a few statements."""

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
from dabiao.core.identity.keys import Key, organisation_keys, person_keys, ranked
from dabiao.core.identity.queries import Holder
from dabiao.core.importing import custom
from dabiao.core.importing.kinds import ParsedRow, RowResult
from dabiao.core.importing.reverting import image
from dabiao.core.locking import columns, held, put
from dabiao.core.masking import masked
from dabiao.core.scoping import covers, in_pool_reach, reaches
from dabiao.modules.leads import events, rules
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.services._keys import holder_of, keys_of
from dabiao.modules.leads.services._owning import demand_reach, owners_of
from dabiao.modules.leads.services.editing import EDITABLE, HANDLES, KEYED
from dabiao.modules.org import queries as org

Found = list[tuple[int, ParsedRow]]
_EMPTY: Mapping[str, Any] = {"cost_minor": 0, "source": None}
_MOVED = ("owner_id", "unit_id", "status", "assigned_at")


def update_rows(found: Found, *, run: Any, actor: Actor, now: datetime) -> list[RowResult]:
    """Put each row's values on its lead; who may not edit it, or give it to the person named, is refused alone."""
    return retried(lambda: _Batch(found, run, actor, now).results())


class _Batch:
    """The leads of one chunk, locked, and who has which key while the rows are gone through in their order."""

    def __init__(self, found: Found, run: Any, actor: Actor, now: datetime) -> None:
        self.found, self.run, self.actor, self.now = found, run, actor, now
        self.clears = bool(run.options.get("clear_empty"))
        rows = Lead.objects.filter(pk__in={id for id, _ in found}).order_by("pk")
        self.leads = {lead.pk: lead for lead in rows.select_for_update(of=("self",))}
        self.owners = owners_of([row for _, row in found], None)
        self.names = org.names_of(sorted({lead.owner_id for lead in self.leads.values() if lead.owner_id}))
        self.taken = identities.holders(frozenset().union(*(_mentioned(row) for _, row in found)))
        self.rekeyed: dict[Holder, frozenset[Key]] = {}
        self.written: dict[int, set[str]] = {}
        self.entries: list[Entry] = []

    def results(self) -> list[RowResult]:
        results = [self._result(id, row) for id, row in self.found]
        changed = [self.leads[id] for id in self.written]
        if changed:
            written = columns(set().union(*self.written.values()) | {"version", "updated_at"})
            Lead.objects.bulk_update(changed, written)
        if identity.rehold_many(self.rekeyed):
            raise Overtaken
        record_all(self.entries, actor=self.actor, now=self.now)
        return results

    def _result(self, id: int, row: ParsedRow) -> RowResult:
        lead = self.leads.get(id)
        if lead is None:  # removed since it was found
            return RowResult.rejected("importing.no_such_record", field="record_id", value=id)
        custom_names = [name for name in row.values if name.startswith(PREFIX)]
        before = {name: held(lead, name) for name in (*EDITABLE, *_MOVED, *custom_names)}
        try:
            self._change(lead, row.values)
        except DomainError as error:
            for name, value in before.items():
                put(lead, name, value)
            return RowResult.refused(error)
        changes = {
            name: [image(old), image(held(lead, name))]
            for name, old in before.items()
            if image(old) != image(held(lead, name))
        }
        if changes:
            self._note(lead, changes, before)
        return RowResult.changed(id, changes)

    def _change(self, lead: Lead, values: Mapping[str, Any]) -> None:
        """On the row in memory only. Raises why the whole row is refused."""
        if not reaches(self.actor, "lead.edit", lead):
            raise Forbidden("importing.may_not_edit", field="record_id")
        for name, value in self._wanted(lead, values).items():
            put(lead, name, value)
        rules.check_identifiable(vars(lead))
        self._check_keys(lead)
        if values.get("owner"):
            self._give(lead, values["owner"])

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
            wanted[name] = value
        return wanted

    def _check_keys(self, lead: Lead) -> None:
        if not rules.is_live(lead.status):
            return
        holder, keys = holder_of(lead), keys_of(lead)
        for key in ranked(keys):
            if self.taken.get(key, holder) != holder:
                field = "company" if key.kind == "name" else str(key.kind)
                refusal = identity.as_refusal(key, self.taken[key], actor=self.actor)
                refusal.field = field
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

    def _note(self, lead: Lead, changes: dict[str, list[Any]], before: Mapping[str, Any]) -> None:
        """The change is certain: what is to be written, whose keys change, and what is said of it."""
        lead.version, lead.updated_at = lead.version + 1, self.now
        self.written.setdefault(lead.pk, set()).update(changes)
        if not KEYED.isdisjoint(changes) and rules.is_live(lead.status):
            self._rekey(lead)
        said = {name: pair for name, pair in changes.items() if name not in _MOVED}
        if said:
            self.entries.append(Entry(events.LeadEdited(changes=said, import_id=self.run.pk), [lead]))
        if "owner_id" in changes:
            self.entries.append(self._given(lead, before["owner_id"], before["unit_id"]))

    def _rekey(self, lead: Lead) -> None:
        holder, keys = holder_of(lead), keys_of(lead)
        for key in [key for key, has in self.taken.items() if has == holder and key not in keys]:
            del self.taken[key]
        self.taken |= dict.fromkeys(keys, holder)
        self.rekeyed[holder] = keys

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
