"""HTTP of tracking: how a tree stands, what carries its figures, alarms and their decisions."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id
from dabiao.modules.targets import services
from dabiao.modules.targets.queries import alarms, coverage, standing, tracking
from dabiao.modules.targets.schemas import track as schemas
from dabiao.modules.targets.schemas.figures import GridParams

router = Router(tags=["targets"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


def _coverage(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(coverage.coverage(id, actor=request.auth, day=timezone.localdate()), status)


@router.get("/targets/trees/{int:id}/tracking", operation_id="target_tracking", response=schemas.TrackingOut)
def target_tracking(request: ApiRequest, id: Path[Id], params: Query[schemas.TrackingParams]) -> HttpResponse:
    """Every node's current period and year against its targets, who needs help, and what waits for a decision."""
    day = params.at or timezone.localdate()
    return respond(tracking.tracking_of(id, grain=params.grain, actor=request.auth, day=day))


@router.get("/targets/trees/{int:id}/attained", operation_id="targets_attained", response=schemas.AttainedOut)
def targets_attained(request: ApiRequest, id: Path[Id], params: Query[GridParams]) -> HttpResponse:
    """What every node has reached in the year and in each of its periods that has begun."""
    day = timezone.localdate()
    return respond(standing.reached(id, grain=params.grain, actor=request.auth, day=day))


@router.get("/targets/cells/{int:id}/coverage", operation_id="target_coverage", response=schemas.CoverageOut)
def target_coverage(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Which customers, deals and events carry this figure and those below it, and how much nothing carries."""
    return _coverage(request, id)


@router.post(
    "/targets/cells/{int:id}/carriers",
    operation_id="target_carriers_add",
    response={201: schemas.CoverageOut},
)
@idempotent
def target_carriers_add(request: ApiRequest, id: Path[Id], body: schemas.CarriersIn) -> HttpResponse:
    """All of these lines, or none. 409 `targets.deal_carried`: of one metric a deal carries one figure at a time."""
    services.carry(id, lines=body.wanted(), **_who(request))
    return _coverage(request, id, 201)


@router.patch(
    "/targets/cells/{int:id}/carriers", operation_id="target_carriers_edit", response=schemas.CoverageOut
)
def target_carriers_edit(request: ApiRequest, id: Path[Id], body: schemas.CarrierChanges) -> HttpResponse:
    """Amounts, notes, names of events: all or none."""
    services.edit_carriers(id, changes=body.wanted(), **_who(request))
    return _coverage(request, id)


@router.post(
    "/targets/cells/{int:id}/carrier_removals",
    operation_id="target_carriers_remove",
    response={201: schemas.CoverageOut},
)
@idempotent
def target_carriers_remove(request: ApiRequest, id: Path[Id], body: schemas.CarrierRemoval) -> HttpResponse:
    """They carry it no longer."""
    services.drop_carriers(id, ids=body.ids, **_who(request))
    return _coverage(request, id, 201)


@router.post(
    "/targets/alarms/{int:id}/decisions",
    operation_id="target_alarms_decide",
    response={201: schemas.TargetAlarmOut},
)
@idempotent
def target_alarms_decide(request: ApiRequest, id: Path[Id], body: schemas.DecisionIn) -> HttpResponse:
    """409 `targets.no_change_made`: whoever re-targets changes the figures first."""
    services.decide(id, decision=body.decision, reason=body.reason, **_who(request))
    return respond(alarms.alarm(id, actor=request.auth), 201)


@router.get(
    "/targets/trees/{int:id}/alarm_terms", operation_id="target_alarms_terms", response=schemas.AlarmTermsOut
)
def target_alarms_terms(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """When a period that ended raises an alarm, and how long its decision may take."""
    return respond(alarms.terms(id, actor=request.auth))


@router.put(
    "/targets/trees/{int:id}/alarm_terms",
    operation_id="target_alarms_set_terms",
    response=schemas.AlarmTermsOut,
)
def target_alarms_set_terms(request: ApiRequest, id: Path[Id], body: schemas.AlarmTermsIn) -> HttpResponse:
    """When a period that ended raises an alarm, and how long its decision may take."""
    services.set_alarm_terms(id, **body.dict(), **_who(request))
    return respond(alarms.terms(id, actor=request.auth))
