"""Facts about an opportunity change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.fields import checking
from dabiao.core.locking import columns, merge_edit, wired
from dabiao.core.scoping import demand, fetch
from dabiao.modules.opportunities import events, queries, rules
from dabiao.modules.opportunities.models import Opportunity

EDITABLE = frozenset(
    {
        *("name", "amount_minor", "currency", "expected_win_on", "next_contact_at"),
        *("source", "competitor", "competitor_count"),
    }
)


@transaction.atomic
def edit(
    opportunity_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Opportunity:
    """Change fields of an opportunity; its stage changes by `move`. Raises `edit.conflict` where somebody else changed
    the same field meanwhile, `core.required`, `money.*`."""
    opportunity = fetch(queries.visible_to(actor), opportunity_id, lock=True)
    demand(actor, "opportunity.edit", opportunity)
    wanted = checking.for_edit("opportunity", changes, opportunity.fields)
    rules.check_facts(wanted)
    editable = checking.editable(EDITABLE, wanted)
    applied = merge_edit(opportunity, wanted, base=base, version=version, editable=editable)
    if applied:
        opportunity.updated_at = now
        opportunity.save(update_fields=[*columns(applied), "version", "updated_at"])
        fact = events.OpportunityEdited(name=opportunity.name, changes=wired(applied))
        record(fact, opportunity, ("customer", opportunity.customer_id), actor=actor, now=now)
    return opportunity
