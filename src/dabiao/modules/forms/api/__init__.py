"""HTTP of forms: what the company asks, and `pages` for strangers."""

from ninja import Router

from dabiao.modules.forms.api import codes, forms, submissions
from dabiao.modules.forms.api.public import pages

__all__ = ["pages", "router"]

router = Router(tags=["forms"])
for part in (forms, codes, submissions):
    router.add_router("", part.router)
