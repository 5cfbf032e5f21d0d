"""HTTP of meetings."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id, Page
from dabiao.modules.meetings import queries, schemas, services
from dabiao.modules.meetings.queries.detail import detail

router = Router(tags=["meetings"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


def _meeting(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(detail(id, **_who(request)), status)


@router.get("/meetings", operation_id="meetings_list", response=Page[schemas.MeetingRow])
def meetings_list(request: ApiRequest, params: Query[schemas.MeetingFilters]) -> HttpResponse:
    """Those the reader takes part in, and those in their scope that are not private."""
    return respond(queries.listing(asked=params.page(), filters=params.filters(), **_who(request)))


@router.post("/meetings", operation_id="meetings_plan", response={201: schemas.MeetingOut})
@idempotent
def meetings_plan(request: ApiRequest, body: schemas.MeetingIn) -> HttpResponse:
    """A single one; the caller is in the chair, and everybody who takes part is told."""
    meeting = services.plan(**body.dict(), **_who(request))
    return _meeting(request, meeting.pk, 201)


@router.get("/meetings/series", operation_id="meeting_series_list", response=schemas.MeetingSeriesList)
def meeting_series_list(request: ApiRequest) -> HttpResponse:
    return respond(queries.series_list(actor=request.auth))


@router.post(
    "/meetings/series", operation_id="meeting_series_begin", response={201: schemas.MeetingSeriesList}
)
@idempotent
def meeting_series_begin(request: ApiRequest, body: schemas.MeetingSeriesIn) -> HttpResponse:
    """A series, whose next meeting is always planned."""
    services.begin_series(**body.dict(), **_who(request))
    return respond(queries.series_list(actor=request.auth), 201)


@router.patch(
    "/meetings/series/{int:id}", operation_id="meeting_series_edit", response=schemas.MeetingSeriesList
)
def meeting_series_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.MeetingSeriesChanges]
) -> HttpResponse:
    """All that follow, with the one that is planned; what was held stays as it was."""
    services.edit_series(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(queries.series_list(actor=request.auth))


@router.delete("/meetings/series/{int:id}", operation_id="meeting_series_end", response={204: None})
def meeting_series_end(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """No more of them come."""
    services.end_series(id, **_who(request))
    return no_content()


@router.get("/meetings/held", operation_id="meetings_held", response=schemas.MeetingsHeld)
def meetings_held(request: ApiRequest, params: Query[schemas.MeetingHeldParams]) -> HttpResponse:
    """How many meetings a figure counted, and how many of them no list shows."""
    return respond(queries.held(filters=params.dict(exclude_none=True), **_who(request)))


@router.get("/meetings/{int:id}", operation_id="meetings_get", response=schemas.MeetingOut)
def meetings_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """With its agenda from the figures, minutes, decisions and who was there."""
    return _meeting(request, id)


@router.patch("/meetings/{int:id}", operation_id="meetings_edit", response=schemas.MeetingOut)
def meetings_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.MeetingChanges]) -> HttpResponse:
    services.edit(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return _meeting(request, id)


@router.post("/meetings/{int:id}/moves", operation_id="meetings_move", response=schemas.MeetingOut)
@idempotent
def meetings_move(request: ApiRequest, id: Path[Id], body: schemas.MeetingMoveIn) -> HttpResponse:
    """To another time; everybody is told, its series stays as it is."""
    services.move(id, **body.dict(), **_who(request))
    return _meeting(request, id)


@router.post("/meetings/{int:id}/cancellations", operation_id="meetings_cancel", response=schemas.MeetingOut)
@idempotent
def meetings_cancel(request: ApiRequest, id: Path[Id], body: schemas.MeetingCancelIn) -> HttpResponse:
    services.cancel(id, reason=body.reason, **_who(request))
    return _meeting(request, id)


@router.post("/meetings/{int:id}/beginnings", operation_id="meetings_begin", response=schemas.MeetingOut)
def meetings_begin(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """From now on its agenda shows the figures of this moment."""
    services.begin(id, **_who(request))
    return _meeting(request, id)


@router.post("/meetings/{int:id}/finishes", operation_id="meetings_finish", response=schemas.MeetingOut)
def meetings_finish(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The minutes go to everybody who takes part."""
    services.finish(id, **_who(request))
    return _meeting(request, id)


@router.post("/meetings/{int:id}/reopenings", operation_id="meetings_reopen", response=schemas.MeetingOut)
@idempotent
def meetings_reopen(request: ApiRequest, id: Path[Id], body: schemas.MeetingCancelIn) -> HttpResponse:
    """A held one runs again, so that its minutes can be put right; everybody who takes part hears why."""
    services.reopen(id, reason=body.reason, **_who(request))
    return _meeting(request, id)


@router.post("/meetings/{int:id}/presences", operation_id="meeting_presence", response=schemas.MeetingOut)
def meeting_presence(request: ApiRequest, id: Path[Id], body: schemas.MeetingPresenceIn) -> HttpResponse:
    services.note_presence(id, **body.dict(), **_who(request))
    return _meeting(request, id)


@router.post(
    "/meetings/{int:id}/topics", operation_id="meeting_topics_add", response={201: schemas.MeetingOut}
)
@idempotent
def meeting_topics_add(request: ApiRequest, id: Path[Id], body: schemas.MeetingTopicIn) -> HttpResponse:
    """By anybody who takes part."""
    services.add_topic(id, title=body.title, **_who(request))
    return _meeting(request, id, 201)


@router.patch("/meetings/topics/{int:id}", operation_id="meeting_topics_edit", response=schemas.MeetingOut)
def meeting_topics_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.MeetingTopicChanges]
) -> HttpResponse:
    """The minutes of one topic."""
    topic = services.edit_topic(
        id, changes=body.changed(), base=body.base, version=body.version, **_who(request)
    )
    return _meeting(request, topic.meeting_id)


@router.post(
    "/meetings/topics/{int:id}/timers", operation_id="meeting_topics_time", response=schemas.MeetingOut
)
def meeting_topics_time(request: ApiRequest, id: Path[Id], body: schemas.MeetingTimerIn) -> HttpResponse:
    """One topic is timed at a time."""
    topic = services.set_timer(id, running=body.running, **_who(request))
    return _meeting(request, topic.meeting_id)


@router.post(
    "/meetings/{int:id}/decisions", operation_id="meetings_decide", response={201: schemas.MeetingOut}
)
@idempotent
def meetings_decide(request: ApiRequest, id: Path[Id], body: schemas.MeetingDecisionIn) -> HttpResponse:
    """Written down, and given as a task at once."""
    services.decide(id, **body.dict(), **_who(request))
    return _meeting(request, id, 201)
