"""Metrics, attribution and months: read by whoever reads targets, kept by whoever keeps them for the company."""

from collections.abc import Mapping
from dataclasses import replace

from tests.permissions.expected import Operation, Outcome, Record, Someone, both, needs, reaches, reads, seen


def no_such_metric(who: Someone, _: Record) -> Outcome:
    """A number that no metric has."""
    return "404" if "metric.manage" in who.grants else "403"


def no_such_month(who: Someone, _: Record) -> Outcome:
    return "404" if "target.close" in who.grants else "403"


def not_there(_: Someone, __: Record) -> Outcome:
    """A number that no node has: not told from one out of reach."""
    return "404"


def attributed(who: Someone, record: Record) -> Outcome:
    """Whom a record counts for is decided by those it lies in the reach of; a share to edit is not enough."""
    if not reads(who, record):
        return "404"
    return "allowed" if reaches(who, "target.attribute", replace(record, shared={})) else "403"


SPLIT = {"shares": [{"user_id": "@me", "bp": 10_000}], "reason": "两人一起谈下来的"}
OPERATIONS: Mapping[str, Operation] = {
    "target_metrics_create": Operation(
        needs("metric.manage"),
        body={
            "name": "大单",
            "source": "contract",
            "measured": "money",
            "measure": "amount_minor",
            "day_field": "signed_on",
        },
    ),
    "target_metrics_edit": Operation(
        no_such_metric, body={"changes": {"tax_bp": 1_300}, "version": 1}, path={"id": 999_999}
    ),
    "target_credit_policy_get": Operation(needs("target.read")),
    "target_credit_policy_edit": Operation(
        needs("metric.manage"), body={"changes": {"receipts": "owner"}, "version": 1}
    ),
    "target_months_list": Operation(needs("target.read")),
    "target_months_close": Operation(
        needs("target.close"), body={"month": "2026-01-01", "reason": "工资已发"}
    ),
    "target_months_reopen": Operation(no_such_month, body={"reason": "漏了一单"}, path={"id": 999_999}),
    "target_credits_get": Operation(
        both(needs("target.read"), seen()), "contract", path={"kind": "contract"}
    ),
    "target_credits_put": Operation(attributed, "contract", SPLIT, path={"kind": "contract"}),
    "metric_records_list": Operation(
        not_there,
        path={"code": "signed"},
        query={"user_id": "999999", "since": "2026-01-01", "until": "2026-01-31"},
    ),
    "target_records_list": Operation(not_there, path={"id": 999_999}, query={"starts_on": "2026-01-01"}),
}
