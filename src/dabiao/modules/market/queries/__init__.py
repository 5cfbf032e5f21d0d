"""Reads of the market. Each starts from what the actor may see."""

from dabiao.modules.market.queries.cards import (
    MANAGE,
    card,
    cards,
    cards_visible_to,
    for_deal,
)
from dabiao.modules.market.queries.competitors import competitor_page, competitors
from dabiao.modules.market.queries.notes import (
    CHOICES,
    EDIT,
    NOTES,
    READ,
    WORDS,
    WRITE,
    chosen,
    detail,
    exportable,
    listing,
    visible_to,
)

__all__ = [
    "CHOICES",
    "EDIT",
    "MANAGE",
    "NOTES",
    "READ",
    "WORDS",
    "WRITE",
    "card",
    "cards",
    "cards_visible_to",
    "chosen",
    "competitor_page",
    "competitors",
    "detail",
    "exportable",
    "for_deal",
    "listing",
    "visible_to",
]
