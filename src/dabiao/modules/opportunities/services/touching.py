"""Contact times, pushed down by the activities module."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities.models import Opportunity


def touch(
    opportunity_id: int,
    *,
    occurred_at: datetime,
    next_contact_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Note a contact in the caller's transaction: the latest one counts, and the plan becomes `next_contact_at`.

    A closed opportunity has no plan. The version that editors see is not bumped.
    """
    opportunity = fetch(Opportunity.objects.all(), opportunity_id, lock=True)
    opportunity.last_contact_at = max(filter(None, (opportunity.last_contact_at, occurred_at)))
    opportunity.next_contact_at = next_contact_at if opportunity.closed_at is None else None
    opportunity.updated_at = now
    opportunity.save(update_fields=["last_contact_at", "next_contact_at", "updated_at"])


def recount(
    opportunity_id: int,
    *,
    first_contact_at: datetime | None,
    last_contact_at: datetime | None,
    next_contact_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Set the contact times as all contacts together say."""
    opportunity = fetch(Opportunity.objects.all(), opportunity_id, lock=True)
    opportunity.last_contact_at = last_contact_at
    opportunity.next_contact_at = next_contact_at if opportunity.closed_at is None else None
    opportunity.updated_at = now
    opportunity.save(update_fields=["last_contact_at", "next_contact_at", "updated_at"])
