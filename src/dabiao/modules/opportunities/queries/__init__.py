"""Reads of opportunities. Each starts from what the actor may see."""

from dabiao.modules.opportunities.queries.board import board
from dabiao.modules.opportunities.queries.funnel import StageTotal, by_stage, entered_by_stage
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
from dabiao.modules.opportunities.queries.slipping import signs_of
from dabiao.modules.opportunities.queries.stages import pipelines, stage_title
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
    "condition",
    "detail",
    "entered_by_stage",
    "exportable",
    "holdings",
    "listing",
    "named",
    "pipelines",
    "reached_by_stage",
    "signs_of",
    "stage_title",
    "stays_by_stage",
    "title_of",
    "visible_to",
]
