"""HTTP of answering, and of the ledger."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id
from dabiao.modules.dispatch.queries import explaining
from dabiao.modules.dispatch.schemas import clocks as schemas
from dabiao.modules.dispatch.services import entering, responding

router = Router(tags=["dispatch"])


@router.post("/leads/{int:id}/responses", operation_id="leads_respond", response=schemas.ClockOut)
@idempotent
def leads_respond(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """ "I am in touch": stops one's first clock, by one's own word. 409 where none runs, or it is somebody else's."""
    return respond(explaining.clock_of(responding.respond(id, actor=request.auth, now=timezone.now())))


@router.post("/leads/{int:id}/feedback", operation_id="leads_feed_back", response={201: schemas.ClockOut})
@idempotent
def leads_feed_back(request: ApiRequest, id: Path[Id], body: schemas.FeedbackIn) -> HttpResponse:
    """What came of the first contact: writes it down and stops both clocks."""
    stint = responding.feed_back(id, **body.dict(), actor=request.auth, now=timezone.now())
    return respond(explaining.clock_of(stint), 201)


@router.get("/leads/{int:id}/dispatch", operation_id="leads_dispatch", response=schemas.StoryOut)
def leads_dispatch(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Why the lead went to whom it went, and why not to the others; from the ledger."""
    return respond(explaining.story(id, language=language_of(request), actor=request.auth))


@router.post("/dispatch/entries", operation_id="dispatch_enter", response=schemas.EntriesOut)
@idempotent
def dispatch_enter(request: ApiRequest, body: schemas.EntryIn) -> HttpResponse:
    """Have leads of the pool given to somebody by the rules."""
    return respond(entering.enter(body.lead_ids, actor=request.auth, now=timezone.now()))
