"""HTTP of products."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id, Page
from dabiao.modules.products import queries, schemas, services

router = Router(tags=["products"])


@router.get("/products", operation_id="products_list", response=Page[schemas.ProductOut])
def products_list(request: ApiRequest, params: Query[schemas.ProductFilters]) -> HttpResponse:
    return respond(queries.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/products", operation_id="products_create", response={201: schemas.ProductOut})
@idempotent
def products_create(request: ApiRequest, body: schemas.ProductIn) -> HttpResponse:
    product = services.create(**body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.detail(product.pk, actor=request.auth), 201)


@router.get("/products/{int:id}", operation_id="products_get", response=schemas.ProductOut)
def products_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.detail(id, actor=request.auth))


@router.patch("/products/{int:id}", operation_id="products_edit", response=schemas.ProductOut)
def products_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.ProductChanges]) -> HttpResponse:
    """Also retires (`active: false`) and brings back."""
    services.edit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.detail(id, actor=request.auth))


@router.delete("/products/{int:id}", operation_id="products_remove", response={204: None})
def products_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Only what nothing uses; what was used is retired. 409 `products.in_use`."""
    services.remove(id, actor=request.auth, now=timezone.now())
    return no_content()
