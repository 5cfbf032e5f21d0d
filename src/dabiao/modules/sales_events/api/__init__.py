"""HTTP of sales events: those of the company, and `pages` for guests."""

from ninja import Router

from dabiao.modules.sales_events.api import events, guests, yields
from dabiao.modules.sales_events.api.public import pages

__all__ = ["pages", "router"]

router = Router(tags=["sales_events"])
for part in (events, guests, yields):
    router.add_router("", part.router)
