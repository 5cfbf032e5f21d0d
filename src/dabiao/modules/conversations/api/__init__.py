"""HTTP of conversations, one file per side."""

from ninja import Router

from dabiao.modules.conversations.api import console, desk_events, settings, visitor, visitor_events

__all__ = ["desk_events", "router", "visitor_events"]

router = Router(tags=["conversations"])
router.add_router("", visitor.router)
router.add_router("", console.router)
router.add_router("", settings.router)
