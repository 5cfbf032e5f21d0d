"""HTTP of metrics, of whom records count for, and of months."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.targets import queries, services
from dabiao.modules.targets.enums import CreditKind
from dabiao.modules.targets.queries import opening
from dabiao.modules.targets.schemas import metrics as schemas
from dabiao.modules.targets.schemas.trees import MetricList, MetricOut

router = Router(tags=["targets"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


@router.get("/targets/metrics", operation_id="target_metrics_list", response=MetricList)
def target_metrics_list(request: ApiRequest, params: Query[schemas.TargetMetricsParams]) -> HttpResponse:
    """Every metric in use, the product's own first."""
    return respond({"items": queries.metrics(retired=params.retired, actor=request.auth)})


@router.post("/targets/metrics", operation_id="target_metrics_create", response={201: MetricOut})
@idempotent
def target_metrics_create(request: ApiRequest, body: schemas.TargetMetricIn) -> HttpResponse:
    """A metric of the company's own: what is counted, by which day, under which condition."""
    metric = services.create_metric(**body.dict(), **_who(request))
    return respond(queries.metric(metric.pk, actor=request.auth), 201)


@router.patch("/targets/metrics/{int:id}", operation_id="target_metrics_edit", response=MetricOut)
def target_metrics_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.TargetMetricChanges]
) -> HttpResponse:
    """Open months are counted anew, closed ones stay. Of the product's own only tax and use change."""
    services.edit_metric(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(queries.metric(id, actor=request.auth))


@router.get(
    "/targets/credit-policy", operation_id="target_credit_policy_get", response=schemas.TargetCreditPolicyOut
)
def target_credit_policy_get(request: ApiRequest) -> HttpResponse:
    """Whom money counts for that comes in."""
    return respond(opening.policy(actor=request.auth))


@router.patch(
    "/targets/credit-policy", operation_id="target_credit_policy_edit", response=schemas.TargetCreditPolicyOut
)
def target_credit_policy_edit(
    request: ApiRequest, body: Edit[schemas.TargetCreditPolicyChanges]
) -> HttpResponse:
    """For receipts from now on; what is in the ledger stays."""
    services.edit_policy(changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(opening.policy(actor=request.auth))


@router.get("/targets/months", operation_id="target_months_list", response=schemas.TargetMonthList)
def target_months_list(request: ApiRequest) -> HttpResponse:
    """Closed months, the newest first."""
    return respond(opening.months(actor=request.auth))


@router.post("/targets/months", operation_id="target_months_close", response={201: schemas.TargetMonthList})
@idempotent
def target_months_close(request: ApiRequest, body: schemas.TargetMonthIn) -> HttpResponse:
    """Its attainment stays as it is: what is found out later counts on the first open day. 409 `targets.month_not_over`."""
    services.close_month(month=body.month, reason=body.reason, **_who(request))
    return respond(opening.months(actor=request.auth), 201)


@router.post("/targets/months/{int:id}/reopenings", operation_id="target_months_reopen", response={204: None})
@idempotent
def target_months_reopen(
    request: ApiRequest, id: Path[Id], body: schemas.TargetMonthReopening
) -> HttpResponse:
    """Its attainment follows the records again; what was booked on a later day meanwhile stays there."""
    services.reopen_month(id, reason=body.reason, **_who(request))
    return no_content()


@router.get(
    "/targets/credits/{kind}/{int:id}", operation_id="target_credits_get", response=schemas.TargetCreditsOut
)
def target_credits_get(request: ApiRequest, kind: Path[CreditKind], id: Path[Id]) -> HttpResponse:
    """On whose account a contract, a receipt or an opportunity counts, and every entry of the ledger about it."""
    return respond(opening.credits(kind, id, actor=request.auth))


@router.put(
    "/targets/credits/{kind}/{int:id}", operation_id="target_credits_put", response=schemas.TargetCreditsOut
)
def target_credits_put(
    request: ApiRequest, kind: Path[CreditKind], id: Path[Id], body: schemas.TargetSharesIn
) -> HttpResponse:
    """Count it for these people, 10,000 together. What lies in closed months moves on the first open day."""
    shares = [(one.user_id, one.bp) for one in body.shares]
    services.put_shares(kind, id=id, shares=shares, reason=body.reason, **_who(request))
    return respond(opening.credits(kind, id, actor=request.auth))


@router.get(
    "/targets/nodes/{int:id}/records", operation_id="target_records_list", response=schemas.TargetRecordsOut
)
def target_records_list(
    request: ApiRequest, id: Path[Id], params: Query[schemas.TargetRecordsParams]
) -> HttpResponse:
    """What a reached figure is made of."""
    found = opening.records_of(
        id,
        grain=params.grain,
        starts_on=params.starts_on,
        of=params.of or "",
        before=params.before,
        now=timezone.now(),
        actor=request.auth,
    )
    return respond(found)


@router.get(
    "/targets/metrics/{code}/records", operation_id="metric_records_list", response=schemas.TargetRecordsOut
)
def metric_records_list(
    request: ApiRequest, code: Path[str], params: Query[schemas.MetricRecordsParams]
) -> HttpResponse:
    """What the figure of a person or a unit in a report is made of."""
    found = opening.records_behind(
        code,
        user_id=params.user_id,
        unit_id=params.unit_id,
        days=(params.since, params.until),
        before=params.before,
        now=timezone.now(),
        actor=request.auth,
    )
    return respond(found)
