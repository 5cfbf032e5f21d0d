"""What happens here when something happens below."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import inline
from dabiao.core.events.models import Event
from dabiao.modules.activities import services
from dabiao.modules.leads.events import LeadConverted


@inline(LeadConverted)
def follow_the_customer(fact: LeadConverted, event: Event, now: datetime) -> None:
    """What was said to a lead belongs to the customer it became."""
    for entry in event.audience:
        if entry["kind"] == "lead":
            services.follow_conversion(
                lead_id=entry["id"], customer_id=fact.customer_id, actor=SYSTEM, now=now
            )
