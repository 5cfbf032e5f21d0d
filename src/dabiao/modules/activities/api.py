"""HTTP of contacts and of the agenda."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id, Page
from dabiao.modules.activities import queries, schemas, services

router = Router(tags=["activities"])


@router.get("/activities", operation_id="activities_list", response=Page[schemas.ActivityOut])
def activities_list(request: ApiRequest, params: Query[schemas.ActivityFilters]) -> HttpResponse:
    """With a record or a customer: all its contacts. Without: those made within the reader's scope."""
    return respond(queries.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/activities", operation_id="activities_log", response={201: schemas.ActivityLogged})
@idempotent
def activities_log(request: ApiRequest, body: schemas.ActivityIn) -> HttpResponse:
    """Write down one contact; `asks_next` says whether to ask for the next."""
    activity = services.log(**body.dict(), actor=request.auth, now=timezone.now())
    row = queries.detail(activity.pk, actor=request.auth)
    return respond({**row, "asks_next": queries.asks_next(activity)}, 201)


@router.get("/activities/{int:id}", operation_id="activities_get", response=schemas.ActivityOut)
def activities_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.detail(id, actor=request.auth))


@router.get("/agenda", operation_id="agenda_list", response=schemas.Agenda)
def agenda_list(request: ApiRequest, params: Query[schemas.AgendaParams]) -> HttpResponse:
    """Contacts that are due, over leads, customers and opportunities, earliest first."""
    return respond(queries.agenda(**params.dict(), actor=request.auth, now=timezone.now()))
