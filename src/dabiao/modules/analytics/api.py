"""HTTP of figures."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import Query, Router

from dabiao.core.exporting.tables import WORKBOOK, TableFile
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.modules.analytics import queries, schemas
from dabiao.modules.analytics.queries import comparison as comparing
from dabiao.modules.analytics.queries import flow as flowing
from dabiao.modules.analytics.queries import tables, winloss
from dabiao.modules.analytics.queries.ageing import ageing
from dabiao.modules.analytics.queries.attainment import attainment
from dabiao.modules.analytics.queries.cohorts import cohorts
from dabiao.modules.analytics.queries.velocity import velocity
from dabiao.modules.analytics.schemas import attainment as attaining
from dabiao.modules.analytics.schemas import flow
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


@router.get("/deal-outcomes", operation_id="deal_outcomes", response=flow.DealOutcomes)
def deal_outcomes(request: ApiRequest, params: Query[flow.OutcomesOfDealsParams]) -> HttpResponse:
    """Deals won and lost in a period side by side, by reason, competitor, product, source, team, person, industry or amount."""
    return respond(winloss.deal_outcomes(**params.asked(), **_by(request)))


@router.get("/deal-ageing", operation_id="deal_ageing", response=flow.DealAgeing)
def deal_ageing(request: ApiRequest, params: Query[flow.WhoseDeals]) -> HttpResponse:
    """Open deals by how long they have been in their stage, and in all."""
    return respond(ageing(**params.dict(), **_by(request)))


@router.get("/deal-cohorts", operation_id="deal_cohorts", response=flow.DealCohorts)
def deal_cohorts(request: ApiRequest, params: Query[flow.CohortParams]) -> HttpResponse:
    """Deals by the month they were opened in: won, lost and open after 30, 60, 90, 180 and 360 days."""
    return respond(cohorts(**params.dict(), **_by(request)))


@router.get("/deal-velocity", operation_id="deal_velocity", response=flow.Velocity)
def deal_velocity(request: ApiRequest, params: Query[flow.VelocityParams]) -> HttpResponse:
    """What open deals bring in a day, and its four factors, beside the period before."""
    return respond(velocity(**params.asked(), **_by(request)))


@router.get("/deal-comparison", operation_id="deal_comparison", response=flow.DealComparison)
def deal_comparison(request: ApiRequest, params: Query[flow.ComparisonParams]) -> HttpResponse:
    """Two periods, people or units side by side, and which shares differ by more than chance."""
    one, other = (
        comparing.Asked(
            getattr(params, f"{side}_from"),
            getattr(params, f"{side}_to"),
            getattr(params, f"{side}_owner_id"),
            getattr(params, f"{side}_unit_id"),
        )
        for side in "ab"
    )
    found = comparing.comparison(one, other, params.period, pipeline_id=params.pipeline_id, **_by(request))
    return respond(found)


@router.get("/deal-flow", operation_id="deal_flow", response=flow.DealFlow)
def deal_flow(request: ApiRequest, params: Query[flow.DealsOfPeriod]) -> HttpResponse:
    """What really happened to the deals opened in a period, from stage to stage, as a Sankey diagram draws it."""
    return respond(flowing.deal_flow(**params.asked(), **_by(request)))


@router.get("/deal-flow/table.xlsx", operation_id="deal_flow_file", openapi_extra=WORKBOOK)
def deal_flow_file(request: ApiRequest, params: Query[flow.DealsOfPeriod]) -> StreamingHttpResponse:
    """The steps of the flow as a workbook."""
    return _download(tables.flow_table(**params.asked(), **_by(request)))


@router.get("/deal-cohorts/table.xlsx", operation_id="deal_cohorts_file", openapi_extra=WORKBOOK)
def deal_cohorts_file(request: ApiRequest, params: Query[flow.CohortParams]) -> StreamingHttpResponse:
    """The months and what became of their deals as a workbook."""
    return _download(tables.cohort_table(**params.dict(), **_by(request)))


@router.get("/deal-outcomes/table.xlsx", operation_id="deal_outcomes_file", openapi_extra=WORKBOOK)
def deal_outcomes_file(
    request: ApiRequest, params: Query[flow.OutcomesOfDealsParams]
) -> StreamingHttpResponse:
    """Won and lost side by side as a workbook."""
    return _download(tables.outcome_table(**params.asked(), **_by(request)))


def _download(file: TableFile) -> StreamingHttpResponse:
    response = StreamingHttpResponse(file.chunks, content_type=file.content_type)
    response["Content-Disposition"] = file.disposition
    response["Cache-Control"] = "no-store"
    return response


def _by(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now(), "language": language_of(request)}
