"""HTTP of the events themselves."""

from typing import Any, Literal

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.drawing import drawn
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.sales_events import queries, schemas, services

router = Router(tags=["sales_events"])
TYPES = {"svg": "image/svg+xml", "png": "image/png"}
Format = Literal["svg", "png"]


def who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


@router.get("/sales-events", operation_id="sales_events_list", response=schemas.SalesEventPage)
def sales_events_list(request: ApiRequest, params: Query[schemas.SalesEventParams]) -> HttpResponse:
    """Those in reach and those one has a part in, the latest first, with their figures."""
    return respond(queries.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/sales-events", operation_id="sales_events_create", response={201: schemas.SalesEventOut})
@idempotent
def sales_events_create(request: ApiRequest, body: schemas.SalesEventIn) -> HttpResponse:
    event = services.create(values=body.dict(), **who(request))
    return respond(queries.detail(event.pk, actor=request.auth), 201)


@router.get("/sales-events/{int:id}", operation_id="sales_events_get", response=schemas.SalesEventOut)
def sales_events_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.detail(id, actor=request.auth))


@router.patch("/sales-events/{int:id}", operation_id="sales_events_edit", response=schemas.SalesEventOut)
def sales_events_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.SalesEventChanges]
) -> HttpResponse:
    changes = body.changes.dict(exclude_unset=True)
    services.edit(id, changes=changes, base=body.base, version=body.version, **who(request))
    return respond(queries.detail(id, actor=request.auth))


@router.post(
    "/sales-events/{int:id}/moves", operation_id="sales_events_move", response={201: schemas.SalesEventOut}
)
@idempotent
def sales_events_move(request: ApiRequest, id: Path[Id], body: schemas.SalesEventMoveIn) -> HttpResponse:
    """Into another state: open, running, closed (figures are kept), cancelled (with a reason)."""
    services.move(id, to=body.to, reason=body.reason, **who(request))
    return respond(queries.detail(id, actor=request.auth), 201)


@router.post(
    "/sales-events/{int:id}/recounts",
    operation_id="sales_events_recount",
    response={201: schemas.SalesEventOut},
)
@idempotent
def sales_events_recount(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Keep the figures of a closed event as they are now."""
    services.recount(id, **who(request))
    return respond(queries.detail(id, actor=request.auth), 201)


@router.put(
    "/sales-events/{int:id}/team/{int:user_id}",
    operation_id="sales_event_team_set",
    response=schemas.SalesEventOut,
)
def sales_event_team_set(
    request: ApiRequest, id: Path[Id], user_id: Path[Id], body: schemas.SalesEventTeamIn
) -> HttpResponse:
    """A colleague's part and goals; whoever has a part sees the event, invites to it and signs guests in."""
    services.set_helper(id, user_id=user_id, **body.dict(), **who(request))
    return respond(queries.detail(id, actor=request.auth))


@router.delete(
    "/sales-events/{int:id}/team/{int:user_id}",
    operation_id="sales_event_team_remove",
    response={204: None},
)
def sales_event_team_remove(request: ApiRequest, id: Path[Id], user_id: Path[Id]) -> HttpResponse:
    services.remove_helper(id, user_id=user_id, **who(request))
    return no_content()


@router.get("/sales-events/{int:id}/image", operation_id="sales_event_image")
def sales_event_image(request: ApiRequest, id: Path[Id], format: Query[Format] = "svg") -> FileResponse:
    """The QR code at the door, by which guests sign themselves in."""
    row = queries.detail(id, actor=request.auth)
    return picture(request, f"d/{row['token']}", format, f"door-{id}")


def picture(request: ApiRequest, path: str, format: Format, name: str) -> FileResponse:
    home = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    response = FileResponse(
        drawn(f"{home}/{path}", format),
        as_attachment=True,
        filename=f"{name}.{format}",
        content_type=TYPES[format],
    )
    response["Cache-Control"] = "no-store"
    return response
