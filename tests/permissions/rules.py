"""The rules of dispatch and what holds for all of them: for whoever manages dispatch, the whole company's or nothing."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, Outcome, Record, Someone, needs


def not_there(who: Someone, _: Record) -> Outcome:
    """A number that no rule has."""
    return "404" if "dispatch.manage" in who.grants else "403"


OPERATIONS: Mapping[str, Operation] = {
    "dispatch_rules_list": Operation(needs("dispatch.manage")),
    "dispatch_rules_create": Operation(
        needs("dispatch.manage"), body={"name": "华东", "candidates": {"units": ["@east"]}}
    ),
    "dispatch_rules_get": Operation(not_there, path={"id": 999_999}),
    "dispatch_rules_edit": Operation(
        not_there,
        body={"changes": {"active": False}, "version": 1},
        path={"id": 999_999},
    ),
    "dispatch_rules_remove": Operation(not_there, path={"id": 999_999}),
    "dispatch_rules_arrange": Operation(needs("dispatch.manage"), body={"ids": []}),
    "dispatch_rules_preview": Operation(needs("dispatch.manage"), body={"name": "华东"}),
    "dispatch_policy_get": Operation(needs("dispatch.manage")),
    "dispatch_policy_edit": Operation(
        needs("dispatch.manage"), body={"changes": {"clean_to_regain": 10}, "version": 1}
    ),
    "dispatch_trials_run": Operation(needs("dispatch.manage"), body={"text": "姓名：王芳"}),
}
