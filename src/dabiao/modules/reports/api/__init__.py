"""HTTP of reports."""

from ninja import Router

from dabiao.modules.reports.api import boards, reports, templates

router = Router()
for part in (templates, boards, reports):
    router.add_router("", part.router)
