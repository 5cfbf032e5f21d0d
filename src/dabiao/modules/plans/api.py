"""HTTP of plans."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id, Page
from dabiao.modules.plans import queries, schemas, services
from dabiao.modules.plans.queries import reading
from dabiao.modules.plans.queries.listing import listing
from dabiao.modules.plans.queries.proposals import proposals
from dabiao.modules.plans.queries.team import team

router = Router(tags=["plans"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


def _item(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(reading.item(id, actor=request.auth), status)


def _edited(body: Edit[Any]) -> dict[str, Any]:
    return {"changes": body.changed(), "base": body.base, "version": body.version}


@router.get("/plans/at", operation_id="plans_at", response=schemas.PlanOut)
def plans_at(request: ApiRequest, params: Query[schemas.PlanAt]) -> HttpResponse:
    """The plan of the day, week, month, quarter or year in which a day lies, one's own or somebody's in reach."""
    on = params.on or timezone.localdate()
    return respond(reading.plan_at(grain=params.grain, on=on, owner_id=params.owner_id, actor=request.auth))


@router.get("/plans/team", operation_id="plans_team", response=schemas.PlanTeamOut)
def plans_team(request: ApiRequest, params: Query[schemas.PlanTeamParams]) -> HttpResponse:
    """Everybody in reach who makes plans, with how theirs of that period stands."""
    on = params.on or timezone.localdate()
    return respond(team(grain=params.grain, on=on, unit_id=params.unit_id, actor=request.auth))


@router.get("/plans/proposals", operation_id="plans_propose", response=schemas.PlanProposals)
def plans_propose(request: ApiRequest, params: Query[schemas.PlanAt]) -> HttpResponse:
    """What the plan could hold, each with why. Nothing is written down."""
    on = params.on or timezone.localdate()
    found = proposals(grain=params.grain, on=on, owner_id=params.owner_id, **_who(request))
    return respond({"items": [asdict(one) for one in found]})


@router.post("/plans/proposals", operation_id="plans_take", response={201: schemas.PlanOut})
@idempotent
def plans_take(request: ApiRequest, body: schemas.PlanTakeIn) -> HttpResponse:
    """Take proposals into the plan, and leave others for good. Taking one twice adds nothing."""
    services.take(
        owner_id=body.owner_id,
        grain=body.grain,
        on=body.on,
        taken=[one.wanted() for one in body.take],
        left=[one.wanted() for one in body.leave],
        on_day_off=body.on_day_off,
        **_who(request),
    )
    found = reading.plan_at(grain=body.grain, on=body.on, owner_id=body.owner_id, actor=request.auth)
    return respond(found, 201)


@router.get("/plans/cadence", operation_id="plans_cadence", response=schemas.PlanCadenceOut)
def plans_cadence(request: ApiRequest) -> HttpResponse:
    """Which plans are owed by level and time with the company, and when people are reminded."""
    return respond(queries.cadence(actor=request.auth))


@router.patch("/plans/cadence", operation_id="plans_set_cadence", response=schemas.PlanCadenceOut)
def plans_set_cadence(request: ApiRequest, body: Edit[schemas.PlanCadenceChanges]) -> HttpResponse:
    services.set_cadence(**_edited(body), **_who(request))
    return respond(queries.cadence(actor=request.auth))


@router.get("/plans/{int:id}", operation_id="plans_get", response=schemas.PlanOut)
def plans_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(reading.plan(id, actor=request.auth))


@router.patch("/plans/{int:id}", operation_id="plans_edit", response=schemas.PlanOut)
def plans_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.PlanChanges]) -> HttpResponse:
    """What matters in the period, and what was learnt."""
    services.edit_plan(id, **_edited(body), **_who(request))
    return respond(reading.plan(id, actor=request.auth))


@router.post("/plans/{int:id}/orders", operation_id="plans_order", response=schemas.PlanOut)
def plans_order(request: ApiRequest, id: Path[Id], body: schemas.PlanOrderIn) -> HttpResponse:
    """Items in this order first; those left out stay behind them."""
    services.order(id, ids=body.ids, **_who(request))
    return respond(reading.plan(id, actor=request.auth))


@router.get("/plan-items", operation_id="plans_list_items", response=Page[schemas.PlanItemRow])
def plans_list_items(request: ApiRequest, params: Query[schemas.PlanItemFilters]) -> HttpResponse:
    """What people in reach have planned, the newest periods first."""
    return respond(listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/plan-items", operation_id="plans_add_item", response={201: schemas.PlanItemOut})
@idempotent
def plans_add_item(request: ApiRequest, body: schemas.PlanItemIn) -> HttpResponse:
    """Into the plan of that period, which begins with it. 409 `plans.day_off` asks whether a day off is meant."""
    rest = body.dict(include={"owner_id", "grain", "on", "about_kind", "about_id", "parent_id", "on_day_off"})
    made = services.add(**rest, values=body.values(), **_who(request))
    return _item(request, made.pk, 201)


@router.get("/plan-items/{int:id}", operation_id="plans_get_item", response=schemas.PlanItemOut)
def plans_get_item(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _item(request, id)


@router.patch("/plan-items/{int:id}", operation_id="plans_edit_item", response=schemas.PlanItemOut)
def plans_edit_item(request: ApiRequest, id: Path[Id], body: Edit[schemas.PlanItemChanges]) -> HttpResponse:
    """Of a settled item only what came of it."""
    services.edit(id, **_edited(body), **_who(request))
    return _item(request, id)


@router.delete("/plan-items/{int:id}", operation_id="plans_remove_item", response={204: None})
def plans_remove_item(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """What was written by mistake; what was given or carried over is dropped, with a reason."""
    services.remove(id, **_who(request))
    return no_content()


@router.post(
    "/plan-items/{int:id}/completions", operation_id="plans_finish_item", response=schemas.PlanItemOut
)
def plans_finish_item(request: ApiRequest, id: Path[Id], body: schemas.PlanFinishIn) -> HttpResponse:
    services.finish(id, **body.dict(), **_who(request))
    return _item(request, id)


@router.post("/plan-items/{int:id}/drops", operation_id="plans_drop_item", response=schemas.PlanItemOut)
def plans_drop_item(request: ApiRequest, id: Path[Id], body: schemas.PlanDropItemIn) -> HttpResponse:
    services.drop(id, **body.dict(), **_who(request))
    return _item(request, id)


@router.post(
    "/plan-items/{int:id}/carries", operation_id="plans_carry_item", response={201: schemas.PlanItemOut}
)
def plans_carry_item(request: ApiRequest, id: Path[Id], body: schemas.PlanCarryIn) -> HttpResponse:
    """It goes on in a later plan; answers with the item there. A second time adds none."""
    onward = services.carry(id, **body.dict(), **_who(request))
    return _item(request, onward.pk, 201)


@router.post(
    "/plan-items/{int:id}/reopenings", operation_id="plans_reopen_item", response=schemas.PlanItemOut
)
def plans_reopen_item(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.reopen(id, **_who(request))
    return _item(request, id)
