"""Which plans are owed, by whom, and how often they are looked at."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.kept import Kept
from dabiao.modules.org import queries as org
from dabiao.modules.plans.models import PlanCadence
from dabiao.modules.plans.rules import cadence as rules
from dabiao.modules.plans.rules.cadence import Cadence

NAMES = ("newcomer_months", "newcomer", "levels", "prompts", "morning", "evening", "version")
_COLUMNS = tuple(field.attname for field in PlanCadence._meta.concrete_fields)
_RHYTHM = Kept(lambda: PlanCadence.objects.filter(pk=1).values_list(*_COLUMNS))


def rhythm() -> PlanCadence:
    """As it was set, else the product's own."""
    for row in _RHYTHM():
        return PlanCadence.from_db(None, _COLUMNS, row)
    return PlanCadence(pk=1)


def cadence(*, actor: Actor) -> dict[str, Any]:
    actor.require("plan.read")
    row = rhythm()
    return {**{name: getattr(row, name) for name in NAMES}, "may_edit": actor.may("plan.manage")}


def cadences_of(user_ids: Collection[int], day: date) -> dict[int, Cadence]:
    """What holds for each of these people on that day."""
    return cadences_for(org.careers_of(user_ids), day)


def cadences_for(careers: Mapping[int, Mapping[str, Any]], day: date) -> dict[int, Cadence]:
    """The same of careers that are known already."""
    row = rhythm()
    holding: dict[str, Any] = {
        "newcomer_months": row.newcomer_months,
        "newcomer": rules.cadence_told(row.newcomer),
        "levels": {level: rules.cadence_told(told) for level, told in row.levels.items()},
    }
    return {
        user_id: rules.cadence_of(level=one["level"], hired_on=one["hired_on"], day=day, **holding)
        for user_id, one in careers.items()
    }
