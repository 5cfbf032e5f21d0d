"""HTTP of opportunities."""

from ninja import Router

from dabiao.modules.opportunities.api import deals

router = Router()
for part in (deals,):
    router.add_router("", part.router)
