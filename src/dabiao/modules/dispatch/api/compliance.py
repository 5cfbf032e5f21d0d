"""HTTP of the compliance record and of appeals."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id, Page
from dabiao.modules.dispatch.queries import breaches, compliance, stints
from dabiao.modules.dispatch.schemas import compliance as schemas
from dabiao.modules.dispatch.services import appeals

router = Router(tags=["dispatch"])


@router.get("/dispatch/compliance", operation_id="dispatch_compliance", response=schemas.Compliance)
def dispatch_compliance(request: ApiRequest, params: Query[schemas.ComplianceParams]) -> HttpResponse:
    """How people and units kept their clocks; every number opens the turns it counts."""
    found = compliance.compliance(
        params.period, params.on, unit_id=params.unit_id, actor=request.auth, now=timezone.now()
    )
    return respond(found)


@router.get("/dispatch/stints", operation_id="dispatch_stints", response=Page[schemas.StintOut])
def dispatch_stints(request: ApiRequest, params: Query[schemas.StintFilters]) -> HttpResponse:
    """People's turns with leads, the newest first."""
    return respond(stints.stints(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.get("/dispatch/breaches", operation_id="dispatch_breaches", response=Page[schemas.BreachOut])
def dispatch_breaches(request: ApiRequest, params: Query[schemas.BreachFilters]) -> HttpResponse:
    """Clocks that ran out, the newest first, with their appeals."""
    found = breaches.breaches(
        asked=params.page(), filters=params.filters(), actor=request.auth, now=timezone.now()
    )
    return respond(found)


@router.get("/dispatch/breaches/{int:id}", operation_id="dispatch_breach", response=schemas.BreachOut)
def dispatch_breach(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(breaches.breach(id, actor=request.auth, now=timezone.now()))


@router.post(
    "/dispatch/breaches/{int:id}/appeals",
    operation_id="dispatch_appeal",
    response={201: schemas.BreachOut},
)
@idempotent
def dispatch_appeal(request: ApiRequest, id: Path[Id], body: schemas.AppealIn) -> HttpResponse:
    """Say within seven days why it should not count; only whom it concerns may."""
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    appeals.ask(id, text=body.text, **who)
    return respond(breaches.breach(id, **who), 201)


@router.post(
    "/dispatch/breaches/{int:id}/judgements",
    operation_id="dispatch_judge",
    response={201: schemas.BreachOut},
)
@idempotent
def dispatch_judge(request: ApiRequest, id: Path[Id], body: schemas.JudgementIn) -> HttpResponse:
    """Decide an appeal, once and never one's own; upheld, a level that was lost comes back."""
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    appeals.judge(id, uphold=body.uphold, words=body.words, **who)
    return respond(breaches.breach(id, **who), 201)
