"""Many leads to many people at once, as the rules of dispatch decide. Whoever calls holds the rows, and knows why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.events.services import Entry, record_all
from dabiao.modules.leads import events
from dabiao.modules.leads.enums import LeadStatus
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.services._placing import place
from dabiao.modules.org import queries as org

FIELDS = ("owner_id", "unit_id", "status", "invalid_reason", "assigned_at", "version", "updated_at")


@dataclass(frozen=True, slots=True)
class Gift:
    """A lead, locked and live, and who is to have it. `reason` is one of `GIVEN_BY_RULE`."""

    lead: Lead
    holder: org.Holder
    reason: str


def give_many(gifts: Sequence[Gift], *, actor: Actor, now: datetime) -> None:
    """Give each lead to its new owner, in the caller's transaction and in as many statements as for one."""
    if not gifts:
        return
    names = org.names_of(list({gift.lead.owner_id for gift in gifts if gift.lead.owner_id}))
    entries = [_given(gift, names, now) for gift in gifts]
    update_rows([gift.lead for gift in gifts], FIELDS)
    record_all(entries, actor=actor, now=now)


def _given(gift: Gift, names: Mapping[int, str], now: datetime) -> Entry:
    lead, holder = gift.lead, gift.holder
    before = (lead.owner_id, lead.unit_id)
    place(lead, holder, now)
    lead.version, lead.updated_at = lead.version + 1, now
    fact = events.LeadAssigned(
        owner_id=holder.user_id,
        owner_name=holder.name,
        from_owner_id=before[0],
        from_owner_name=names.get(before[0] or 0, ""),
        reason=gift.reason,
    )
    return Entry(fact, [lead], [before])


def pool_many(leads: Mapping[Lead, int | None], *, actor: Actor, now: datetime) -> None:
    """Let each lead, locked and live, lie in the pool of a unit, or of the whole company, to be claimed."""
    if not leads:
        return
    names = org.unit_names([unit_id for unit_id in leads.values() if unit_id is not None])
    entries = []
    for lead, unit_id in leads.items():
        before = (lead.owner_id, lead.unit_id)
        lead.owner_id, lead.unit_id = None, unit_id if unit_id is not None else lead.unit_id
        if lead.status in (LeadStatus.NEW, LeadStatus.ASSIGNED):
            lead.status, lead.assigned_at = LeadStatus.NEW, None
        lead.version, lead.updated_at = lead.version + 1, now
        fact = events.LeadPooled(unit_id=lead.unit_id, unit_name=names.get(unit_id or 0, ""))
        entries.append(Entry(fact, [lead], [before]))
    update_rows(list(leads), FIELDS)
    record_all(entries, actor=actor, now=now)
