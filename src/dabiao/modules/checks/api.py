"""HTTP of checks."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Edit, Id, Page
from dabiao.modules.checks import queries, schemas, services
from dabiao.modules.checks.queries.templates import templates

router = Router(tags=["checks"])


def _check(request: ApiRequest, id: int) -> HttpResponse:
    return respond(queries.detail(id, actor=request.auth, now=timezone.now()))


@router.get("/check-setup", operation_id="checks_setup", response=schemas.CheckSetup)
def checks_setup(request: ApiRequest) -> HttpResponse:
    """What can be checked, and sets of questions to begin with."""
    found = queries.kinds(actor=request.auth)
    return respond({"kinds": found, "templates": templates(language_of(request))})


@router.get("/check-programmes", operation_id="checks_programmes", response=schemas.CheckProgrammes)
def checks_programmes(request: ApiRequest) -> HttpResponse:
    return respond({"items": queries.programmes(actor=request.auth)})


@router.post(
    "/check-programmes", operation_id="checks_create_programme", response={201: schemas.CheckProgrammeOut}
)
@idempotent
def checks_create_programme(request: ApiRequest, body: schemas.CheckProgrammeIn) -> HttpResponse:
    made = services.programmes.create(values=body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.programme(made.pk, actor=request.auth), 201)


@router.get(
    "/check-programmes/{int:id}", operation_id="checks_get_programme", response=schemas.CheckProgrammeOut
)
def checks_get_programme(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.programme(id, actor=request.auth))


@router.patch(
    "/check-programmes/{int:id}", operation_id="checks_edit_programme", response=schemas.CheckProgrammeOut
)
def checks_edit_programme(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.CheckProgrammeChanges]
) -> HttpResponse:
    """Draws that were made stay as they are."""
    services.programmes.edit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.programme(id, actor=request.auth))


@router.get("/check-programmes/{int:id}/draws", operation_id="checks_draws", response=schemas.CheckDraws)
def checks_draws(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond({"items": queries.draws(id, actor=request.auth)})


@router.post(
    "/check-programmes/{int:id}/draws", operation_id="checks_draw", response={201: schemas.CheckDrawAgain}
)
@idempotent
def checks_draw(request: ApiRequest, id: Path[Id], body: schemas.CheckDrawIn) -> HttpResponse:
    """Draw for the present period, once; a further draw needs a reason that everybody sees."""
    made = services.draw(id, reason=body.reason, actor=request.auth, now=timezone.now())
    return respond(queries.draw_of(made.pk, actor=request.auth), 201)


@router.get("/check-draws/{int:id}", operation_id="checks_get_draw", response=schemas.CheckDrawAgain)
def checks_get_draw(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The draw made again from its seed and what it kept."""
    return respond(queries.draw_of(id, actor=request.auth))


@router.get("/checks", operation_id="checks_list", response=Page[schemas.CheckRow])
def checks_list(request: ApiRequest, params: Query[schemas.CheckFilters]) -> HttpResponse:
    """Those one is to do and those within one's scope; of one's own records what came of them."""
    asked, filters = params.page(), params.filters()
    return respond(queries.listing(asked=asked, filters=filters, actor=request.auth, now=timezone.now()))


@router.get("/checks/worklist", operation_id="checks_worklist", response=schemas.CheckWorklist)
def checks_worklist(request: ApiRequest) -> HttpResponse:
    return respond(queries.worklist(actor=request.auth, now=timezone.now()))


@router.get("/check-board", operation_id="checks_board", response=schemas.CheckBoard)
def checks_board(request: ApiRequest, params: Query[schemas.CheckBoardParams]) -> HttpResponse:
    return respond(queries.board(**params.dict(), actor=request.auth, now=timezone.now()))


@router.get("/checks/{int:id}", operation_id="checks_get", response=schemas.CheckOut)
def checks_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _check(request, id)


@router.post("/checks/{int:id}/results", operation_id="checks_finish", response=schemas.CheckOut)
@idempotent
def checks_finish(request: ApiRequest, id: Path[Id], body: schemas.CheckResultIn) -> HttpResponse:
    """Answer the questions, once; the person is told."""
    services.finish(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _check(request, id)


@router.post("/checks/{int:id}/replies", operation_id="checks_answer", response=schemas.CheckOut)
@idempotent
def checks_answer(request: ApiRequest, id: Path[Id], body: schemas.CheckReplyIn) -> HttpResponse:
    """Once, by whose record it was."""
    services.answer(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _check(request, id)


@router.post("/checks/{int:id}/follow-ups", operation_id="checks_follow_up", response=schemas.CheckOut)
@idempotent
def checks_follow_up(request: ApiRequest, id: Path[Id], body: schemas.CheckFollowUpIn) -> HttpResponse:
    """A task for the person."""
    services.follow_up(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _check(request, id)


@router.post(
    "/checks/{int:id}/replacements", operation_id="checks_replace", response=schemas.CheckReplacement
)
@idempotent
def checks_replace(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The record is gone: the next of the draw takes its place."""
    made = services.replace(id, actor=request.auth, now=timezone.now())
    return respond({"id": made.pk if made else None})
