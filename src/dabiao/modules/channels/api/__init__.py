"""HTTP of channels, one file per part; `pages` is what platforms deliver to, outside of /api."""

from django.urls import path
from ninja import Router

from dabiao.modules.channels.api import campaigns, connections
from dabiao.modules.channels.api.hooks import hook

__all__ = ["pages", "router"]

router = Router(tags=["channels"])
router.add_router("", connections.router)
router.add_router("", campaigns.router)

pages = [path("hooks/<slug:kind>/<str:token>", hook)]
