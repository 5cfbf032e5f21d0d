"""Reads of opportunities. Each starts from what the actor may see."""

from dabiao.modules.opportunities.queries.board import board
from dabiao.modules.opportunities.queries.decided import Decided, decided
from dabiao.modules.opportunities.queries.expected import (
    Expected,
    expected_between,
    known_to,
    standing,
    won_that_were_open,
)
from dabiao.modules.opportunities.queries.funnel import StageTotal, by_stage, entered_by_stage
from dabiao.modules.opportunities.queries.items import items
from dabiao.modules.opportunities.queries.journey import Deal, Stay, deals, stays
from dabiao.modules.opportunities.queries.promised import Promise, promised
from dabiao.modules.opportunities.queries.records import (
    CHOICES,
    OPPORTUNITIES,
    chosen,
    condition,
    detail,
    exportable,
    holdings,
    listing,
    named,
    title_of,
    visible_to,
)
from dabiao.modules.opportunities.queries.rivals import competitors, one_competitor, rivals
from dabiao.modules.opportunities.queries.slipping import signs_of
from dabiao.modules.opportunities.queries.stages import (
    Weighing,
    chance_while_open,
    forecast_way,
    pipelines,
    stage_title,
)
from dabiao.modules.opportunities.queries.teams import team
from dabiao.modules.opportunities.queries.vocabulary import OF_CUSTOMER, SAID, WORDS

__all__ = [
    "CHOICES",
    "OF_CUSTOMER",
    "OPPORTUNITIES",
    "SAID",
    "WORDS",
    "Deal",
    "Decided",
    "Expected",
    "Promise",
    "StageTotal",
    "Stay",
    "Weighing",
    "board",
    "by_stage",
    "chance_while_open",
    "chosen",
    "competitors",
    "condition",
    "deals",
    "decided",
    "detail",
    "entered_by_stage",
    "expected_between",
    "exportable",
    "forecast_way",
    "holdings",
    "items",
    "known_to",
    "listing",
    "named",
    "one_competitor",
    "pipelines",
    "promised",
    "rivals",
    "signs_of",
    "stage_title",
    "standing",
    "stays",
    "team",
    "title_of",
    "visible_to",
    "won_that_were_open",
]
