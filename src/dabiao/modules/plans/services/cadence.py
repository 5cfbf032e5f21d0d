"""The company's cadence of plans."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import columns, merge_edit, wired
from dabiao.modules.plans import events
from dabiao.modules.plans.models import PlanCadence
from dabiao.modules.plans.rules import cadence as rules
from dabiao.modules.plans.services._cadence import held

EDITABLE = frozenset({"newcomer_months", "newcomer", "levels", "prompts", "morning", "evening"})
LONGEST = 60  # months that somebody may be called a newcomer


@transaction.atomic
def set_cadence(
    *, changes: Mapping[str, Any], base: Any = None, version: int | None = None, actor: Actor, now: datetime
) -> PlanCadence:
    """Raises `access.forbidden`, `edit.conflict`, `core.not_a_choice`, `plans.out_of_range`, `plans.evening_first`."""
    actor.require("plan.manage")
    row, given = held(now), dict(changes)
    if "levels" in given:
        given["levels"] = rules.checked_levels(given["levels"])
    if "newcomer" in given:
        given["newcomer"] = rules.checked(given["newcomer"], "newcomer")
    if not 0 <= given.get("newcomer_months", 0) <= LONGEST:
        raise Invalid("plans.out_of_range", field="newcomer_months", least=0, most=LONGEST)
    if given.get("evening", row.evening) <= given.get("morning", row.morning):
        raise Invalid("plans.evening_first", field="evening")
    applied = merge_edit(row, given, base=base, version=version, editable=EDITABLE)
    if applied:
        row.updated_at = now
        row.save(update_fields=[*columns(applied), "version", "updated_at"])
        record(events.PlanCadenceSet(revised=wired(applied)), row, actor=actor, now=now)
    return row
