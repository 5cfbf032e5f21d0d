"""HTTP of targets."""

from ninja import Router

from dabiao.modules.targets.api import agree, figures, metrics, sheets, split, track, trees

router = Router()
for part in (trees, figures, metrics, split, sheets, agree, track):
    router.add_router("", part.router)
