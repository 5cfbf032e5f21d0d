"""HTTP of what a debrief consists of: buyers' voices, links, lessons, the price heard."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id
from dabiao.modules.debriefs import queries, services
from dabiao.modules.debriefs.schemas import debriefs as schemas

router = Router(tags=["debriefs"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


def _one(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(queries.detail(id, **_who(request)), status)


@router.post(
    "/debriefs/{int:id}/voices", operation_id="debrief_voices_add", response={201: schemas.DebriefOut}
)
@idempotent
def debrief_voices_add(request: ApiRequest, id: Path[Id], body: schemas.DebriefVoiceIn) -> HttpResponse:
    """What a buyer said to one of us."""
    services.add_voice(id, **body.dict(), **_who(request))
    return _one(request, id, 201)


@router.post(
    "/debriefs/{int:id}/links", operation_id="debrief_links_create", response={201: schemas.DebriefOut}
)
@idempotent
def debrief_links_create(request: ApiRequest, id: Path[Id], body: schemas.DebriefLinkIn) -> HttpResponse:
    """An address for a buyer, who answers once."""
    services.ask_buyer(id, **body.dict(), **_who(request))
    return _one(request, id, 201)


@router.delete(
    "/debriefs/{int:id}/links/{int:link_id}", operation_id="debrief_links_end", response=schemas.DebriefOut
)
def debrief_links_end(request: ApiRequest, id: Path[Id], link_id: Path[Id]) -> HttpResponse:
    """It opens nothing any more."""
    services.end_link(id, link_id=link_id, **_who(request))
    return _one(request, id)


@router.post(
    "/debriefs/{int:id}/lessons", operation_id="debrief_lessons_add", response={201: schemas.DebriefOut}
)
@idempotent
def debrief_lessons_add(request: ApiRequest, id: Path[Id], body: schemas.DebriefLessonIn) -> HttpResponse:
    services.add_lesson(id, **body.dict(), **_who(request))
    return _one(request, id, 201)


@router.delete(
    "/debriefs/{int:id}/lessons/{int:lesson_id}",
    operation_id="debrief_lessons_remove",
    response=schemas.DebriefOut,
)
def debrief_lessons_remove(request: ApiRequest, id: Path[Id], lesson_id: Path[Id]) -> HttpResponse:
    services.remove_lesson(id, lesson_id=lesson_id, **_who(request))
    return _one(request, id)


@router.post("/debriefs/{int:id}/notes", operation_id="debrief_notes_create", response=schemas.DebriefOut)
@idempotent
def debrief_notes_create(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The price heard becomes a market note."""
    services.note_price(id, **_who(request))
    return _one(request, id)
