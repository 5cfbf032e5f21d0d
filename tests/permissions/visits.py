"""Operations of visits, with what decides about each."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, both, needs, on, reads, seen

from dabiao.core.actor import Actor
from dabiao.modules.visits import services as visits
from dabiao.testing.people import NOW

SPAN = {"starts_at": "2026-03-19T02:00:00Z", "ends_at": "2026-03-19T03:00:00Z"}
PLAN = {"subject_kind": "lead", "subject_id": "@id", "purpose": "看现场", **SPAN}
HERE = {"key": "matrix-key-1", "taken_at": "2026-03-18T02:00:00Z", "device_now": "2026-03-18T02:00:00Z"}


def a_visit(made: Any, who: Actor) -> Any:
    """For tomorrow."""
    begin = NOW + timedelta(days=1)
    return visits.plan(
        subject_kind="lead",
        subject_id=made["lead"].pk,
        purpose="看现场",
        starts_at=begin,
        ends_at=begin + timedelta(hours=1),
        actor=who,
        now=NOW,
    )


def taking_part(who: Someone, record: Record) -> Outcome:
    """Nobody but its owner makes the world's visit."""
    if not reads(who, record):
        return "404"
    return "allowed" if record.owner == who.id else "403"


def nobody_coaches(who: Someone, record: Record) -> Outcome:
    return "403" if reads(who, record) else "404"


def in_person(rule: Rule) -> Rule:
    """Within reach, and one's own."""

    def ruled(who: Someone, record: Record) -> Outcome:
        said = rule(who, record)
        return "403" if said == "allowed" and record.owner != who.id else said

    return ruled


OPERATIONS: Mapping[str, Operation] = {
    "visits_list": Operation(needs("visit.read")),
    "visits_count": Operation(needs("visit.read")),
    "visits_create": Operation(both(needs("visit.create"), seen(unknown="422")), "lead", PLAN),
    "visits_get": Operation(both(needs("visit.read"), seen()), "visit"),
    "visits_edit": Operation(on("edit"), "visit", {"changes": {"purpose": "改过"}, "version": "@version"}),
    "visits_move": Operation(on("edit"), "visit", SPAN),
    "visits_cancel": Operation(on("edit"), "visit", {"reason": "项目暂停"}),
    "visits_accompany": Operation(on("edit"), "visit", {"participants": []}),
    "visits_check_in": Operation(taking_part, "visit", HERE),
    "visits_finish": Operation(in_person(on("edit")), "visit", {"result": "reached"}),
    "visits_coach": Operation(nobody_coaches, "visit", {"exercise": "先问现状"}),
    "visits_route": Operation(needs("visit.read"), query={"day": "2026-03-18"}),
    "visits_reorder": Operation(needs("visit.edit"), body={"day": "2026-03-10", "visit_ids": []}),
    "visits_nearby": Operation(needs("visit.read"), query={"lat": 30_000_000, "lon": 120_000_000}),
    "visits_place": Operation(
        both(needs("visit.read"), seen()), "lead", query={"subject_kind": "lead", "subject_id": "@id"}
    ),
    "visits_terms_get": Operation(needs("visit.read")),
    "visits_terms_edit": Operation(
        needs("visit.manage"), body={"changes": {"far_m": 600}, "base": {"far_m": 500}}
    ),
}
