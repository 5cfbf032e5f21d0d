"""Reads of opportunities. Each starts from what the actor may see."""

from dabiao.modules.opportunities.queries.board import board
from dabiao.modules.opportunities.queries.funnel import StageTotal, by_stage, entered_by_stage
from dabiao.modules.opportunities.queries.items import items
from dabiao.modules.opportunities.queries.journey import Stays, reached_by_stage, stays_by_stage
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
from dabiao.modules.opportunities.queries.stages import pipelines, stage_title
from dabiao.modules.opportunities.queries.teams import team
from dabiao.modules.opportunities.queries.vocabulary import OF_CUSTOMER, SAID, WORDS

__all__ = [
    "CHOICES",
    "OF_CUSTOMER",
    "OPPORTUNITIES",
    "SAID",
    "WORDS",
    "StageTotal",
    "Stays",
    "board",
    "by_stage",
    "chosen",
    "competitors",
    "condition",
    "detail",
    "entered_by_stage",
    "exportable",
    "holdings",
    "items",
    "listing",
    "named",
    "one_competitor",
    "pipelines",
    "reached_by_stage",
    "rivals",
    "stage_title",
    "stays_by_stage",
    "team",
    "title_of",
    "visible_to",
]
