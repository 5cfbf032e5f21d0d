"""HTTP of visits."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Edit, Id, Page
from dabiao.modules.visits import queries, schemas, services
from dabiao.modules.visits.queries import listing, routes

router = Router(tags=["visits"])


def _visit(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(listing.detail(id, actor=request.auth, now=timezone.now()), status)


@router.get("/visits", operation_id="visits_list", response=Page[schemas.VisitRow])
def visits_list(request: ApiRequest, params: Query[schemas.VisitFilters]) -> HttpResponse:
    """Within the reader's scope, and those they go along on; latest first."""
    return respond(listing.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/visits", operation_id="visits_create", response={201: schemas.VisitOut})
@idempotent
def visits_create(request: ApiRequest, body: schemas.VisitIn) -> HttpResponse:
    """For oneself, or for somebody in reach. A coach makes it a joint visit: its owner is coached unless another is named."""
    sent = body.dict()
    visit = services.plan(**{**sent, "participants": _people(sent)}, actor=request.auth, now=timezone.now())
    return _visit(request, visit.pk, 201)


@router.get("/visits/counts", operation_id="visits_count", response=schemas.VisitCounts)
def visits_count(request: ApiRequest, params: Query[schemas.VisitCountParams]) -> HttpResponse:
    return respond(listing.counts(**params.dict(), actor=request.auth, now=timezone.now()))


@router.get("/visits/route", operation_id="visits_route", response=schemas.RouteOut)
def visits_route(request: ApiRequest, params: Query[schemas.RouteParams]) -> HttpResponse:
    """A day's visits of one person in their order, with straight-line distances, and the order that is shortest."""
    owner_id = params.owner_id or request.auth.person
    return respond(routes.route(day=params.day, owner_id=owner_id, actor=request.auth))


@router.put("/visits/route", operation_id="visits_reorder", response=schemas.RouteOut)
def visits_reorder(request: ApiRequest, body: schemas.RouteOrderIn) -> HttpResponse:
    """Put a day's visits in this order; their times stay."""
    owner_id = body.owner_id or request.auth.person
    services.put_in_order(
        day=body.day, visit_ids=body.visit_ids, owner_id=owner_id, actor=request.auth, now=timezone.now()
    )
    return respond(routes.route(day=body.day, owner_id=owner_id, actor=request.auth))


@router.get("/visits/nearby", operation_id="visits_nearby", response=schemas.NearbyOut)
def visits_nearby(request: ApiRequest, params: Query[schemas.NearbyParams]) -> HttpResponse:
    """One's own customers near a place who have had no contact for thirty days, nearest first."""
    found = routes.nearby(**params.dict(), actor=request.auth, now=timezone.now())
    return respond({"items": found})


@router.get("/visits/place", operation_id="visits_place", response=schemas.PlaceOut)
def visits_place(request: ApiRequest, params: Query[schemas.PlaceParams]) -> HttpResponse:
    """Where to visit somebody: the customer's address, and where they were found the first time."""
    request.auth.require(queries.READ)
    kind, id = params.subject_kind, params.subject_id
    return respond(listing.place_of(kind, id, actor=request.auth))


@router.get("/visits/terms", operation_id="visits_terms_get", response=schemas.VisitTermsOut)
def visits_terms_get(request: ApiRequest) -> HttpResponse:
    request.auth.require(queries.READ)
    return respond(_terms())


@router.patch("/visits/terms", operation_id="visits_terms_edit", response=schemas.VisitTermsOut)
def visits_terms_edit(request: ApiRequest, body: Edit[schemas.VisitTermsChanges]) -> HttpResponse:
    """For check-ins from now on."""
    said: dict[str, Any] = {"changes": body.changed(), "base": body.base, "version": body.version}
    services.edit_terms(**said, actor=request.auth, now=timezone.now())
    return respond(_terms())


def _terms() -> dict[str, int]:
    terms = queries.terms()
    return {"far_m": terms.far_m, "vague_m": terms.vague_m, "version": terms.version}


@router.get("/visits/{int:id}", operation_id="visits_get", response=schemas.VisitOut)
def visits_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    request.auth.require(queries.READ)
    return _visit(request, id)


@router.patch("/visits/{int:id}", operation_id="visits_edit", response=schemas.VisitOut)
def visits_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.VisitChanges]) -> HttpResponse:
    """What it is for, and where. Its time is moved, its people are set, each for itself."""
    said: dict[str, Any] = {"changes": body.changed(), "base": body.base, "version": body.version}
    services.edit(id, **said, actor=request.auth, now=timezone.now())
    return _visit(request, id)


@router.post("/visits/{int:id}/moves", operation_id="visits_move", response=schemas.VisitOut)
@idempotent
def visits_move(request: ApiRequest, id: Path[Id], body: schemas.VisitMoveIn) -> HttpResponse:
    services.move(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _visit(request, id)


@router.post("/visits/{int:id}/cancellations", operation_id="visits_cancel", response=schemas.VisitOut)
@idempotent
def visits_cancel(request: ApiRequest, id: Path[Id], body: schemas.VisitCancelIn) -> HttpResponse:
    services.cancel(id, reason=body.reason, actor=request.auth, now=timezone.now())
    return _visit(request, id)


@router.put("/visits/{int:id}/participants", operation_id="visits_accompany", response=schemas.VisitOut)
def visits_accompany(request: ApiRequest, id: Path[Id], body: schemas.ParticipantsIn) -> HttpResponse:
    """Who goes along, all of them at once; they see the visit and are told."""
    people = _people(body.dict())
    services.set_participants(id, participants=people, actor=request.auth, now=timezone.now())
    return _visit(request, id)


@router.post("/visits/{int:id}/check-ins", operation_id="visits_check_in", response={201: schemas.VisitOut})
def visits_check_in(request: ApiRequest, id: Path[Id], body: schemas.CheckInIn) -> HttpResponse:
    """In or out, by whoever takes part. Also hours later, when a phone had no line: `key` makes it one, however often sent."""
    report = services.Report(**body.dict())
    services.check_in(id, report=report, actor=request.auth, now=timezone.now())
    return _visit(request, id, 201)


@router.post("/visits/{int:id}/results", operation_id="visits_finish", response=schemas.VisitOut)
@idempotent
def visits_finish(request: ApiRequest, id: Path[Id], body: schemas.VisitResultIn) -> HttpResponse:
    """What came of it, by its owner: it becomes a contact of the record."""
    services.finish(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _visit(request, id)


@router.put("/visits/{int:id}/coaching", operation_id="visits_coach", response=schemas.VisitOut)
def visits_coach(request: ApiRequest, id: Path[Id], body: schemas.CoachingIn) -> HttpResponse:
    """The coach's notes after a joint visit."""
    services.coach(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _visit(request, id)


def _people(sent: dict[str, object]) -> list[tuple[int, str]]:
    people = sent["participants"]
    assert isinstance(people, list)
    return [(one["user_id"], one["part"]) for one in people]
