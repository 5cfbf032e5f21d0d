"""HTTP of the board of late and missing reports, of excuses and of days off."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.modules.reports import services
from dabiao.modules.reports.queries import board, records
from dabiao.modules.reports.schemas import boards as schemas
from dabiao.modules.reports.schemas.reports import ReportExcuseIn, ReportOut

router = Router(tags=["reports"])


@router.get("/reports/board", operation_id="reports_board", response=schemas.ReportBoardOut)
def reports_board(request: ApiRequest, params: Query[schemas.ReportBoardParams]) -> HttpResponse:
    """Who handed in what of these days, within the reader's scope."""
    return respond(board.board(**params.dict(), actor=request.auth, now=timezone.now()))


@router.get("/reports/missing", operation_id="reports_missing", response=schemas.ReportsMissing)
def reports_missing(request: ApiRequest, params: Query[schemas.ReportsMissingParams]) -> HttpResponse:
    """What the people within the reader's scope, the reader left out, have not handed in of the last three days."""
    return respond(board.missing(unit_id=params.unit_id, actor=request.auth, now=timezone.now()))


@router.post("/reports/excuses", operation_id="reports_excuse", response={201: ReportOut})
@idempotent
def reports_excuse(request: ApiRequest, body: ReportExcuseIn) -> HttpResponse:
    """Nobody waits for it any more; it may still be written."""
    report = services.excuse(**body.dict(), actor=request.auth, now=timezone.now())
    return respond(records.detail(report.pk, actor=request.auth, now=timezone.now()), 201)
