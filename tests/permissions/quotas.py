"""Daily quotas: read within one's scope, declared for oneself, set by whoever manages the unit, kept for the company."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, needs


def for_all(who: Someone, _: Record) -> Outcome:
    return "allowed" if who.grants.get("quota.manage") == "all" else "403"


def no_such_kind(who: Someone, _: Record) -> Outcome:
    return "404" if who.grants.get("quota.manage") == "all" else "403"


def no_such_count(who: Someone, _: Record) -> Outcome:
    """Of a day on which nobody declared anything."""
    return "404" if "quota.read" in who.grants else "403"


def no_such_kind_named(permission: str) -> Rule:
    """The kind in the body is none that there is."""

    def rule(who: Someone, _: Record) -> Outcome:
        return "422" if permission in who.grants else "403"

    return rule


OPERATIONS: Mapping[str, Operation] = {
    "quota_progress_mine": Operation(needs("quota.read")),
    "quota_progress_team": Operation(needs("quota.read")),
    "quota_declarations_get": Operation(
        no_such_count, query={"kind_id": 999_999, "user_id": 999_999, "day": "2026-01-01"}
    ),
    "quota_declarations_create": Operation(
        no_such_kind_named("quota.declare"), body={"kind_id": 999_999, "more": 1}
    ),
    "quota_kinds_list": Operation(needs("quota.read")),
    "quota_kinds_create": Operation(for_all, body={"name": "地推扫街", "sort": "declared"}),
    "quota_kinds_edit": Operation(
        no_such_kind, body={"changes": {"place": 3}, "version": 1}, path={"id": 999_999}
    ),
    "quota_rules_list": Operation(needs("quota.manage")),
    "quota_rules_put": Operation(
        no_such_kind_named("quota.manage"),
        body={"user_id": "@me", "amounts": [{"kind_id": 999_999, "amount": 30}]},
    ),
    "quota_terms_get": Operation(needs("quota.read")),
    "quota_terms_edit": Operation(for_all, body={"changes": {"correct_days": 2}, "version": 1}),
}
