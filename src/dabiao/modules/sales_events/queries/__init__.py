"""Reads of sales events. Each starts from what the actor may see, but for what strangers find by its address."""

from dabiao.modules.sales_events.queries.board import board
from dabiao.modules.sales_events.queries.deals import deals
from dabiao.modules.sales_events.queries.events import detail, holdings, listing
from dabiao.modules.sales_events.queries.figures import Figures, figures, numbers_of
from dabiao.modules.sales_events.queries.guests import at_the_door, guest, guests, guests_of
from dabiao.modules.sales_events.queries.reach import READ, visible_to
from dabiao.modules.sales_events.queries.strangers import event_by_token, guest_by_token

__all__ = [
    "READ",
    "Figures",
    "at_the_door",
    "board",
    "deals",
    "detail",
    "event_by_token",
    "figures",
    "guest",
    "guest_by_token",
    "guests",
    "guests_of",
    "holdings",
    "listing",
    "numbers_of",
    "visible_to",
]
