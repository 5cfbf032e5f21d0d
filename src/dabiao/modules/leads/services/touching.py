"""Contact times, pushed down by the activities module."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.modules.leads import events, rules
from dabiao.modules.leads.models import Lead


def touch(
    lead_id: int, *, occurred_at: datetime, next_contact_at: datetime | None, actor: Actor, now: datetime
) -> None:
    """Note, in the caller's transaction, that the lead was contacted; from the first time on it counts as contacted."""
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead_id)
    first = lead.first_contact_at is None
    lead.first_contact_at = min(filter(None, (lead.first_contact_at, occurred_at)))
    lead.last_contact_at = max(filter(None, (lead.last_contact_at, occurred_at)))
    lead.next_contact_at = next_contact_at if rules.is_live(lead.status) else None
    lead.status = rules.status_after_contact(lead.status)
    lead.updated_at = now
    lead.save(
        update_fields=["first_contact_at", "last_contact_at", "next_contact_at", "status", "updated_at"]
    )
    if first:
        record(events.LeadContacted(first_contact_at=occurred_at), lead, actor=actor, now=now)


def recount(
    lead_id: int,
    *,
    first_contact_at: datetime | None,
    last_contact_at: datetime | None,
    next_contact_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Set the contact times as all contacts together say; a lead that nobody has contacted is assigned again."""
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead_id)
    lead.first_contact_at, lead.last_contact_at = first_contact_at, last_contact_at
    lead.next_contact_at = next_contact_at if rules.is_live(lead.status) else None
    lead.status = rules.status_recounted(lead.status, first_contact_at is not None)
    lead.updated_at = now
    lead.save(
        update_fields=["first_contact_at", "last_contact_at", "next_contact_at", "status", "updated_at"]
    )
