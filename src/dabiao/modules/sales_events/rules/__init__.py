"""Pure functions of sales events: no Django, no clock, no I/O."""

from dabiao.modules.sales_events.rules.crediting import Span, nearest
from dabiao.modules.sales_events.rules.door import check_door, token_in
from dabiao.modules.sales_events.rules.figures import per_piece, return_of
from dabiao.modules.sales_events.rules.moving import MOVES, check_event, check_move

__all__ = [
    "MOVES",
    "Span",
    "check_door",
    "check_event",
    "check_move",
    "nearest",
    "per_piece",
    "return_of",
    "token_in",
]
