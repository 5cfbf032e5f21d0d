"""Operations of tracking, coverage and alarms, with what decides about each."""

from collections.abc import Mapping

from tests.permissions.deals import nobody_there
from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, reaches, reads, seen

NOBODY = {"id": 999_999}


def carried(then: Outcome) -> Rule:
    """Whoever sees the figure knows what carries it; who has to reach it, or leads them, says what does."""

    def rule(who: Someone, record: Record) -> Outcome:
        if not reads(who, record):
            return "404"
        may = reaches(who, "target.declare", record) or reaches(who, "target.edit", record)
        return then if may else "403"

    return rule


def decided(who: Someone, record: Record) -> Outcome:
    """By who leads the node above, which stands in the same unit and is nobody's."""
    if not reads(who, record):
        return "404"
    above = Record("target", 0, None, record.lies)
    return "allowed" if reaches(who, "target.edit", above) else "403"


EVENT = {"kind": "event", "name": "沙龙", "amount": 1}
TERMS = {"missed": {"month": 2}, "under_bp": 4_000, "decide_within": 5}
OPERATIONS: Mapping[str, Operation] = {
    "target_tracking": Operation(nobody_there("target.read"), path=NOBODY),
    "targets_attained": Operation(nobody_there("target.read"), path=NOBODY),
    "target_coverage": Operation(seen(), "target"),
    "target_carriers_add": Operation(carried("allowed"), "target", {"lines": [EVENT]}),
    "target_carriers_edit": Operation(carried("404"), "target", {"lines": [{"id": 999_999, "amount": 1}]}),
    "target_carriers_remove": Operation(carried("404"), "target", {"ids": [999_999]}),
    "target_alarms_decide": Operation(decided, "target_alarm", {"decision": "keep", "reason": "季节性"}),
    "target_alarms_terms": Operation(nobody_there("target.read"), path=NOBODY),
    "target_alarms_set_terms": Operation(nobody_there("target.read"), body=TERMS, path=NOBODY),
}
