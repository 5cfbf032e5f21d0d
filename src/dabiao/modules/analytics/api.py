"""HTTP of figures."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.modules.analytics import queries, schemas

router = Router(tags=["analytics"])


@router.get("/dashboards/mine", operation_id="dashboards_mine", response=schemas.Dashboard)
def dashboards_mine(request: ApiRequest) -> HttpResponse:
    """My own records: this month, today, and what waits."""
    return respond(queries.mine(actor=request.auth, now=timezone.now()))


@router.get("/dashboards/team", operation_id="dashboards_team", response=schemas.TeamBoard)
def dashboards_team(request: ApiRequest, params: Query[schemas.TeamParams]) -> HttpResponse:
    """Everything the reader may see, and a row per person."""
    return respond(queries.team(unit_id=params.unit_id, actor=request.auth, now=timezone.now()))


@router.get("/funnel", operation_id="funnel_get", response=schemas.Funnel)
def funnel_get(request: ApiRequest, params: Query[schemas.FunnelParams]) -> HttpResponse:
    """From lead to win: how far they came, how long they stayed, what stands where."""
    asked = params.dict()
    first, until, kind = asked.pop("from_"), asked.pop("to"), asked.pop("period")
    found = queries.funnel(
        first, until, kind, **asked, actor=request.auth, now=timezone.now(), language=language_of(request)
    )
    return respond(found)


@router.get("/lead-outcomes", operation_id="lead_outcomes", response=schemas.Outcomes)
def lead_outcomes(request: ApiRequest, params: Query[schemas.OutcomeParams]) -> HttpResponse:
    """What became of leads, by month received or by source."""
    asked = params.dict()
    by, first, until = asked.pop("by"), asked.pop("from_"), asked.pop("to")
    return respond(
        queries.lead_outcomes(by, first=first, until=until, **asked, actor=request.auth, now=timezone.now())
    )
