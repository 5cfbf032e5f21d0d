"""Who may be given a lead, and what giving it does to the row."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden
from dabiao.core.scoping import covers, demand, in_pool_reach
from dabiao.modules.leads import rules
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import queries as org


def demand_assign(lead: Lead, holder: org.Holder, actor: Actor) -> None:
    """Both ends must be in reach: the lead as it lies, and the person it goes to."""
    in_pool = in_pool_reach(actor, "lead.claim", lead.owner_id, lead.unit_id) and actor.may("lead.assign")
    if not in_pool:
        demand(actor, "lead.assign", lead)
    if not covers(actor, "lead.assign", id=0, owner_id=holder.user_id, unit_id=holder.unit_id):
        raise Forbidden("leads.person_out_of_reach", field="owner_id", name=holder.name)
    if lead.status == "converted":
        raise Conflict("leads.already_converted", field="status")


def place(lead: Lead, holder: org.Holder, now: datetime) -> None:
    lead.owner_id, lead.unit_id = holder.user_id, holder.unit_id
    lead.status, lead.invalid_reason = rules.status_with_owner(lead.status), ""
    lead.assigned_at = now
