"""Figures of deals: everybody who may read figures and deals, each over what they see."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, both, needs

NAMES = ("deal_outcomes", "deal_ageing", "deal_cohorts", "deal_velocity", "deal_comparison", "deal_flow")
OPERATIONS: Mapping[str, Operation] = {
    name: Operation(both(needs("analytics.read"), needs("opportunity.read"))) for name in NAMES
}
