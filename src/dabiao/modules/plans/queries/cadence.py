"""Which plans are owed, by whom, and how often they are looked at."""

from collections.abc import Collection
from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.modules.org import queries as org
from dabiao.modules.plans.models import PlanCadence
from dabiao.modules.plans.rules import cadence as rules
from dabiao.modules.plans.rules.cadence import Cadence

NAMES = ("newcomer_months", "newcomer", "levels", "prompts", "morning", "evening", "version")


def rhythm() -> PlanCadence:
    """As it was set, else the product's own."""
    return PlanCadence.objects.filter(pk=1).first() or PlanCadence(pk=1)


def cadence(*, actor: Actor) -> dict[str, Any]:
    actor.require("plan.read")
    row = rhythm()
    return {**{name: getattr(row, name) for name in NAMES}, "may_edit": actor.may("plan.manage")}


def cadences_of(user_ids: Collection[int], day: date) -> dict[int, Cadence]:
    """What holds for each of these people on that day."""
    row, found = rhythm(), org.careers_of(user_ids)
    return {
        user_id: rules.cadence_of(
            level=one["level"],
            hired_on=one["hired_on"],
            day=day,
            newcomer_months=row.newcomer_months,
            newcomer=row.newcomer,
            levels=row.levels,
        )
        for user_id, one in found.items()
    }
