"""What everybody does who writes the parts of a deal: its lines, its competitors, its team."""

from dabiao.core.actor import Actor
from dabiao.core.scoping import demand, fetch
from dabiao.modules.opportunities import queries
from dabiao.modules.opportunities.models import Opportunity


def to_edit(opportunity_id: int, actor: Actor) -> Opportunity:
    """The deal, locked: two who write parts of one come one after the other, so what the deal keeps of them is of all.

    Raises `core.not_found`, `access.forbidden`.
    """
    opportunity = fetch(queries.visible_to(actor), opportunity_id, lock=True)
    demand(actor, "opportunity.edit", opportunity)
    return opportunity
