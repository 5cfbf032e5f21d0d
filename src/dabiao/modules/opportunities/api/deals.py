"""HTTP of deals, their parts and their competitors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.bulk import services as bulk
from dabiao.core.errors import Conflict
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.routes.bulk import BulkOut, bulk_edited
from dabiao.core.http.routes.exports import lists as exports
from dabiao.core.http.wire import AssignmentIn, BulkIn, Edit, Id, Page
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.schemas import deals as schemas
from dabiao.modules.opportunities.schemas import pipelines

router = Router(tags=["opportunities"])
exports.offer("opportunity", schemas.OpportunityFilters)


def _detail(request: ApiRequest, id: int, status: int = 200, **more: Any) -> HttpResponse:
    language = language_of(request)
    row = queries.detail(id, actor=request.auth, now=timezone.now(), language=language)
    return respond({**row, **more}, status)


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


@router.get("/opportunities/way", operation_id="opportunities_way", response=pipelines.WayOut)
def opportunities_way(request: ApiRequest, params: Query[pipelines.WayAsked]) -> HttpResponse:
    """Which pipeline a new deal with this customer goes where nobody names one, and where it begins."""
    return respond(queries.way(**params.dict(), actor=request.auth, language=language_of(request)))


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
    """The conflict with its stage in the reader's words; one that names none as it is."""
    if "stage_code" not in conflict.params:
        return conflict
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


@router.get("/competitors", operation_id="competitors_list", response=schemas.Competitors)
def competitors_list(request: ApiRequest, params: Query[schemas.CompetitorsAsked]) -> HttpResponse:
    """Those known, by name; at most 200."""
    return respond({"items": queries.competitors(**params.dict(), actor=request.auth)})


@router.post("/competitors", operation_id="competitors_create", response={201: schemas.CompetitorOut})
@idempotent
def competitors_create(request: ApiRequest, body: schemas.CompetitorIn) -> HttpResponse:
    """Who is known already, in another spelling, is answered as they are."""
    row = services.create_competitor(name=body.name, actor=request.auth, now=timezone.now())
    return respond(queries.one_competitor(row), 201)


@router.patch("/competitors/{int:id}", operation_id="competitors_edit", response=schemas.CompetitorOut)
def competitors_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.CompetitorChanges]
) -> HttpResponse:
    """Rename, in every deal at once, or retire."""
    row = services.edit_competitor(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.one_competitor(row))


@router.delete("/competitors/{int:id}", operation_id="competitors_remove", response={204: None})
def competitors_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Only one who is in no deal; others are retired."""
    services.remove_competitor(id, actor=request.auth, now=timezone.now())
    return no_content()


def _rivals(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond({"items": queries.rivals(id, actor=request.auth)}, status)


@router.get("/opportunities/{int:id}/competitors", operation_id="rivals_list", response=schemas.Rivals)
def rivals_list(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The competitors in a deal, in the order in which they were entered."""
    return _rivals(request, id)


@router.post(
    "/opportunities/{int:id}/competitors", operation_id="rivals_create", response={201: schemas.Rivals}
)
@idempotent
def rivals_create(request: ApiRequest, id: Path[Id], body: schemas.RivalIn) -> HttpResponse:
    """Enter a competitor; all of the deal's are answered."""
    services.add_rival(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _rivals(request, id, 201)


@router.patch(
    "/opportunities/{int:id}/competitors/{int:rival_id}", operation_id="rivals_edit", response=schemas.Rivals
)
def rivals_edit(
    request: ApiRequest, id: Path[Id], rival_id: Path[Id], body: Edit[schemas.RivalChanges]
) -> HttpResponse:
    services.edit_rival(
        id,
        rival_id=rival_id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _rivals(request, id)


@router.delete(
    "/opportunities/{int:id}/competitors/{int:rival_id}",
    operation_id="rivals_remove",
    response=schemas.Rivals,
)
def rivals_remove(request: ApiRequest, id: Path[Id], rival_id: Path[Id]) -> HttpResponse:
    services.remove_rival(id, rival_id=rival_id, actor=request.auth, now=timezone.now())
    return _rivals(request, id)


def _items(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(queries.items(id, actor=request.auth), status)


@router.get("/opportunities/{int:id}/items", operation_id="items_list", response=schemas.Items)
def items_list(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """What the deal sells, line by line."""
    return _items(request, id)


@router.post("/opportunities/{int:id}/items", operation_id="items_create", response={201: schemas.Items})
@idempotent
def items_create(request: ApiRequest, id: Path[Id], body: schemas.ItemIn) -> HttpResponse:
    """Add a line; all lines are answered, with their sum. The deal's amount follows where it is that sum."""
    services.add_item(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _items(request, id, 201)


@router.post("/opportunities/{int:id}/item-orders", operation_id="items_order", response={201: schemas.Items})
@idempotent
def items_order(request: ApiRequest, id: Path[Id], body: schemas.ItemOrderIn) -> HttpResponse:
    services.order_items(id, ids=body.ids, actor=request.auth, now=timezone.now())
    return _items(request, id, 201)


@router.patch(
    "/opportunities/{int:id}/items/{int:item_id}", operation_id="items_edit", response=schemas.Items
)
def items_edit(
    request: ApiRequest, id: Path[Id], item_id: Path[Id], body: Edit[schemas.ItemChanges]
) -> HttpResponse:
    services.edit_item(
        id,
        item_id=item_id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _items(request, id)


@router.delete(
    "/opportunities/{int:id}/items/{int:item_id}", operation_id="items_remove", response=schemas.Items
)
def items_remove(request: ApiRequest, id: Path[Id], item_id: Path[Id]) -> HttpResponse:
    services.remove_item(id, item_id=item_id, actor=request.auth, now=timezone.now())
    return _items(request, id)


def _team(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond({"items": queries.team(id, actor=request.auth)}, status)


@router.get("/opportunities/{int:id}/team", operation_id="team_list", response=schemas.Team)
def team_list(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Who sees the deal and works on it, beside its owner."""
    return _team(request, id)


@router.post("/opportunities/{int:id}/team", operation_id="team_set", response={201: schemas.Team})
@idempotent
def team_set(request: ApiRequest, id: Path[Id], body: schemas.MemberIn) -> HttpResponse:
    """Take a colleague in, or give them another part; all of the team is answered."""
    services.set_member(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _team(request, id, 201)


@router.delete(
    "/opportunities/{int:id}/team/{int:user_id}", operation_id="team_remove", response=schemas.Team
)
def team_remove(request: ApiRequest, id: Path[Id], user_id: Path[Id]) -> HttpResponse:
    services.remove_member(id, user_id=user_id, actor=request.auth, now=timezone.now())
    return _team(request, id)
