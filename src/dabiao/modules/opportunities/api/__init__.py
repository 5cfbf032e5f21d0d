"""HTTP of opportunities."""

from ninja import Router

from dabiao.modules.opportunities.api import deals, merging, pipelines

router = Router()
for part in (pipelines, deals, merging):
    router.add_router("", part.router)
