"""Operations of sales events, with what decides about each; and an event for each person of the world."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.permissions.deals import not_in_it
from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, needs, on, seen

from dabiao.core.actor import Actor
from dabiao.modules.sales_events import services
from dabiao.testing.people import NOW

WHEN = {"starts_at": NOW, "ends_at": NOW + timedelta(hours=3)}
A_TIME = {"starts_at": "2026-12-05T06:00:00Z", "ends_at": "2026-12-05T09:00:00Z"}


def an_event(who: Actor) -> Any:
    """Open, and begun: its door is open too."""
    event = services.create(values={"name": "沙龙", **WHEN}, actor=who, now=NOW)
    return services.move(event.pk, to="open", actor=who, now=NOW)


def nowhere(_: Someone, __: Record) -> Outcome:
    return "404"


def refused(rule: Rule, then: Outcome) -> Rule:
    """Whoever may is told that it cannot be now."""

    def ruled(who: Someone, record: Record) -> Outcome:
        said = rule(who, record)
        return then if said == "allowed" else said

    return ruled


def part(**more: Any) -> dict[str, Any]:
    return {"id": "@id", **more}


KIND = "sales_event"
NOBODY = 999_999
OPERATIONS: Mapping[str, Operation] = {
    "sales_events_list": Operation(needs("sales_event.read")),
    "sales_events_create": Operation(needs("sales_event.edit"), body={"name": "沙龙", **A_TIME}),
    "sales_events_get": Operation(seen(), KIND),
    "sales_events_edit": Operation(on("edit"), KIND, {"changes": {"place": "三楼"}, "version": "@version"}),
    "sales_events_move": Operation(on("close"), KIND, {"to": "closed"}),
    "sales_events_recount": Operation(refused(on("close"), "409"), KIND),
    "sales_event_team_set": Operation(on("edit"), KIND, {"part": "door"}, path=part(user_id="@heir")),
    "sales_event_team_remove": Operation(not_in_it, KIND, path=part(user_id=NOBODY)),
    "sales_event_image": Operation(seen(), KIND),
    "sales_event_guests_list": Operation(seen(), KIND),
    "sales_event_guests_invite": Operation(not_in_it, KIND, {"kind": "lead", "ids": [NOBODY]}),
    "sales_event_guests_change": Operation(not_in_it, KIND, {"ids": [NOBODY], "answer": "accepted"}),
    "sales_event_door_find": Operation(seen(), KIND, query={"text": "王"}),
    "sales_event_arrivals_create": Operation(not_in_it, KIND, {"guest_id": NOBODY}),
    "sales_event_walk_ins_create": Operation(on("edit"), KIND, {"name": "王芳", "phone": "13812345678"}),
    "sales_event_guest_image": Operation(nowhere, path={"id": NOBODY}),
    "sales_event_board": Operation(seen(), KIND),
    "sales_event_yield": Operation(seen(), KIND),
    "sales_event_costs_add": Operation(on("edit"), KIND, {"item": "place", "amount_minor": 100}),
    "sales_event_costs_remove": Operation(not_in_it, KIND, path=part(cost_id=NOBODY)),
    "sales_event_deals_list": Operation(seen(), KIND),
    "sales_event_deals_link": Operation(
        refused(on("edit"), "422"), KIND, {"kind": "contract", "ref_id": NOBODY}
    ),
    "sales_event_deals_unlink": Operation(not_in_it, KIND, path=part(deal_id=NOBODY)),
    "sales_event_opportunities_create": Operation(
        not_in_it, KIND, {"guest_id": NOBODY, "name": "意向", "amount_minor": 1}
    ),
}
