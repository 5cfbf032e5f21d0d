"""Operations of plans, with what decides about each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.permissions.expected import Operation, Outcome, Record, Someone, both, needs, on, seen

from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.testing.people import NOW

DAY = "2026-03-18"
ITEM = {"grain": "day", "on": DAY, "title": "拜访客户"}
CADENCE = {"changes": {"newcomer_months": 3}, "base": {"newcomer_months": 6}}


def a_plan_item(who: Any) -> Any:
    """An open item in a plan of a person's own."""
    stamps = {"created_at": NOW, "updated_at": NOW}
    day = date(2026, 3, 18)
    days = {"owner_id": who.user_id, "unit_id": who.unit_id, "grain": "day", "starts_on": day, "ends_on": day}
    plan, _made = Plan.objects.get_or_create(
        owner_id=who.user_id, grain="day", starts_on=day, defaults={**days, "name": "计划", **stamps}
    )
    return PlanItem.objects.create(plan=plan, position=1, title="拜访客户", **days, **stamps)


def a_plan(who: Any) -> Any:
    return a_plan_item(who).plan


def ordered(who: Someone, record: Record) -> Outcome:
    """With an item that is in nobody's plan."""
    said = on("edit")(who, record)
    return "422" if said == "allowed" else said


READ = both(needs("plan.read"), seen())
RENAMED = {"changes": {"title": "改过"}, "base": {"title": "拜访客户"}}
OPERATIONS: Mapping[str, Operation] = {
    "plans_at": Operation(needs("plan.read"), query={"grain": "day", "on": DAY}),
    "plans_team": Operation(needs("plan.read"), query={"grain": "day", "on": DAY}),
    "plans_propose": Operation(needs("plan.read"), query={"grain": "day", "on": DAY}),
    "plans_take": Operation(needs("plan.edit"), body={"grain": "day", "on": DAY}),
    "plans_cadence": Operation(needs("plan.read")),
    "plans_set_cadence": Operation(needs("plan.manage"), body=CADENCE),
    "plans_get": Operation(READ, "plan"),
    "plans_edit": Operation(on("edit"), "plan", {"changes": {"focus": "改过"}, "base": {"focus": ""}}),
    "plans_order": Operation(ordered, "plan", {"ids": [999_999]}),
    "plans_list_items": Operation(needs("plan.read")),
    "plans_add_item": Operation(needs("plan.edit"), body=ITEM),
    "plans_get_item": Operation(READ, "plan_item"),
    "plans_edit_item": Operation(on("edit"), "plan_item", RENAMED),
    "plans_remove_item": Operation(on("edit"), "plan_item"),
    "plans_finish_item": Operation(on("edit"), "plan_item", {}),
    "plans_drop_item": Operation(on("edit"), "plan_item", {"reason": "no_time"}),
    "plans_carry_item": Operation(on("edit"), "plan_item", {"reason": "no_time"}),
    "plans_reopen_item": Operation(on("edit"), "plan_item"),
}
