"""HTTP of sales_events."""

from ninja import Router

router = Router(tags=["sales_events"])
