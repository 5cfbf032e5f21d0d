"""HTTP of what was sent."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id, Page
from dabiao.modules.forms import queries, schemas, services

router = Router(tags=["forms"])


@router.get("/form-submissions", operation_id="form_submissions_list", response=Page[schemas.SubmissionOut])
def form_submissions_list(request: ApiRequest, params: Query[schemas.SubmissionFilters]) -> HttpResponse:
    return respond(queries.submissions(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.get("/form-submissions/{int:id}", operation_id="form_submissions_get", response=schemas.SubmissionOut)
def form_submissions_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.submission(id, actor=request.auth))


@router.post(
    "/form-submissions/{int:id}/acceptances",
    operation_id="form_submissions_accept",
    response={201: schemas.SubmissionOut},
)
def form_submissions_accept(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Make a lead of what was kept apart, as if it came in now; a second time changes nothing."""
    services.accept(id, actor=request.auth, now=timezone.now())
    return respond(queries.submission(id, actor=request.auth), 201)


@router.post(
    "/form-submissions/{int:id}/dismissals",
    operation_id="form_submissions_dismiss",
    response={201: schemas.SubmissionOut},
)
def form_submissions_dismiss(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Put it aside; it can still be accepted."""
    services.dismiss(id, actor=request.auth, now=timezone.now())
    return respond(queries.submission(id, actor=request.auth), 201)
