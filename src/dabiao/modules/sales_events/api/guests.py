"""HTTP of guests: invited, answering, arriving."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.errors import DomainError
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import row_refused
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id, Results
from dabiao.modules.sales_events import queries, schemas, services
from dabiao.modules.sales_events.api.events import Format, picture, who

router = Router(tags=["sales_events"])


@router.get(
    "/sales-events/{int:id}/guests", operation_id="sales_event_guests_list", response=schemas.GuestPage
)
def sales_event_guests_list(
    request: ApiRequest, id: Path[Id], params: Query[schemas.GuestParams]
) -> HttpResponse:
    """The last invited first."""
    found = queries.guests(id, asked=params.page(), filters=params.filters(), actor=request.auth)
    return respond(found)


@router.post("/sales-events/{int:id}/invitations", operation_id="sales_event_guests_invite", response=Results)
@idempotent
def sales_event_guests_invite(
    request: ApiRequest, id: Path[Id], body: schemas.GuestInvitationsIn
) -> HttpResponse:
    """Up to 1,000 records by id or by a condition, each accepted or refused on its own; nobody is invited twice."""
    outcome = services.invite(id, **body.dict(), **who(request))
    return respond({"results": [_row(request, place, one) for place, one in outcome]})


def _row(request: ApiRequest, id: int, one: Any) -> dict[str, Any]:
    return row_refused(request, one, id=id) if isinstance(one, DomainError) else {"id": id, "ok": True}


@router.post(
    "/sales-events/{int:id}/guest_changes", operation_id="sales_event_guests_change", response=Results
)
@idempotent
def sales_event_guests_change(request: ApiRequest, id: Path[Id], body: schemas.GuestChangeIn) -> HttpResponse:
    """What they answered by telephone, another inviter, or off the list; each accepted or refused on its own."""
    said = body.dict()
    outcome = services.change_guests(id, ids=said.pop("ids"), change=services.Change(**said), **who(request))
    return respond({"results": [_row(request, place, one) for place, one in outcome]})


@router.get(
    "/sales-events/{int:id}/door", operation_id="sales_event_door_find", response=schemas.GuestsAtDoor
)
def sales_event_door_find(request: ApiRequest, id: Path[Id], asked: Query[schemas.DoorAsked]) -> HttpResponse:
    """Who it may be that stands at the door: 20 at most, who has not arrived first."""
    return respond({"items": queries.at_the_door(id, text=asked.text, actor=request.auth)})


@router.post(
    "/sales-events/{int:id}/arrivals",
    operation_id="sales_event_arrivals_create",
    response={201: schemas.GuestArrivalOut},
)
@idempotent
def sales_event_arrivals_create(
    request: ApiRequest, id: Path[Id], body: schemas.GuestArrivalIn
) -> HttpResponse:
    """Signed in; the second time is no second arrival. 409 `sales_events.other_event`, `sales_events.door_closed`."""
    arrival = services.sign_in(id, scanned=body.scanned, guest_id=body.guest_id, **who(request))
    return _arrived(request, arrival)


def _arrived(request: ApiRequest, arrival: services.Arrival) -> HttpResponse:
    shown = queries.guest(arrival.guest.pk, actor=request.auth)
    return respond({"guest": shown, "again": arrival.again}, 201)


@router.post(
    "/sales-events/{int:id}/walk_ins",
    operation_id="sales_event_walk_ins_create",
    response={201: schemas.GuestArrivalOut},
)
@idempotent
def sales_event_walk_ins_create(request: ApiRequest, id: Path[Id], body: schemas.WalkInIn) -> HttpResponse:
    """Somebody whom nobody invited: a lead at once, given by the rules of dispatch; who is known joins what they are."""
    return _arrived(request, services.walk_in(id, **body.dict(), **who(request)))


@router.get("/sales-event-guests/{int:id}/image", operation_id="sales_event_guest_image")
def sales_event_guest_image(request: ApiRequest, id: Path[Id], format: Query[Format] = "svg") -> FileResponse:
    """A guest's own QR code: their page, which the door reads."""
    row = queries.guest(id, actor=request.auth)
    return picture(request, f"e/{row['token']}", format, f"guest-{row['code']}")


@router.get("/sales-events/{int:id}/board", operation_id="sales_event_board", response=schemas.EventBoardOut)
def sales_event_board(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The day itself: arrived and expected, minute by minute, who came last, and who brought them."""
    return respond(queries.board(id, actor=request.auth, now=timezone.now()))
