"""Which plans somebody owes and how often they look at them, by level and by how long they have been here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.modules.plans.enums import PlanGrain, PlanLook
from dabiao.modules.plans.rules.periods import containing, working_ends

LEVELS = ("S", "A", "B", "C", "D")
DUE = (PlanGrain.DAY, PlanGrain.WEEK, PlanGrain.MONTH)  # the lengths that may be asked of everybody
USUAL: Mapping[str, Any] = {
    "S": {"plans": ["month"], "look": "week"},
    "A": {"plans": ["month"], "look": "week"},
    "B": {"plans": ["week", "month"], "look": "week"},
    "C": {"plans": ["week"], "look": "day"},
    "D": {"plans": ["week"], "look": "day"},
}
USUAL_NEWCOMER: Mapping[str, Any] = {"plans": ["week"], "look": "day"}


@dataclass(frozen=True, slots=True)
class Cadence:
    plans: tuple[PlanGrain, ...]
    look: PlanLook


def cadence_told(told: Mapping[str, Any]) -> Cadence:
    return Cadence(tuple(PlanGrain(one) for one in told["plans"]), PlanLook(told["look"]))


def cadence_of(
    *,
    level: str,
    hired_on: date,
    day: date,
    newcomer_months: int,
    newcomer: Cadence,
    levels: Mapping[str, Cadence],
) -> Cadence:
    """A newcomer's for the first `newcomer_months`, then that of the level."""
    return newcomer if is_new(hired_on, day, newcomer_months) else levels.get(level, newcomer)


def is_new(hired_on: date, day: date, newcomer_months: int) -> bool:
    """Whether the newcomers' cadence holds: for the first so many months, then that of the level."""
    here = (day.year - hired_on.year) * 12 + day.month - hired_on.month - (day.day < hired_on.day)
    return here < newcomer_months


def looks_today(cadence: Cadence, day: date, *, at_end: bool) -> bool:
    """Whether this working day is one on which they look: each, or the first of the week or month (at its end: the last)."""
    if cadence.look == PlanLook.DAY:
        return True
    first, last = working_ends(containing(day, cadence.look.value))
    return day == (last if at_end else first)


def checked(rhythm: Mapping[str, Any], field: str) -> dict[str, Any]:
    """Raises `core.not_a_choice`, and `plans.no_plan_asked` where no plan is left."""
    plans, look = list(dict.fromkeys(rhythm.get("plans", []))), rhythm.get("look")
    known = [one.value for one in DUE]
    for one in plans:
        if one not in known:
            raise Invalid("core.not_a_choice", field=field, value=one, known=", ".join(known))
    if look not in [one.value for one in PlanLook]:
        raise Invalid(
            "core.not_a_choice", field=field, value=look, known=", ".join(one.value for one in PlanLook)
        )
    if not plans:
        raise Invalid("plans.no_plan_asked", field=field)
    return {"plans": [one for one in known if one in plans], "look": look}


def checked_levels(levels: Mapping[str, Any]) -> dict[str, Any]:
    """One rhythm for each level, none missing. Raises as `checked`, and `core.required`."""
    for level in LEVELS:
        if level not in levels:
            raise Invalid("core.required", field=f"levels.{level}")
    return {level: checked(levels[level], f"levels.{level}") for level in LEVELS}
