"""Figures. Each starts from what the actor may see, and opens the records that it was counted over."""

from dabiao.modules.analytics.queries.company import company
from dabiao.modules.analytics.queries.dashboards import mine, team
from dabiao.modules.analytics.queries.funnel import funnel
from dabiao.modules.analytics.queries.money import money
from dabiao.modules.analytics.queries.outcomes import lead_outcomes
from dabiao.modules.analytics.queries.returns import returns
from dabiao.modules.analytics.queries.rollups import is_behind
from dabiao.modules.analytics.queries.today import today

__all__ = ["company", "funnel", "is_behind", "lead_outcomes", "mine", "money", "returns", "team", "today"]
