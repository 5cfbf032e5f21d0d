"""HTTP of the board of late and missing reports, of excuses and of days off."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id
from dabiao.modules.reports import services
from dabiao.modules.reports.queries import absences, board, records
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


@router.get("/days-off", operation_id="days_off_list", response=schemas.DayOffList)
def days_off_list(request: ApiRequest, params: Query[schemas.DaysOffParams]) -> HttpResponse:
    """One's own, and those of the people whose reports one reads."""
    return respond({"items": absences.listing(**params.dict(), actor=request.auth)})


@router.post("/days-off", operation_id="days_off_add", response={201: schemas.DayOffOut})
@idempotent
def days_off_add(request: ApiRequest, body: schemas.DayOffIn) -> HttpResponse:
    """Nothing is owed of a period off as a whole."""
    made = services.add_day_off(**body.dict(), actor=request.auth, now=timezone.now())
    return respond(absences.shown(made, request.auth), 201)


@router.delete("/days-off/{int:id}", operation_id="days_off_cancel", response={204: None})
def days_off_cancel(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.cancel_day_off(id, actor=request.auth, now=timezone.now())
    return no_content()
