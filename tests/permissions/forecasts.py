"""A forecast is of the deals that one sees; how near forecasts came is told by unit, to who sees all of one."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, Outcome, Record, Someone, needs, seen

MANAGES = "forecast.manage"


def of_units(who: Someone, _: Record) -> Outcome:
    """Who sees deals beyond their own sees how near the forecasts of their unit came."""
    return "allowed" if who.grants.get("opportunity.read") in ("team", "unit", "all") else "403"


OPERATIONS: Mapping[str, Operation] = {
    "forecasts_show": Operation(needs("opportunity.read")),
    "forecasts_accuracy": Operation(of_units),
    "forecasts_model": Operation(needs("opportunity.read")),
    "forecasts_policy_edit": Operation(needs(MANAGES), body={"changes": {"model_mode": "off"}, "version": 1}),
    "forecasts_train": Operation(needs(MANAGES)),
    "opportunities_chances": Operation(seen(), "opportunity"),
}
