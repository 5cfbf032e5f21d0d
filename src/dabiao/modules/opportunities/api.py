"""HTTP of opportunities."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.bulk import services as bulk
from dabiao.core.errors import Conflict
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.routes.bulk import BulkOut, bulk_edited
from dabiao.core.http.routes.exports import lists as exports
from dabiao.core.http.wire import AssignmentIn, BulkIn, Edit, Id, Page
from dabiao.modules.opportunities import queries, schemas, services

router = Router(tags=["opportunities"])
exports.offer("opportunity", schemas.OpportunityFilters)


def _detail(request: ApiRequest, id: int, status: int = 200, **more: Any) -> HttpResponse:
    language = language_of(request)
    row = queries.detail(id, actor=request.auth, now=timezone.now(), language=language)
    return respond({**row, **more}, status)


@router.get("/pipelines", operation_id="pipelines_list", response=list[schemas.PipelineOut])
def pipelines_list(request: ApiRequest) -> HttpResponse:
    """Every pipeline with its stages in order, the default one first."""
    return respond(queries.pipelines(language_of(request)))


@router.get("/opportunities", operation_id="opportunities_list", response=Page[schemas.OpportunityOut])
def opportunities_list(request: ApiRequest, params: Query[schemas.OpportunityFilters]) -> HttpResponse:
    page = queries.listing(
        asked=params.page(),
        filters=params.filters(),
        actor=request.auth,
        now=timezone.now(),
        language=language_of(request),
    )
    return respond(page)


@router.post("/opportunities", operation_id="opportunities_create", response={201: schemas.OpportunityDetail})
@idempotent
def opportunities_create(request: ApiRequest, body: schemas.OpportunityIn) -> HttpResponse:
    opportunity = services.create(**body.dict(), actor=request.auth, now=timezone.now())
    return _detail(request, opportunity.pk, 201)


@router.get("/opportunities/board", operation_id="opportunities_board", response=schemas.Board)
def opportunities_board(request: ApiRequest, params: Query[schemas.BoardParams]) -> HttpResponse:
    """Counts, sums and the newest cards of every stage; won and lost ones of this month."""
    board = queries.board(
        **params.dict(), actor=request.auth, now=timezone.now(), language=language_of(request)
    )
    return respond(board)


@router.get("/opportunities/{int:id}", operation_id="opportunities_get", response=schemas.OpportunityDetail)
def opportunities_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _detail(request, id)


@router.post("/opportunities/bulk-edits", operation_id="opportunities_bulk_edit", response={201: BulkOut})
@idempotent
def opportunities_bulk_edit(request: ApiRequest, body: BulkIn[schemas.OpportunityBulk]) -> HttpResponse:
    """The same change on up to 1,000 opportunities; can be undone for an hour."""
    return bulk_edited(request, "opportunity", body)


@router.patch(
    "/opportunities/{int:id}", operation_id="opportunities_edit", response=schemas.OpportunityDetail
)
def opportunities_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.OpportunityChanges]
) -> HttpResponse:
    services.edit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _detail(request, id)


@router.post(
    "/opportunities/{int:id}/stage-moves",
    operation_id="opportunities_move",
    response={201: schemas.OpportunityHanded},
)
@idempotent
def opportunities_move(request: ApiRequest, id: Path[Id], body: schemas.StageMoveIn) -> HttpResponse:
    """Onwards, back, or to an end. 409 `opportunities.stage_moved` if somebody moved it meanwhile."""
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    try:
        undo_id = bulk.one("opportunity", id, "move", lambda: services.move(id, **body.dict(), **who), **who)
    except Conflict as conflict:
        raise _worded(request, conflict) from None
    return _detail(request, id, 201, undo_id=undo_id)


def _worded(request: HttpRequest, conflict: Conflict) -> Conflict:
    """The conflict with its stage in the reader's words."""
    code, name = conflict.params["stage_code"], conflict.params["stage_name"]
    conflict.params["stage_name"] = queries.stage_title(code, name, language_of(request))
    return conflict


@router.post(
    "/opportunities/{int:id}/assignments",
    operation_id="opportunities_assign",
    response={201: schemas.OpportunityHanded},
)
@idempotent
def opportunities_assign(request: ApiRequest, id: Path[Id], body: AssignmentIn) -> HttpResponse:
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    undo_id = bulk.one(
        "opportunity", id, "assign", lambda: services.assign(id, owner_id=body.owner_id, **who), **who
    )
    return _detail(request, id, 201, undo_id=undo_id)
