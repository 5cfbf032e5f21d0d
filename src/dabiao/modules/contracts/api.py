"""HTTP of contracts."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.bulk import services as bulk
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.routes.bulk import BulkOut, bulk_edited
from dabiao.core.http.routes.exports import lists as exports
from dabiao.core.http.wire import AssignmentIn, BulkIn, Edit, Id, Page
from dabiao.modules.contracts import queries, schemas, services

router = Router(tags=["contracts"])
exports.offer("contract", schemas.ContractFilters)


def _detail(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(queries.detail(id, actor=request.auth), status)


@router.get("/contracts", operation_id="contracts_list", response=Page[schemas.ContractOut])
def contracts_list(request: ApiRequest, params: Query[schemas.ContractFilters]) -> HttpResponse:
    return respond(queries.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/contracts", operation_id="contracts_create", response={201: schemas.ContractDetail})
@idempotent
def contracts_create(request: ApiRequest, body: schemas.ContractIn) -> HttpResponse:
    """A draft. Without `number` it gets the month's next one by rule."""
    contract = services.create(**body.dict(), actor=request.auth, now=timezone.now())
    return _detail(request, contract.pk, 201)


@router.get("/contracts/{int:id}", operation_id="contracts_get", response=schemas.ContractDetail)
def contracts_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _detail(request, id)


@router.post("/contracts/bulk-edits", operation_id="contracts_bulk_edit", response={201: BulkOut})
@idempotent
def contracts_bulk_edit(request: ApiRequest, body: BulkIn[schemas.ContractBulk]) -> HttpResponse:
    """The same change on up to 1,000 contracts; can be undone for an hour."""
    return bulk_edited(request, "contract", body)


@router.patch("/contracts/{int:id}", operation_id="contracts_edit", response=schemas.ContractDetail)
def contracts_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.ContractChanges]) -> HttpResponse:
    """Once signed, amount, currency and customer stay as they were signed."""
    services.edit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _detail(request, id)


@router.post(
    "/contracts/{int:id}/signatures", operation_id="contracts_sign", response={201: schemas.ContractDetail}
)
@idempotent
def contracts_sign(request: ApiRequest, id: Path[Id], body: schemas.SignatureIn) -> HttpResponse:
    """Put a draft in force; its opportunity is won."""
    services.sign(id, signed_on=body.signed_on, actor=request.auth, now=timezone.now())
    return _detail(request, id, 201)


@router.post(
    "/contracts/{int:id}/cancellations",
    operation_id="contracts_cancel",
    response={201: schemas.ContractDetail},
)
@idempotent
def contracts_cancel(request: ApiRequest, id: Path[Id], body: schemas.CancellationIn) -> HttpResponse:
    """End a contract. Money that was received has to be refunded first."""
    services.cancel(id, reason=body.reason, actor=request.auth, now=timezone.now())
    return _detail(request, id, 201)


@router.post(
    "/contracts/{int:id}/assignments", operation_id="contracts_assign", response={201: schemas.ContractHanded}
)
@idempotent
def contracts_assign(request: ApiRequest, id: Path[Id], body: AssignmentIn) -> HttpResponse:
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    undo_id = bulk.one(
        "contract", id, "assign", lambda: services.assign(id, owner_id=body.owner_id, **who), **who
    )
    return respond({**queries.detail(id, actor=request.auth), "undo_id": undo_id}, 201)
