"""HTTP of making one competitor of two."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.schemas.deals import CompetitorOut
from dabiao.modules.opportunities.schemas.merging import CompetitorMergeIn

router = Router(tags=["opportunities"])


@router.post("/competitors/{int:id}/merges", operation_id="competitors_merge", response=CompetitorOut)
@idempotent
def competitors_merge(request: ApiRequest, id: Path[Id], body: CompetitorMergeIn) -> HttpResponse:
    """Into another, in every deal at once; the one that stays is answered."""
    row = services.merge_competitors(id, **body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.one_competitor(row))
