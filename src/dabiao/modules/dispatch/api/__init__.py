"""HTTP of dispatch, one file per part."""

from ninja import Router

from dabiao.modules.dispatch.api import clocks, compliance, desk, rules

router = Router(tags=["dispatch"])
router.add_router("", rules.router)
router.add_router("", desk.router)
router.add_router("", clocks.router)
router.add_router("", compliance.router)
