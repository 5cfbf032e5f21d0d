"""Showing what is masked, on the record."""

from datetime import datetime

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.modules.leads import events, queries


@transaction.atomic
def reveal(lead_id: int, *, actor: Actor, now: datetime) -> dict[str, str]:
    """Phone, WeChat and e-mail in full; the look is recorded before it is given."""
    lead = fetch(queries.visible_to(actor), lead_id)
    demand(actor, "lead.reveal", lead)
    access.note_look("lead", lead.pk, actor=actor, now=now)
    record(events.LeadRevealed(), lead, actor=actor, now=now)
    return {"phone": lead.phone, "wechat": lead.wechat, "email": lead.email}
