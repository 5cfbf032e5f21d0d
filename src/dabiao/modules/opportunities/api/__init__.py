"""HTTP of opportunities."""

from ninja import Router

from dabiao.modules.opportunities.api import deals, merging, pipelines, proofs

router = Router()
for part in (pipelines, deals, merging, proofs):
    router.add_router("", part.router)
