"""What a salesperson finds out: worth pursuing, or not."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.identity import services as identity
from dabiao.core.scoping import demand, fetch
from dabiao.modules.leads import events, queries, rules
from dabiao.modules.leads.enums import LeadStatus
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.services._keys import holder_of


def _live_and_owned(lead_id: int, actor: Actor) -> Lead:
    lead = fetch(queries.visible_to(actor), lead_id, lock=True)
    demand(actor, "lead.edit", lead)
    rules.check_live(lead.status)
    if lead.owner_id is None:
        raise Conflict("leads.not_owned", field="owner_id")
    return lead


@transaction.atomic
def qualify(lead_id: int, *, actor: Actor, now: datetime) -> Lead:
    """Say that the lead is worth pursuing; saying it again changes nothing. Raises `leads.not_owned`."""
    lead = _live_and_owned(lead_id, actor)
    if lead.status != LeadStatus.QUALIFIED:
        lead.status, lead.version, lead.updated_at = LeadStatus.QUALIFIED, lead.version + 1, now
        lead.save(update_fields=["status", "version", "updated_at"])
        record(events.LeadQualified(), lead, actor=actor, now=now)
    return lead


@transaction.atomic
def invalidate(lead_id: int, *, reason: str, note: str, actor: Actor, now: datetime) -> Lead:
    """End a lead with its reason. Assigning it again takes it up anew. Raises `leads.already_converted`."""
    lead = _live_and_owned(lead_id, actor)
    lead.status, lead.invalid_reason = LeadStatus.INVALID, reason
    lead.next_contact_at = None
    lead.version, lead.updated_at = lead.version + 1, now
    lead.save(update_fields=["status", "invalid_reason", "next_contact_at", "version", "updated_at"])
    identity.release(holder_of(lead))
    record(events.LeadInvalidated(reason=reason, note=note), lead, actor=actor, now=now)
    return lead
