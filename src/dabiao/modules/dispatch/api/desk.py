"""HTTP of the live desk and of one's own clocks."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import respond
from dabiao.modules.dispatch.queries import desk, stints
from dabiao.modules.dispatch.schemas import desk as schemas

router = Router(tags=["dispatch"])


@router.get("/dispatch/desk", operation_id="dispatch_desk", response=schemas.Desk)
def dispatch_desk(request: ApiRequest, params: Query[schemas.DeskParams]) -> HttpResponse:
    """What waits and runs, who can take it, and what has just gone wrong."""
    return respond(desk.desk(unit_id=params.unit_id, actor=request.auth, now=timezone.now()))


@router.get("/dispatch/clocks", operation_id="dispatch_clocks", response=schemas.Clocks)
def dispatch_clocks(request: ApiRequest) -> HttpResponse:
    """My running clocks."""
    return respond(stints.clocks(actor=request.auth, now=timezone.now()))
