"""HTTP of opportunities."""

from ninja import Router

from dabiao.modules.opportunities.api import deals, merging

router = Router()
for part in (deals, merging):
    router.add_router("", part.router)
