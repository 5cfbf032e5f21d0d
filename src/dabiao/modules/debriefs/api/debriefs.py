"""HTTP of debriefs: lists, figures, and one whole."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Edit, Id, Page
from dabiao.modules.debriefs import queries, services
from dabiao.modules.debriefs.schemas import debriefs as schemas

router = Router(tags=["debriefs"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


def _one(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(queries.detail(id, **_who(request)), status)


@router.get("/debriefs", operation_id="debriefs_list", response=Page[schemas.DebriefRow])
def debriefs_list(request: ApiRequest, params: Query[schemas.DebriefFilters]) -> HttpResponse:
    """Of the deals that the reader sees, those that closed last first."""
    return respond(queries.listing(asked=params.page(), filters=params.filters(), **_who(request)))


@router.post("/debriefs", operation_id="debriefs_begin", response={201: schemas.DebriefOut})
@idempotent
def debriefs_begin(request: ApiRequest, body: schemas.DebriefIn) -> HttpResponse:
    """Of a closed deal that nobody asked for; the one there is, if there is one."""
    debrief = services.begin(body.opportunity_id, **_who(request))
    return _one(request, debrief.pk, 201)


@router.get("/debriefs/board", operation_id="debriefs_board", response=schemas.DebriefBoard)
def debriefs_board(request: ApiRequest, params: Query[schemas.DebriefWhich]) -> HttpResponse:
    """Who has how many to write, overdue ones first."""
    return respond({"items": queries.board(filters=params.which(), **_who(request))})


@router.get("/debriefs/figures", operation_id="debriefs_figures", response=schemas.DebriefFigures)
def debriefs_figures(request: ApiRequest, params: Query[schemas.DebriefWhich]) -> HttpResponse:
    """What sellers and buyers say, side by side, of those that are done."""
    return respond(queries.figures(filters=params.which(), **_who(request)))


@router.get("/debriefs/lessons", operation_id="debriefs_lessons", response=schemas.DebriefLessons)
def debriefs_lessons(request: ApiRequest, params: Query[schemas.DebriefLessonsAsked]) -> HttpResponse:
    """What is to become a procedure, or a part of a battle card."""
    return respond({"items": queries.lessons(**params.dict(), actor=request.auth)})


@router.get("/debriefs/policy", operation_id="debriefs_policy_get", response=schemas.DebriefPolicyOut)
def debriefs_policy_get(request: ApiRequest) -> HttpResponse:
    return respond(queries.shown_policy(actor=request.auth))


@router.patch("/debriefs/policy", operation_id="debriefs_policy_edit", response=schemas.DebriefPolicyOut)
def debriefs_policy_edit(request: ApiRequest, body: Edit[schemas.DebriefPolicyChanges]) -> HttpResponse:
    """After which deals a debrief is asked for."""
    services.edit_policy(changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(queries.shown_policy(actor=request.auth))


@router.get("/debriefs/{int:id}", operation_id="debriefs_get", response=schemas.DebriefOut)
def debriefs_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _one(request, id)


@router.patch("/debriefs/{int:id}", operation_id="debriefs_edit", response=schemas.DebriefOut)
def debriefs_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.DebriefChanges]) -> HttpResponse:
    services.edit(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return _one(request, id)


@router.post("/debriefs/{int:id}/finishes", operation_id="debriefs_finish", response=schemas.DebriefOut)
def debriefs_finish(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Done; its task with it."""
    services.finish(id, **_who(request))
    return _one(request, id)


@router.delete("/debriefs/{int:id}/finishes", operation_id="debriefs_reopen", response=schemas.DebriefOut)
def debriefs_reopen(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.reopen(id, **_who(request))
    return _one(request, id)


@router.put("/debriefs/{int:id}/feedback", operation_id="debriefs_judge", response=schemas.DebriefOut)
def debriefs_judge(request: ApiRequest, id: Path[Id], body: schemas.DebriefFeedbackIn) -> HttpResponse:
    """A word of who leads, to the author alone."""
    services.judge(id, feedback=body.feedback, **_who(request))
    return _one(request, id)
