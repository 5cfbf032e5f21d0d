"""HTTP of the market."""

from ninja import Router

from dabiao.modules.market.api import cards, notes

router = Router()
for part in (notes, cards):
    router.add_router("", part.router)
