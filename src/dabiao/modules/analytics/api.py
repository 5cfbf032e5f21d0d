"""HTTP of figures."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.modules.analytics import queries, schemas
from dabiao.modules.analytics.queries.attainment import attainment
from dabiao.modules.analytics.schemas import attainment as attaining
from dabiao.modules.analytics.schemas.returns import ReturnParams, Returns

router = Router(tags=["analytics"])


@router.get("/dashboards/mine", operation_id="dashboards_mine", response=schemas.Dashboard)
def dashboards_mine(request: ApiRequest, params: Query[schemas.DashboardParams]) -> HttpResponse:
    """My own records: this period, today, and what waits."""
    return respond(queries.mine(params.period, actor=request.auth, now=timezone.now()))


@router.get(
    "/dashboards/attainment", operation_id="dashboards_attainment", response=attaining.AttainmentBoard
)
def dashboards_attainment(request: ApiRequest, params: Query[attaining.AttainmentParams]) -> HttpResponse:
    """How my targets, or those of my people, stand against the working days that are over."""
    return respond(attainment(**params.dict(), actor=request.auth, now=timezone.now()))


@router.get("/dashboards/today", operation_id="dashboards_today", response=schemas.Today)
def dashboards_today(request: ApiRequest) -> HttpResponse:
    """What asks for me today, each thing once, the most urgent first."""
    return respond(queries.today(actor=request.auth, now=timezone.now()))


@router.get("/dashboards/team", operation_id="dashboards_team", response=schemas.TeamBoard)
def dashboards_team(request: ApiRequest, params: Query[schemas.TeamParams]) -> HttpResponse:
    """Everything the reader may see, a row per person, and who of them may need help."""
    found = queries.team(params.period, unit_id=params.unit_id, actor=request.auth, now=timezone.now())
    return respond(found)


@router.get("/dashboards/company", operation_id="dashboards_company", response=schemas.CompanyBoard)
def dashboards_company(request: ApiRequest, params: Query[schemas.DashboardParams]) -> HttpResponse:
    """Units side by side, twelve months, how far leads came and where they come from, over what the reader may see."""
    return respond(queries.company(params.period, actor=request.auth, now=timezone.now()))


@router.get("/dashboards/money", operation_id="dashboards_money", response=schemas.MoneyBoard)
def dashboards_money(request: ApiRequest, params: Query[schemas.TeamParams]) -> HttpResponse:
    """Instalments overdue by age and expected by week, what came in, and contracts that wait for a decision."""
    found = queries.money(params.period, unit_id=params.unit_id, actor=request.auth, now=timezone.now())
    return respond(found)


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


@router.get("/returns", operation_id="returns_get", response=Returns)
def returns_get(request: ApiRequest, params: Query[ReturnParams]) -> HttpResponse:
    """What channels cost and what came of the leads received in these months, by source, campaign or month. Numbers open their
    records for whoever may read leads."""
    found = queries.returns(
        params.by, first=params.from_, until=params.to, actor=request.auth, now=timezone.now()
    )
    return respond(found)
