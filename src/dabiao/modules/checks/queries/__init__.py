"""Reads of checks. Each starts from what the actor may see."""

from dabiao.modules.checks.queries.board import board
from dabiao.modules.checks.queries.listing import detail, listing, worklist
from dabiao.modules.checks.queries.programmes import draw_of, draws, kinds, programme, programmes
from dabiao.modules.checks.queries.reach import programmes_for, visible_to

__all__ = [
    "board",
    "detail",
    "draw_of",
    "draws",
    "kinds",
    "listing",
    "programme",
    "programmes",
    "programmes_for",
    "visible_to",
    "worklist",
]
