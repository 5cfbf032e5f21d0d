"""HTTP of what events cost and bring."""

from django.http import HttpResponse
from ninja import Path, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id
from dabiao.modules.sales_events import queries, schemas, services
from dabiao.modules.sales_events.api.events import who

router = Router(tags=["sales_events"])


@router.get("/sales-events/{int:id}/yield", operation_id="sales_event_yield", response=schemas.EventYieldOut)
def sales_event_yield(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Costs and what came of them, against the goals, by inviter, and beside earlier events of the kind."""
    return respond(queries.figures(id, actor=request.auth))


@router.post(
    "/sales-events/{int:id}/costs",
    operation_id="sales_event_costs_add",
    response={201: schemas.EventYieldOut},
)
@idempotent
def sales_event_costs_add(request: ApiRequest, id: Path[Id], body: schemas.EventCostIn) -> HttpResponse:
    """One item. What the event's campaign has spent counts by itself and is not entered here."""
    services.add_cost(id, **body.dict(), **who(request))
    return respond(queries.figures(id, actor=request.auth), 201)


@router.delete(
    "/sales-events/{int:id}/costs/{int:cost_id}",
    operation_id="sales_event_costs_remove",
    response={204: None},
)
def sales_event_costs_remove(request: ApiRequest, id: Path[Id], cost_id: Path[Id]) -> HttpResponse:
    services.remove_cost(cost_id, event_id=id, **who(request))
    return no_content()


@router.get(
    "/sales-events/{int:id}/deals", operation_id="sales_event_deals_list", response=schemas.EventDealList
)
def sales_event_deals_list(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The records that the event is credited with."""
    return respond({"items": queries.deals(id, actor=request.auth)})


@router.post(
    "/sales-events/{int:id}/deals",
    operation_id="sales_event_deals_link",
    response={201: schemas.EventDealList},
)
@idempotent
def sales_event_deals_link(request: ApiRequest, id: Path[Id], body: schemas.EventDealIn) -> HttpResponse:
    """Credit one to this event by hand; from another event only with a reason."""
    services.link(id, **body.dict(), **who(request))
    return respond({"items": queries.deals(id, actor=request.auth)}, 201)


@router.delete(
    "/sales-events/{int:id}/deals/{int:deal_id}",
    operation_id="sales_event_deals_unlink",
    response={204: None},
)
def sales_event_deals_unlink(request: ApiRequest, id: Path[Id], deal_id: Path[Id]) -> HttpResponse:
    """Take back what a hand has linked. 409 `sales_events.linked_by_rule` for what the rule credits."""
    services.unlink(deal_id, event_id=id, **who(request))
    return no_content()


@router.post(
    "/sales-events/{int:id}/opportunities",
    operation_id="sales_event_opportunities_create",
    response={201: schemas.EventOpportunityOut},
)
@idempotent
def sales_event_opportunities_create(
    request: ApiRequest, id: Path[Id], body: schemas.EventOpportunityIn
) -> HttpResponse:
    """A deal begun with a guest, linked at once; a lead becomes a customer by it."""
    said = body.dict()
    made = services.create_opportunity(
        id, guest_id=said.pop("guest_id"), begun=services.Begun(**said), **who(request)
    )
    return respond({"opportunity_id": made}, 201)
