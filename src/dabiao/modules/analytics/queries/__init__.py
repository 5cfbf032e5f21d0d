"""Figures. Each starts from what the actor may see, and opens the records that it was counted over."""

from dabiao.modules.analytics.queries.dashboards import mine, team
from dabiao.modules.analytics.queries.funnel import funnel
from dabiao.modules.analytics.queries.outcomes import lead_outcomes

__all__ = ["funnel", "lead_outcomes", "mine", "team"]
