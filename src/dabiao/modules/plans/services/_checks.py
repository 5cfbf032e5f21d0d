"""What is asked of an item's values, alone and together."""

from collections.abc import Mapping
from typing import Any

from dabiao.core import figures, subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.modules.plans.enums import PlanAbout, PlanGoalUnit, PlanReason
from dabiao.modules.plans.models import Plan, PlanItem

_ORDER = ("day", "week", "month", "quarter", "year")


def check(values: Mapping[str, Any], plan: Plan) -> None:
    """Raises `core.required`, `core.not_a_choice`, `plans.outside_the_plan`, `plans.ends_before_it_begins`,
    `plans.time_without_day`, `core.unknown_figure`."""
    if not values.get("title", "").strip():
        raise Invalid("core.required", field="title")
    choice("goal_unit", values.get("goal_unit") or PlanGoalUnit.PIECES, PlanGoalUnit.values)
    day = values.get("day")
    if day is not None and not plan.starts_on <= day <= plan.ends_on:
        raise Invalid(
            "plans.outside_the_plan",
            field="day",
            first=plan.starts_on.isoformat(),
            last=plan.ends_on.isoformat(),
        )
    begins, ends = values.get("from_time"), values.get("to_time")
    if ends is not None and (begins is None or ends <= begins):
        raise Invalid("plans.ends_before_it_begins", field="to_time")
    if begins is not None and day is None and plan.starts_on != plan.ends_on:
        raise Invalid("plans.time_without_day", field="day")
    if values.get("metric"):
        figures.chosen([values["metric"]], field="metric")


def choice(field: str, value: str, known: list[str]) -> None:
    if value not in known:
        raise Invalid("core.not_a_choice", field=field, value=value, known=", ".join(known))


def check_reason(reason: str, note: str) -> None:
    """Raises `core.required` also where 'other' comes without words."""
    if not reason:
        raise Invalid("core.required", field="reason")
    choice("reason", reason, PlanReason.values)
    if reason == PlanReason.OTHER and not note.strip():
        raise Invalid("core.required", field="note")


def check_about(kind: str | None, id: int | None, actor: Actor) -> None:
    """The record that an item is about, which the actor must see. Raises `core.required`, `core.not_found_here`."""
    if (kind is None) != (id is None):
        raise Invalid("core.required", field="about_kind" if kind is None else "about_id")
    if kind is None or id is None:
        return
    choice("about_kind", kind, PlanAbout.values)
    try:
        subjects.load(kind, id, actor=actor)
    except NotFound:
        raise Invalid("core.not_found_here", field="about_id", value=id) from None


def check_parent(parent_id: int | None, plan: Plan) -> None:
    """It is the same person's, in a longer plan over the same days. Raises `core.not_found_here`."""
    if parent_id is None:
        return
    longer = _ORDER[_ORDER.index(plan.grain) + 1 :]
    above = PlanItem.objects.filter(
        pk=parent_id,
        owner_id=plan.owner_id,
        grain__in=longer,
        starts_on__lte=plan.ends_on,
        ends_on__gte=plan.starts_on,
    )
    if not above.exists():
        raise Invalid("core.not_found_here", field="parent_id", value=parent_id)
