"""HTTP of debriefs."""

from ninja import Router

from dabiao.modules.debriefs.api import debriefs, parts
from dabiao.modules.debriefs.api.public import pages

router = Router()
for part in (debriefs, parts):
    router.add_router("", part.router)

__all__ = ["pages", "router"]
