"""Reads of opportunities. Each starts from what the actor may see."""

from dabiao.modules.opportunities.queries.board import board
from dabiao.modules.opportunities.queries.funnel import StageTotal, by_stage, entered_by_stage
from dabiao.modules.opportunities.queries.journey import Deal, Stay, deals, stays
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
from dabiao.modules.opportunities.queries.stages import pipelines, stage_title
from dabiao.modules.opportunities.queries.vocabulary import OF_CUSTOMER, SAID, WORDS

__all__ = [
    "CHOICES",
    "OF_CUSTOMER",
    "OPPORTUNITIES",
    "SAID",
    "WORDS",
    "Deal",
    "StageTotal",
    "Stay",
    "board",
    "by_stage",
    "chosen",
    "condition",
    "deals",
    "detail",
    "entered_by_stage",
    "exportable",
    "holdings",
    "listing",
    "named",
    "pipelines",
    "stage_title",
    "stays",
    "title_of",
    "visible_to",
]
