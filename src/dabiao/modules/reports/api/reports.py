"""HTTP of reports."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id, Page, without_nul
from dabiao.modules.reports import services
from dabiao.modules.reports.queries import mine, records, rollup
from dabiao.modules.reports.schemas import reports as schemas

router = Router(tags=["reports"])


def _shown(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(records.detail(id, actor=request.auth, now=timezone.now()), status)


@router.get("/reports", operation_id="reports_list", response=Page[schemas.ReportRow])
def reports_list(request: ApiRequest, params: Query[schemas.ReportFilters]) -> HttpResponse:
    """One's own, those within reach that were submitted, and those addressed to the reader (`box`)."""
    return respond(records.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/reports", operation_id="reports_begin", response={201: schemas.ReportOut})
@idempotent
def reports_begin(request: ApiRequest, body: schemas.ReportIn) -> HttpResponse:
    """The reader's own report of a period: begun if it was not, however often this is called."""
    report = services.begin(**body.dict(), actor=request.auth, now=timezone.now())
    return _shown(request, report.pk, 201)


@router.get("/reports/mine", operation_id="reports_mine", response=schemas.ReportsToWrite)
def reports_mine(request: ApiRequest) -> HttpResponse:
    """What the reader has to write, and wrote lately."""
    return respond(mine.mine(actor=request.auth, now=timezone.now()))


@router.get("/reports/{int:id}", operation_id="reports_get", response=schemas.ReportOut)
def reports_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _shown(request, id)


@router.patch("/reports/{int:id}", operation_id="reports_write", response=schemas.ReportOut)
def reports_write(request: ApiRequest, id: Path[Id], body: schemas.ReportAnswersIn) -> HttpResponse:
    """Keep some answers. 409 only where another device changed the same answer."""
    services.write(
        id,
        answers=without_nul(body.answers),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _shown(request, id)


@router.post("/reports/{int:id}/submissions", operation_id="reports_submit", response=schemas.ReportOut)
@idempotent
def reports_submit(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Its figures stay beside it as they are now; its receivers are told."""
    services.submit(id, actor=request.auth, now=timezone.now())
    return _shown(request, id)


@router.post("/reports/{int:id}/withdrawals", operation_id="reports_withdraw", response=schemas.ReportOut)
@idempotent
def reports_withdraw(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """A draft again, while nobody has read it."""
    services.withdraw(id, actor=request.auth, now=timezone.now())
    return _shown(request, id)


@router.post("/reports/{int:id}/readings", operation_id="reports_read", response=schemas.ReportOut)
def reports_read(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The reader has seen it; its writer sees when."""
    services.read(id, actor=request.auth, now=timezone.now())
    return _shown(request, id)


@router.put("/reports/{int:id}/praise", operation_id="reports_praise", response=schemas.ReportOut)
def reports_praise(request: ApiRequest, id: Path[Id], body: schemas.ReportPraiseIn) -> HttpResponse:
    """Mark it as good, or take that back."""
    services.praise(id, good=body.good, actor=request.auth, now=timezone.now())
    return _shown(request, id)


@router.get("/reports/{int:id}/rollup", operation_id="reports_rollup", response=schemas.ReportRollup)
def reports_rollup(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Beside the report of a unit: what its people wrote for days of the same period."""
    return respond(rollup.rollup(id, actor=request.auth, now=timezone.now()))
