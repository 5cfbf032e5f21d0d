"""HTTP of making one competitor of two."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.schemas.merging import (
    CompetitorMerged,
    CompetitorMergeIn,
    CompetitorUnmerged,
)

router = Router(tags=["opportunities"])


@router.post("/competitors/{int:id}/merges", operation_id="competitors_merge", response=CompetitorMerged)
@idempotent
def competitors_merge(request: ApiRequest, id: Path[Id], body: CompetitorMergeIn) -> HttpResponse:
    """Into another, in every deal at once; the one that stays is answered."""
    made = services.merge_competitors(id, **body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.one_competitor(made.into) | {"merge_id": made.pk})


@router.post(
    "/competitor-merges/{int:id}/undo", operation_id="competitors_undo_merge", response=CompetitorUnmerged
)
def competitors_undo_merge(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Within an hour the one that went comes back, with its places in deals; what was changed since stays. A second time
    changes nothing."""
    made = services.undo_merge(id, actor=request.auth, now=timezone.now())
    return respond(queries.merged_before(made) | {"left": made.left})
