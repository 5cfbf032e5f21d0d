"""Who has an opportunity: given by somebody, or handed over when its owner leaves."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.events.services import Entry, record_all
from dabiao.core.scoping import demand, fetch
from dabiao.modules.opportunities import events, queries
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.services._holding import check_reach
from dabiao.modules.org import queries as org

CHUNK = 5_000  # ids in one statement; SQLite takes at most 32,766 parameters


@transaction.atomic
def assign(opportunity_id: int, *, owner_id: int, actor: Actor, now: datetime) -> Opportunity:
    """Give an opportunity to a working person; giving it to its owner again changes nothing.

    Raises `org.not_working`, `access.forbidden`, `opportunities.person_out_of_reach`.
    """
    opportunity = fetch(queries.visible_to(actor), opportunity_id, lock=True)
    demand(actor, "opportunity.assign", opportunity)
    holder = org.holder(owner_id)
    check_reach(holder, actor)
    _give([opportunity], holder, "", actor, now)
    return opportunity


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand all of a person's opportunities over to a successor; returns how many."""
    holder = org.holder(to_user_id, field="successor_id")
    rows = Opportunity.objects.filter(owner_id=from_user_id).order_by("pk").select_for_update(of=("self",))
    return _give(list(rows), holder, "handover", actor, now)


def _give(
    opportunities: list[Opportunity], holder: org.Holder, reason: str, actor: Actor, now: datetime
) -> int:
    """In as few statements for a thousand as for one; those that the holder has already stay as they are."""
    moving = [opportunity for opportunity in opportunities if opportunity.owner_id != holder.user_id]
    if not moving:
        return 0
    names = org.names_of(sorted({opportunity.owner_id for opportunity in moving if opportunity.owner_id}))
    entries = [_given(opportunity, holder, names, reason, now) for opportunity in moving]
    for start in range(0, len(moving), CHUNK):
        Opportunity.objects.filter(
            pk__in=[opportunity.pk for opportunity in moving[start : start + CHUNK]]
        ).update(owner_id=holder.user_id, unit_id=holder.unit_id, version=F("version") + 1, updated_at=now)
    record_all(entries, actor=actor, now=now)
    return len(moving)


def _given(
    opportunity: Opportunity, holder: org.Holder, names: dict[int, str], reason: str, now: datetime
) -> Entry:
    """The row as the update leaves it, and what is said of it."""
    before = (opportunity.owner_id, opportunity.unit_id)
    fact = events.OpportunityAssigned(
        name=opportunity.name,
        owner_id=holder.user_id,
        owner_name=holder.name,
        from_owner_id=opportunity.owner_id,
        from_owner_name=names.get(opportunity.owner_id or 0, ""),
        reason=reason,
    )
    opportunity.owner_id, opportunity.unit_id = holder.user_id, holder.unit_id
    opportunity.version, opportunity.updated_at = opportunity.version + 1, now
    return Entry(fact, [opportunity, ("customer", opportunity.customer_id)], [before])
