"""HTTP of leads."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.bulk import services as bulk
from dabiao.core.errors import DomainError
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import row_refused
from dabiao.core.http.respond import respond
from dabiao.core.http.routes.bulk import BulkOut, bulk_edited
from dabiao.core.http.routes.exports import lists as exports
from dabiao.core.http.wire import AssignmentIn, BulkIn, Edit, Id, Page, Results, Undoable
from dabiao.core.identity import queries as identities
from dabiao.modules.leads import queries, schemas, services

router = Router(tags=["leads"])
exports.offer("lead", schemas.LeadFilters)
Knowns = Mapping[identities.Holder, identities.Known]


def _detail(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(queries.detail(id, actor=request.auth), status)


@router.get("/leads", operation_id="leads_list", response=Page[schemas.LeadOut])
def leads_list(request: ApiRequest, params: Query[schemas.LeadFilters]) -> HttpResponse:
    return respond(queries.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post(
    "/leads", operation_id="leads_create", response={201: schemas.LeadDetail, 200: schemas.EnquiryJoined}
)
@idempotent
def leads_create(request: ApiRequest, body: schemas.LeadIn) -> HttpResponse:
    """Take in an enquiry. Somebody new becomes a lead (201); who is a lead or a customer already is not made twice: the
    enquiry joins that record and its owner is told (200)."""
    went = services.receive(values=body.values(), actor=request.auth, now=timezone.now())
    if not went.joined:
        return _detail(request, went.holder[1], 201)
    return respond(_joined(went, identities.known([went.holder], request.auth)))


@router.post("/leads/batch", operation_id="leads_create_batch", response=Results)
@idempotent
def leads_create_batch(request: ApiRequest, body: schemas.LeadBatch) -> HttpResponse:
    """Up to 1,000 enquiries, each accepted or refused on its own; `index` is the place in `items`, `joined` says that
    it went to a record there was already."""
    items = [item.values() for item in body.items]
    outcome = services.receive_many(items=items, actor=request.auth, now=timezone.now())
    joined = [one.holder for one in outcome if isinstance(one, services.Received) and one.joined]
    known = identities.known(joined, request.auth)
    return respond({"results": [_batch_result(request, i, one, known) for i, one in enumerate(outcome)]})


def _batch_result(
    request: HttpRequest, index: int, one: services.Received | DomainError, known: Knowns
) -> dict[str, Any]:
    if isinstance(one, DomainError):
        return row_refused(request, one, index=index)
    if one.joined:
        return {"index": index, "ok": True, **_joined(one, known)}
    return {"index": index, "id": one.holder[1], "ok": True}


def _joined(one: services.Received, known: Knowns) -> dict[str, Any]:
    there = known[one.holder]
    return {"joined": True, **asdict(there)}


@router.get("/leads/{int:id}/enquiries", operation_id="leads_enquiries", response=schemas.EnquiryList)
def leads_enquiries(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Every further time this person asked, the newest first; at most 100."""
    return respond({"items": queries.enquiries("lead", id, actor=request.auth)})


@router.get("/customers/{int:id}/enquiries", operation_id="customers_enquiries", response=schemas.EnquiryList)
def customers_enquiries(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Every time somebody of this customer asked again, the newest first; at most 100."""
    return respond({"items": queries.enquiries("customer", id, actor=request.auth)})


@router.get("/leads/{int:id}", operation_id="leads_get", response=schemas.LeadDetail)
def leads_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _detail(request, id)


@router.post("/leads/bulk-edits", operation_id="leads_bulk_edit", response={201: BulkOut})
@idempotent
def leads_bulk_edit(request: ApiRequest, body: BulkIn[schemas.LeadBulk]) -> HttpResponse:
    """The same change on up to 1,000 leads; can be undone for an hour."""
    return bulk_edited(request, "lead", body)


@router.patch("/leads/{int:id}", operation_id="leads_edit", response=schemas.LeadDetail)
def leads_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.LeadChanges]) -> HttpResponse:
    services.edit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _detail(request, id)


@router.post("/leads/{int:id}/assignments", operation_id="leads_assign", response={201: schemas.LeadHanded})
@idempotent
def leads_assign(request: ApiRequest, id: Path[Id], body: AssignmentIn) -> HttpResponse:
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    undo_id = bulk.one(
        "lead", id, "assign", lambda: services.assign(id, owner_id=body.owner_id, **who), **who
    )
    return respond({**queries.detail(id, actor=request.auth), "undo_id": undo_id}, 201)


@router.post("/leads/{int:id}/claims", operation_id="leads_claim", response={201: schemas.LeadHanded})
@idempotent
def leads_claim(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Take a lead out of the pool; whoever comes second gets 409."""
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    undo_id = bulk.one("lead", id, "claim", lambda: services.claim(id, **who), **who)
    return respond({**queries.detail(id, actor=request.auth), "undo_id": undo_id}, 201)


@router.post("/leads/{int:id}/returns", operation_id="leads_return", response={201: Undoable})
@idempotent
def leads_return(request: ApiRequest, id: Path[Id], body: schemas.ReturnIn) -> HttpResponse:
    """Hand a lead back to the pool. The answer tells nothing of it: you may not see it any more."""
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    undo_id = bulk.one("lead", id, "return", lambda: services.give_back(id, reason=body.reason, **who), **who)
    return respond({"undo_id": undo_id}, 201)


@router.post(
    "/leads/{int:id}/qualifications", operation_id="leads_qualify", response={201: schemas.LeadDetail}
)
@idempotent
def leads_qualify(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.qualify(id, actor=request.auth, now=timezone.now())
    return _detail(request, id, 201)


@router.post(
    "/leads/{int:id}/invalidations", operation_id="leads_invalidate", response={201: schemas.LeadDetail}
)
@idempotent
def leads_invalidate(request: ApiRequest, id: Path[Id], body: schemas.InvalidationIn) -> HttpResponse:
    services.invalidate(id, reason=body.reason, note=body.note, actor=request.auth, now=timezone.now())
    return _detail(request, id, 201)


@router.post(
    "/leads/{int:id}/conversions", operation_id="leads_convert", response={201: schemas.ConvertedOut}
)
@idempotent
def leads_convert(request: ApiRequest, id: Path[Id], body: schemas.ConversionIn) -> HttpResponse:
    """Customer, contact and opportunity in one step."""
    made = services.convert(
        id, conversion=services.Conversion(**body.dict()), actor=request.auth, now=timezone.now()
    )
    return respond(made, 201)


@router.post("/leads/{int:id}/reveals", operation_id="leads_reveal", response=schemas.LeadRevealed)
def leads_reveal(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Phone, WeChat and e-mail in full. Each call is audited."""
    return respond(services.reveal(id, actor=request.auth, now=timezone.now()))
