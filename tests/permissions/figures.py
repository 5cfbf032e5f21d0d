"""Dashboards and the figures of analysis: each shows what its reader sees."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, both, needs

OPERATIONS: Mapping[str, Operation] = {
    "dashboards_attainment": Operation(needs("analytics.read")),
    "dashboards_mine": Operation(needs("analytics.read")),
    "dashboards_team": Operation(needs("analytics.read")),
    "dashboards_today": Operation(needs("analytics.read")),
    "dashboards_company": Operation(needs("analytics.read")),
    "dashboards_money": Operation(both(needs("analytics.read"), needs("receivable.read"))),
    "funnel_get": Operation(needs("analytics.read")),
    "lead_outcomes": Operation(both(needs("analytics.read"), needs("lead.read"))),
}
