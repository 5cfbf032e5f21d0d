"""Figures of deals: everybody who may read figures and deals, each over what they see."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, both, needs

NAMES = ("deal_outcomes", "deal_ageing", "deal_cohorts", "deal_velocity", "deal_comparison", "deal_flow")
FILES = ("deal_flow_file", "deal_cohorts_file", "deal_outcomes_file")
READ = both(needs("analytics.read"), needs("opportunity.read"))
OPERATIONS: Mapping[str, Operation] = {
    **{name: Operation(READ) for name in NAMES},
    **{name: Operation(both(READ, needs("opportunity.export"))) for name in FILES},
}
