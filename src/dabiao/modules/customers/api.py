"""HTTP of customers and the people there."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.bulk import services as bulk
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.routes.bulk import BulkOut, bulk_edited
from dabiao.core.http.routes.exports import lists as exports
from dabiao.core.http.wire import AssignmentIn, BulkIn, Edit, Id, Page
from dabiao.modules.customers import queries, schemas, services

router = Router(tags=["customers"])
exports.offer("customer", schemas.CustomerFilters)
exports.offer("contact", schemas.ContactFilters)


@router.get("/customers", operation_id="customers_list", response=Page[schemas.CustomerOut])
def customers_list(request: ApiRequest, params: Query[schemas.CustomerFilters]) -> HttpResponse:
    return respond(queries.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/customers", operation_id="customers_create", response={201: schemas.CustomerDetail})
@idempotent
def customers_create(request: ApiRequest, body: schemas.CustomerIn) -> HttpResponse:
    customer = services.create(**body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.detail(customer.pk, actor=request.auth), 201)


@router.get("/customer-requirements", operation_id="customer_requirements_get", response=schemas.Requirements)
def customer_requirements_get(request: ApiRequest) -> HttpResponse:
    """What makes a customer complete."""
    return respond(queries.requirements(language_of(request)))


@router.put("/customer-requirements", operation_id="customer_requirements_put", response=schemas.Requirements)
def customer_requirements_put(request: ApiRequest, body: schemas.RequirementsIn) -> HttpResponse:
    """Ask for these facts and no others; customers are counted anew in the background."""
    services.require(body.facts, actor=request.auth, now=timezone.now())
    return respond(queries.requirements(language_of(request)))


@router.get("/customer-completeness", operation_id="customer_completeness", response=schemas.Completeness)
def customer_completeness(request: ApiRequest, params: Query[schemas.CompletenessParams]) -> HttpResponse:
    """How many customers are complete, by person or by unit."""
    return respond(queries.completeness(by=params.by, actor=request.auth))


@router.get("/customers/{int:id}", operation_id="customers_get", response=schemas.CustomerDetail)
def customers_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.detail(id, actor=request.auth))


@router.post("/customers/bulk-edits", operation_id="customers_bulk_edit", response={201: BulkOut})
@idempotent
def customers_bulk_edit(request: ApiRequest, body: BulkIn[schemas.CustomerBulk]) -> HttpResponse:
    """The same change on up to 1,000 customers; can be undone for an hour."""
    return bulk_edited(request, "customer", body)


@router.patch("/customers/{int:id}", operation_id="customers_edit", response=schemas.CustomerDetail)
def customers_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.CustomerChanges]) -> HttpResponse:
    services.edit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.detail(id, actor=request.auth))


@router.post(
    "/customers/{int:id}/assignments", operation_id="customers_assign", response={201: schemas.CustomerHanded}
)
@idempotent
def customers_assign(request: ApiRequest, id: Path[Id], body: AssignmentIn) -> HttpResponse:
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    undo_id = bulk.one(
        "customer", id, "assign", lambda: services.assign(id, owner_id=body.owner_id, **who), **who
    )
    return respond({**queries.detail(id, actor=request.auth), "undo_id": undo_id}, 201)


@router.post(
    "/customers/{int:id}/reveals", operation_id="customers_reveal", response=schemas.CustomerRevealed
)
def customers_reveal(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The phone in full. Each call is audited."""
    return respond(services.reveal(id, actor=request.auth, now=timezone.now()))


@router.get("/contacts", operation_id="contacts_list", response=Page[schemas.ContactOut])
def contacts_list(request: ApiRequest, params: Query[schemas.ContactFilters]) -> HttpResponse:
    return respond(queries.contacts(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/contacts", operation_id="contacts_create", response={201: schemas.ContactDetail})
@idempotent
def contacts_create(request: ApiRequest, body: schemas.ContactIn) -> HttpResponse:
    contact = services.create_contact(**body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.contact(contact.pk, actor=request.auth), 201)


@router.get("/contacts/{int:id}", operation_id="contacts_get", response=schemas.ContactDetail)
def contacts_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.contact(id, actor=request.auth))


@router.patch("/contacts/{int:id}", operation_id="contacts_edit", response=schemas.ContactDetail)
def contacts_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.ContactChanges]) -> HttpResponse:
    services.edit_contact(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.contact(id, actor=request.auth))


@router.post("/contacts/{int:id}/reveals", operation_id="contacts_reveal", response=schemas.ContactRevealed)
def contacts_reveal(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Phone, WeChat and e-mail in full. Each call is audited."""
    return respond(services.reveal_contact(id, actor=request.auth, now=timezone.now()))
