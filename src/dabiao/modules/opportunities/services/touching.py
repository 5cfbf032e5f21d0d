"""Contact times, pushed down by the activities module."""

from collections.abc import Mapping
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
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


def set_people_met(counts: Mapping[int, int], *, actor: Actor, now: datetime) -> None:
    """With how many of the customer's people there was contact about each of these deals. The version that editors see is not
    bumped."""
    deals = Opportunity.objects.filter(pk__in=counts).order_by("pk").select_for_update(of=("self",))
    changed = [deal for deal in deals.only("pk", "people_met") if deal.people_met != counts[deal.pk]]
    for deal in changed:
        deal.people_met = min(counts[deal.pk], 32_000)
    update_rows(changed, ["people_met"])
