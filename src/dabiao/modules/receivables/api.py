"""HTTP of plans, receipts and refunds."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.routes.exports import lists as exports
from dabiao.core.http.wire import Id, Page
from dabiao.modules.receivables import queries, schemas, services
from dabiao.modules.receivables.rules import Due

router = Router(tags=["receivables"])
exports.offer("instalment", schemas.InstalmentFilters)
exports.offer("receipt", schemas.ReceiptFilters)


@router.get("/instalments", operation_id="instalments_list", response=Page[schemas.InstalmentOut])
def instalments_list(request: ApiRequest, params: Query[schemas.InstalmentFilters]) -> HttpResponse:
    """Lines of plans, oldest due first. A cancelled contract asks for nothing and is left out."""
    found = queries.instalments(
        asked=params.page(), filters=params.filters(), today=timezone.localdate(), actor=request.auth
    )
    return respond(found)


@router.put(
    "/contracts/{int:id}/instalments", operation_id="instalments_plan", response=Page[schemas.InstalmentOut]
)
def instalments_plan(request: ApiRequest, id: Path[Id], body: schemas.PlanIn) -> HttpResponse:
    """Replace the plan; it sums exactly to the contract. Money received is laid out anew, oldest due first."""
    items = [Due(**item.dict()) for item in body.items]
    services.plan(id, items=items, actor=request.auth, now=timezone.now())
    return respond(queries.plan_of(id, today=timezone.localdate(), actor=request.auth))


@router.get(
    "/contracts/{int:id}/receivables", operation_id="receivables_get", response=schemas.ReceivablesOut
)
def receivables_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """A contract's money at a glance: planned, received, outstanding, overdue today."""
    return respond(queries.summary(id, today=timezone.localdate(), actor=request.auth))


@router.get("/receipts", operation_id="receipts_list", response=Page[schemas.ReceiptOut])
def receipts_list(request: ApiRequest, params: Query[schemas.ReceiptFilters]) -> HttpResponse:
    return respond(queries.receipts(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/receipts", operation_id="receipts_record", response={201: schemas.ReceiptDetail})
@idempotent
def receipts_record(request: ApiRequest, body: schemas.ReceiptIn) -> HttpResponse:
    """Money for a signed contract: it pays the oldest open instalments, the rest is kept as advance."""
    receipt = services.receive(**body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.receipt(receipt.pk, actor=request.auth), 201)


@router.get("/receipts/{int:id}", operation_id="receipts_get", response=schemas.ReceiptDetail)
def receipts_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.receipt(id, actor=request.auth))


@router.post(
    "/receipts/{int:id}/refunds", operation_id="receipts_refund", response={201: schemas.ReceiptDetail}
)
@idempotent
def receipts_refund(request: ApiRequest, id: Path[Id], body: schemas.RefundIn) -> HttpResponse:
    """Money given back: the contract's advance goes first, then its newest instalments open again."""
    services.refund(id, **body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.receipt(id, actor=request.auth), 201)
