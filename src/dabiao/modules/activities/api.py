"""HTTP of contacts, of the agenda and of tasks."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.actor import SYSTEM
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import AssignmentIn, Edit, Id, Page
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


@router.patch("/activities/{int:id}", operation_id="activities_edit", response=schemas.ActivityOut)
def activities_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.ActivityChanges]) -> HttpResponse:
    """One's own. The last and next contact of its records follow."""
    services.edit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.detail(id, actor=request.auth))


@router.delete("/activities/{int:id}", operation_id="activities_remove", response={204: None})
def activities_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """One's own; it can be brought back."""
    services.remove(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.post(
    "/activities/{int:id}/restorations", operation_id="activities_restore", response=schemas.ActivityOut
)
def activities_restore(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.restore(id, actor=request.auth, now=timezone.now())
    return respond(queries.detail(id, actor=request.auth))


@router.post("/agenda/moves", operation_id="agenda_move", response={204: None})
@idempotent
def agenda_move(request: ApiRequest, body: schemas.PlanMoveIn) -> HttpResponse:
    """Plan the next contact with a record for another time."""
    services.move_plan(**body.dict(), actor=request.auth, now=timezone.now())
    return no_content()


@router.post("/agenda/drops", operation_id="agenda_drop", response={204: None})
@idempotent
def agenda_drop(request: ApiRequest, body: schemas.PlanDropIn) -> HttpResponse:
    """Give a planned contact up, with a reason."""
    services.drop_plan(**body.dict(), actor=request.auth, now=timezone.now())
    return no_content()


@router.get("/agenda", operation_id="agenda_list", response=schemas.Agenda)
def agenda_list(request: ApiRequest, params: Query[schemas.AgendaParams]) -> HttpResponse:
    """Contacts that are due, over leads, customers and opportunities, earliest first."""
    return respond(queries.agenda(**params.dict(), actor=request.auth, now=timezone.now()))


def _task(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(queries.tasks.detail(id, actor=request.auth), status)


@router.get("/tasks", operation_id="tasks_list", response=Page[schemas.TaskOut])
def tasks_list(request: ApiRequest, params: Query[schemas.TaskFilters]) -> HttpResponse:
    """With a record: all tasks about it. Without: those within the reader's scope. Earliest due first."""
    asked, filters = params.page(), params.filters()
    return respond(
        queries.tasks.listing(asked=asked, filters=filters, actor=request.auth, now=timezone.now())
    )


@router.post("/tasks", operation_id="tasks_create", response={201: schemas.TaskOut})
@idempotent
def tasks_create(request: ApiRequest, body: schemas.TaskIn) -> HttpResponse:
    """For oneself, or for somebody in reach, who is told."""
    task = services.tasks.create(**body.dict(), actor=request.auth, now=timezone.now())
    return _task(request, task.pk, 201)


@router.get("/tasks/counts", operation_id="tasks_count", response=schemas.TaskCounts)
def tasks_count(request: ApiRequest, params: Query[schemas.TaskCountParams]) -> HttpResponse:
    """How many open tasks are overdue, due today, due later, or on no day."""
    counts = queries.tasks.task_counts(**params.dict(), actor=request.auth, now=timezone.now())
    return respond(counts)


@router.get("/tasks/{int:id}", operation_id="tasks_get", response=schemas.TaskOut)
def tasks_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _task(request, id)


@router.patch("/tasks/{int:id}", operation_id="tasks_edit", response=schemas.TaskOut)
def tasks_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.TaskChanges]) -> HttpResponse:
    """A day and a moment replace each other."""
    services.tasks.edit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _task(request, id)


@router.delete("/tasks/{int:id}", operation_id="tasks_remove", response={204: None})
def tasks_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """It can be brought back."""
    services.tasks.remove(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.post("/tasks/{int:id}/restorations", operation_id="tasks_restore", response=schemas.TaskOut)
def tasks_restore(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.tasks.restore(id, actor=request.auth, now=timezone.now())
    return _task(request, id)


@router.post("/tasks/{int:id}/completions", operation_id="tasks_complete", response=schemas.TaskOut)
def tasks_complete(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.tasks.complete(id, actor=request.auth, now=timezone.now())
    return _task(request, id)


@router.post("/tasks/{int:id}/reopenings", operation_id="tasks_reopen", response=schemas.TaskOut)
def tasks_reopen(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.tasks.reopen(id, actor=request.auth, now=timezone.now())
    return _task(request, id)


@router.post("/tasks/{int:id}/assignments", operation_id="tasks_assign", response=schemas.TaskOut)
@idempotent
def tasks_assign(request: ApiRequest, id: Path[Id], body: AssignmentIn) -> HttpResponse:
    """To a working person in reach, who is told."""
    services.tasks.assign(id, owner_id=body.owner_id, actor=request.auth, now=timezone.now())
    return _task(request, id)


@router.get("/calendar", operation_id="calendar_read", response=schemas.CalendarOut)
def calendar_read(request: ApiRequest, params: Query[schemas.CalendarParams]) -> HttpResponse:
    """Planned contacts, open tasks and expected wins on these days, within the reader's scope."""
    found = queries.calendar(**params.dict(), actor=request.auth)
    hidden = ("updated_at", "note")
    items = [{name: one[name] for name in one if name not in hidden} for one in found["items"]]
    return respond({**found, "items": items})


@router.get("/me/calendar-feed", operation_id="feed_get", response=schemas.FeedState)
def feed_get(request: ApiRequest) -> HttpResponse:
    return respond(queries.feed_state(request.auth.person))


@router.post("/me/calendar-feed", operation_id="feed_renew", response={201: schemas.FeedMade})
def feed_renew(request: ApiRequest) -> HttpResponse:
    """A secret address for other calendars; one before it opens nothing any more."""
    key = services.renew_feed(actor=request.auth, now=timezone.now())
    state = queries.feed_state(request.auth.person)
    return respond({**state, "path": f"/api/v1/calendars/{key}.ics"}, 201)


@router.delete("/me/calendar-feed", operation_id="feed_revoke", response={204: None})
def feed_revoke(request: ApiRequest) -> HttpResponse:
    services.revoke_feed(actor=request.auth, now=timezone.now())
    return no_content()


@router.get(
    "/calendars/{key}.ics",
    operation_id="calendar_feed",
    auth=None,
    openapi_extra={
        "responses": {
            200: {"description": "RFC 5545", "content": {"text/calendar": {"schema": {"type": "string"}}}},
            304: {"description": "Nothing has changed since the given ETag."},
        }
    },
)
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """A person's calendar, for whoever has its secret address."""
    body = queries.feed(key, now=timezone.now())
    services.note_fetch(key, actor=SYSTEM, now=timezone.now())
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    answer = HttpResponse(status=304) if tag in known else HttpResponse(body, "text/calendar; charset=utf-8")
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer
