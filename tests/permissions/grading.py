"""Grading rules are the whole company's: for whoever manages them or nobody. Reasons are for who sees the lead."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, Outcome, Record, Someone, needs, on, seen

BUDGET = {"field": "said", "op": "says", "value": ["预算"]}
MANAGES = "grading.manage"


def not_there(who: Someone, _: Record) -> Outcome:
    """A number that no rule has."""
    return "404" if MANAGES in who.grants else "403"


def no_rules(who: Someone, record: Record) -> Outcome:
    """In the world there is no rule to hand anything back to."""
    said = on("edit")(who, record)
    return "409" if said == "allowed" else said


def nothing_to_apply(who: Someone, _: Record) -> Outcome:
    return "409" if MANAGES in who.grants else "403"


OPERATIONS: Mapping[str, Operation] = {
    "grading_rules_list": Operation(needs(MANAGES)),
    "grading_rules_create": Operation(
        needs(MANAGES), body={"name": "有预算", "condition": BUDGET, "points": 20}
    ),
    "grading_rules_get": Operation(not_there, path={"id": 999_999}),
    "grading_rules_edit": Operation(
        not_there, body={"changes": {"active": False}, "version": 1}, path={"id": 999_999}
    ),
    "grading_rules_remove": Operation(not_there, path={"id": 999_999}),
    "grading_rules_arrange": Operation(needs(MANAGES), body={"ids": []}),
    "grading_policy_get": Operation(needs(MANAGES)),
    "grading_policy_edit": Operation(
        needs(MANAGES), body={"changes": {"thresholds": {"A": 50, "B": 30, "C": 10}}, "version": 1}
    ),
    "grading_figures": Operation(needs(MANAGES)),
    "grading_trials_run": Operation(needs(MANAGES), body={"text": "姓名：王芳"}),
    "grading_preview": Operation(needs(MANAGES)),
    "grading_applications": Operation(needs(MANAGES)),
    "grading_apply": Operation(nothing_to_apply),
    "grading_application_undo": Operation(not_there, path={"id": 999_999}),
    "grading_model": Operation(needs(MANAGES)),
    "grading_train": Operation(needs(MANAGES)),
    "leads_grading": Operation(seen(), "lead"),
    "leads_hand_back_grade": Operation(no_rules, "lead"),
}
