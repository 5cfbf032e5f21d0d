"""HTTP of opportunities."""

from ninja import Router

from dabiao.modules.opportunities.api import deals, proofs

router = Router()
for part in (deals, proofs):
    router.add_router("", part.router)
