"""HTTP of opportunities."""

from ninja import Router

from dabiao.modules.opportunities.api import deals, pipelines

router = Router()
for part in (pipelines, deals):
    router.add_router("", part.router)
