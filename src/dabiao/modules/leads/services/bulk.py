"""Many leads changed or given away at once, and taken back."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import transaction

from dabiao.core.bulk.batches import Base, BulkBatch, BulkUndo
from dabiao.core.bulk.kinds import BulkKind
from dabiao.core.errors import Conflict
from dabiao.core.events.services import Entry
from dabiao.core.identity import services as identity
from dabiao.core.scoping import demand
from dabiao.modules.leads import events
from dabiao.modules.leads.enums import LeadStatus
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.services._keys import holder_of, keys_of
from dabiao.modules.leads.services._placing import demand_assign, place
from dabiao.modules.leads.services._tagging import in_words
from dabiao.modules.leads.services.editing import EDITABLE, KEYED
from dabiao.modules.org import queries as org

# the owner first: these follow it, and go back with it or not at all
MOVED = ("owner_id", "unit_id", "status", "invalid_reason", "assigned_at")


class LeadBulk(BulkBatch):
    kind, model = "lead", Lead
    settable = EDITABLE - KEYED  # whom a lead is about is nothing that many have in common
    moved = frozenset(MOVED)
    holder_of, names_of = staticmethod(org.holder), staticmethod(org.names_of)

    def __init__(self, bases: Mapping[int, Base], values: Mapping[str, Any], **who: Any) -> None:
        said = dict(values)
        self.adds = frozenset(org.kept_tags(said.pop("adds_tags", ())))
        self.removes = frozenset(said.pop("removes_tags", ()))
        if "tags" in said:
            said["tags"] = org.kept_tags(said["tags"])
        super().__init__(bases, said, **who)

    def change(self, record: Lead, values: Mapping[str, Any]) -> None:
        """Tags that are added or taken away leave the others as they are, whoever has changed them meanwhile."""
        if self.adds or self.removes:
            demand(self.actor, "lead.edit", record)
            tags = (set(record.tags) - self.removes) | self.adds
            record.tags = org.kept_tags(tags, held=record.tags)
        super().change(record, values)

    def more(self, record: Lead) -> None:
        ended = record.status == LeadStatus.INVALID
        if self.holder is None or (record.owner_id == self.holder.user_id and not ended):
            return
        demand_assign(record, self.holder, self.actor)
        if ended:
            with transaction.atomic():  # a refusal gives back what it took
                identity.rehold(holder_of(record), keys_of(record), actor=self.actor)
        place(record, self.holder, self.now)

    def note(self, record: Lead, changes: dict[str, list[Any]]) -> None:
        said = self.edited(changes)
        if said:
            self.entries.append(
                Entry(events.LeadEdited(changes=in_words(said), bulk_id=self.run.pk), [record])
            )
        if len(said) < len(changes):
            self.entries.append(self._given(record, changes))

    def _given(self, lead: Lead, changes: dict[str, list[Any]]) -> Entry:
        fact = events.LeadAssigned(**self.handing(lead, changes))
        return Entry(fact, [lead], [self.held_before(lead, changes)])


class LeadBulkUndo(BulkUndo):
    kind, model = "lead", Lead
    groups = (MOVED,)
    alone: ClassVar = {"assign": MOVED, "claim": MOVED, "return": (*MOVED, "next_contact_at")}
    working = staticmethod(org.working)

    def check(self, record: Lead, done: Mapping[str, tuple[Any, Any]]) -> None:
        if "owner_id" in done and record.status == LeadStatus.CONVERTED:
            raise Conflict("leads.already_converted", field="status")

    def entry(self, record: Lead, changes: dict[str, list[Any]]) -> Entry:
        if "status" in changes and record.status == LeadStatus.INVALID:
            identity.release(holder_of(record))  # it had come to life with the change
        return Entry(events.LeadPutBack(changes=in_words(changes), bulk_id=self.run.pk), [record])


LEAD_BULK = BulkKind("lead", LeadBulk, LeadBulkUndo, {"owner_id": "lead.assign"})
