"""An import of leads taken back: new leads go, enquiries are withdrawn, fields are again what they were."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError
from dabiao.core.events.services import Entry
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import retried
from dabiao.core.identity.keys import Key, organisation_keys, person_keys
from dabiao.core.importing.batches import Batch
from dabiao.core.importing.enums import Outcome
from dabiao.core.importing.kinds import Kept, Written
from dabiao.core.importing.reverting import put_back, revert
from dabiao.core.locking import wired
from dabiao.core.notifications.services import forget
from dabiao.core.scoping import reaches
from dabiao.modules.customers import queries as customers
from dabiao.modules.leads import events, rules
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.modules.leads.services._keys import holder_of, keys_of
from dabiao.modules.leads.services._tagging import in_words
from dabiao.modules.leads.services.editing import KEYED
from dabiao.modules.org import queries as org

# these follow the owner: they go back with it, and stay with it
FOLLOWS = ("unit_id", "status", "assigned_at")


def undo_rows(rows: list[Written], *, run: Any, actor: Actor, now: datetime) -> list[list[Kept]]:
    """Take back what each row did, the last row first; gives per row what is kept and why."""
    return retried(lambda: _Undo(rows, run=run, actor=actor, now=now).results())


class _Undo(Batch):
    """The leads of one chunk, the customers that enquiries went to, and who may have leads back."""

    def __init__(self, rows: Sequence[Written], *, run: Any, actor: Actor, now: datetime) -> None:
        ids = {row.id for row in rows if row.kind == "lead"}
        super().__init__(Lead, ids, map(_earlier_keys, rows), run=run, actor=actor, now=now)
        self.rows = rows
        self.customers = customers.hold_many({row.id for row in rows if row.kind == "customer"})
        self.owners = org.working(_earlier_owners(rows))
        self.gone: list[int] = []
        self.withdrawn: list[int] = []

    def results(self) -> list[list[Kept]]:
        kept = [self._undo(row) for row in self.rows]
        Enquiry.objects.filter(pk__in=self.withdrawn).delete()
        self._recount()
        self.save(but=self.gone)
        identity.release(*(("lead", id) for id in self.gone))
        Lead.objects.filter(pk__in=self.gone).delete()
        forget("lead", self.gone)
        self.finish(but=self.gone)
        return kept

    def _undo(self, row: Written) -> list[Kept]:
        if row.outcome == Outcome.CREATED:
            return self._remove(row)
        kept: list[Kept] = []
        lead = self.records.get(row.id) if row.kind == "lead" else None
        done: dict[str, tuple[Any, Any]] = {}
        if lead is not None and row.changes:
            done, kept = self._revert(lead, row)
        if row.outcome == Outcome.JOINED:
            self._withdraw(row, lead, sorted(done))
        elif lead is not None and done:
            fact = events.LeadReverted(changes=in_words(wired(done)), import_id=self.run.pk)
            previous = done["owner_id"][0] if "owner_id" in done else lead.owner_id
            unit = done["unit_id"][0] if "unit_id" in done else lead.unit_id
            self.entries.append(Entry(fact, [lead], [(previous, unit)]))
        return kept

    def _remove(self, row: Written) -> list[Kept]:
        """A lead that nobody touched since; one that is gone already is no longer there to be removed."""
        lead = self.records.get(row.id)
        if lead is None:
            return []
        if row.touched is not None:
            return [row.touched]
        self.gone.append(lead.pk)
        self.entries.append(Entry(events.LeadWithdrawn(import_id=self.run.pk), [lead]))
        self.forget_keys(holder_of(lead))
        return []

    def _withdraw(self, row: Written, lead: Lead | None, reverted: list[str]) -> None:
        subject = lead or self.customers.get(row.id)
        if row.part_id is None or subject is None:
            return
        self.withdrawn.append(row.part_id)
        if lead is not None:
            lead.enquiry_count = max(1, lead.enquiry_count - 1)
            self._touch(lead, {"enquiry_count", "last_enquired_at"})
        fact = events.EnquiryWithdrawn(subject_kind=row.kind, reverted=reverted, import_id=self.run.pk)
        self.entries.append(Entry(fact, [subject]))

    def _recount(self) -> None:
        """When each lead was last asked for, by the enquiries that are left."""
        ids = [id for id, columns in self.written.items() if "last_enquired_at" in columns]
        left = Enquiry.objects.filter(subject_kind="lead", subject_id__in=ids).values("subject_id")
        newest = dict(left.annotate(newest=Max("received_at")).values_list("subject_id", "newest"))
        for id in ids:
            self.records[id].last_enquired_at = newest.get(id)

    def _revert(self, lead: Lead, row: Written) -> tuple[dict[str, tuple[Any, Any]], list[Kept]]:
        if row.outcome == Outcome.UPDATED and not reaches(self.actor, "lead.edit", lead):
            return {}, [Kept("importing.kept_out_of_reach")]
        kept = self._owner_stays(lead, row)
        stays = ("owner_id", *FOLLOWS) if kept else ()
        done, changed = revert(lead, row.changes, but=stays)
        kept += [one for one in changed if one.field not in FOLLOWS]
        kept += self._unkeyed(lead, done)
        try:
            rules.check_identifiable(vars(lead))
        except DomainError as error:
            put_back(lead, done, KEYED)
            kept.append(Kept(error.code, error.field or "name"))
        if done:
            self._touch(lead, set(done))
            if not KEYED.isdisjoint(done) and rules.is_live(lead.status):
                self.rekey(holder_of(lead), keys_of(lead))
        return done, kept

    def _owner_stays(self, lead: Lead, row: Written) -> list[Kept]:
        """Why the owner is not given back: somebody else has the lead by now, or the former owner has left."""
        before, after = row.changes.get("owner_id", (None, None))
        if "owner_id" not in row.changes or lead.owner_id == before:
            return []
        if lead.owner_id != after:
            return [Kept("importing.kept_changed", "owner_id")]
        if before is not None and before not in self.owners:
            return [Kept("importing.kept_owner_left", "owner_id")]
        return []

    def _unkeyed(self, lead: Lead, done: dict[str, tuple[Any, Any]]) -> list[Kept]:
        """A number or name that somebody else has by now does not come back."""
        if KEYED.isdisjoint(done) or not rules.is_live(lead.status):
            return []
        if self.lost(holder_of(lead), keys_of(lead)) is None:
            return []
        fields = sorted(KEYED & done.keys())
        put_back(lead, done, fields)
        return [Kept("importing.kept_key_taken", name) for name in fields]

    def _touch(self, lead: Lead, columns: set[str]) -> None:
        if lead.pk not in self.written:
            self.raise_version(lead)
        self.write(lead, columns)


def _earlier_keys(row: Written) -> frozenset[Key]:
    """Every key that the record might get back."""
    before = {name: str(pair[0] or "") for name, pair in row.changes.items() if name in KEYED}
    handles = {name: before.get(name, "") for name in ("phone", "wechat", "email")}
    return person_keys(**handles) | organisation_keys(name=before.get("company", ""))


def _earlier_owners(rows: Sequence[Written]) -> set[int]:
    return {int(row.changes["owner_id"][0]) for row in rows if row.changes.get("owner_id", [None])[0]}
