"""Leads of the pool are handed to the rules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.scoping import in_pool_reach
from dabiao.modules.dispatch.enums import OPEN_STATES
from dabiao.modules.dispatch.models import Case
from dabiao.modules.dispatch.services import _following as following
from dabiao.modules.leads import queries as leads


@transaction.atomic
def enter(lead_ids: Sequence[int], *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Let the rules give these leads of the pool to somebody; doing it again changes nothing.

    Left are those out of reach, with an owner, ended, or waiting already. Raises `dispatch.no_rules`.
    """
    actor.require("lead.assign")
    if not following.is_on():
        raise Conflict("dispatch.no_rules", field="lead_ids")
    held = leads.hold_many(list(dict.fromkeys(lead_ids)))
    waiting = set(
        Case.objects.filter(lead_id__in=held, state__in=OPEN_STATES).values_list("lead_id", flat=True)
    )
    chosen = [
        lead
        for lead in held.values()
        if lead.pk not in waiting
        and lead.owner_id is None
        and in_pool_reach(actor, "lead.claim", lead.owner_id, lead.unit_id)
    ]
    following.arrive(
        [(lead.pk, lead.grade) for lead in chosen], unit_ids=[lead.unit_id for lead in chosen], now=now
    )
    entered = {lead.pk for lead in chosen}
    return {"entered": len(entered), "left": [id for id in dict.fromkeys(lead_ids) if id not in entered]}
