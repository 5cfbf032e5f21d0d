"""Operations of units, people and tags, with what decides about each."""

from collections.abc import Mapping
from datetime import UTC, datetime

from tests.permissions.deals import nobody_there
from tests.permissions.expected import Operation, Outcome, Record, Someone, anyone, needs, on, seen

TODAY = datetime.now(UTC).date().isoformat()


def nobodys(_: Someone, __: Record) -> Outcome:
    return "404"


OPERATIONS: Mapping[str, Operation] = {
    "units_create": Operation(
        needs("unit.edit"), body={"name": "四组", "kind": "team", "parent_id": "@east"}
    ),
    "units_edit": Operation(
        needs("unit.edit"), body={"changes": {"name": "东部"}, "version": 1}, path={"id": "@east"}
    ),
    "employees_list": Operation(needs("employee.read")),
    "employees_create": Operation(
        needs("employee.create"),
        body={
            "name": "新人",
            "login": "newcomer",
            "password": "correct-horse-9",
            "unit_id": "@east",
            "roles": ["salesperson"],
            "hired_on": "2026-03-01",
        },
    ),
    "employees_get": Operation(seen(), "employee"),
    "employees_edit": Operation(
        on("edit"), "employee", {"changes": {"position": "顾问"}, "version": "@version"}
    ),
    "employees_switch_duty": Operation(on("duty"), "employee", {"on_duty": False}),
    "employees_declare_busy": Operation(on("duty"), "employee", {"minutes": 15}),
    "employees_end_busy": Operation(on("duty"), "employee"),
    "absences_all": Operation(needs("employee.read"), query={"first": TODAY, "last": TODAY}),
    "absences_list": Operation(seen(), "employee"),
    "absences_enter": Operation(
        on("duty"), "employee", {"kind": "annual", "first_on": TODAY, "last_on": TODAY}
    ),
    "absences_end": Operation(nobodys, path={"id": 999_999}),
    "employees_set_skills": Operation(on("edit"), "employee", {"skills": []}),
    "tags_list": Operation(anyone),
    "tags_create": Operation(needs("tag.manage"), body={"name": "宝妈"}),
    "tags_edit": Operation(
        nobody_there("tag.manage"), body={"changes": {"active": False}, "version": 1}, path={"id": 999_999}
    ),
    "tags_remove": Operation(nobody_there("tag.manage"), path={"id": 999_999}),
    "employees_reveal": Operation(on("reveal"), "employee"),
    "employees_holdings": Operation(seen(), "employee"),
    "employees_depart": Operation(
        on("leave"), "employee", {"successor_id": "@heir", "left_on": "2026-03-20"}
    ),
}
