"""Connecting platforms, and what they delivered."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id
from dabiao.modules.channels import queries, services
from dabiao.modules.channels.schemas import connections as schemas

router = Router()


@router.get("/connections", operation_id="connections_list", response=schemas.ConnectionList)
def connections_list(request: ApiRequest) -> HttpResponse:
    """Every address that platforms deliver to. Secrets are never shown."""
    return respond({"items": queries.connections(request.auth)})


@router.get("/connection-kinds", operation_id="connections_kinds", response=schemas.ConnectionKindList)
def connections_kinds(request: ApiRequest) -> HttpResponse:
    """What can be connected."""
    request.auth.require("channel.manage")
    return respond({"items": queries.kinds()})


@router.post("/connections", operation_id="connections_create", response={201: schemas.ConnectionOut})
@idempotent
def connections_create(request: ApiRequest, body: schemas.ConnectionIn) -> HttpResponse:
    facts = body.dict(exclude_none=True)
    made = services.connect(**facts, actor=request.auth, now=timezone.now())
    return respond(queries.connection(made.pk, actor=request.auth), 201)


@router.get("/connections/{int:id}", operation_id="connections_get", response=schemas.ConnectionOut)
def connections_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.connection(id, actor=request.auth))


@router.patch("/connections/{int:id}", operation_id="connections_edit", response=schemas.ConnectionOut)
def connections_edit(request: ApiRequest, id: Path[Id], body: schemas.ConnectionEdit) -> HttpResponse:
    """Audited; of the secret only that it changed."""
    services.edit(
        id,
        changes=body.changed(),
        secret=body.secret,
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.connection(id, actor=request.auth))


@router.post(
    "/connections/{int:id}/addresses", operation_id="connections_renew", response={201: schemas.ConnectionOut}
)
@idempotent
def connections_renew(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """A new address; what goes to the old one is refused from now on."""
    services.renew_address(id, actor=request.auth, now=timezone.now())
    return respond(queries.connection(id, actor=request.auth), 201)


@router.post(
    "/connections/{int:id}/trials", operation_id="connections_try", response=schemas.ConnectionTrialOut
)
def connections_try(request: ApiRequest, id: Path[Id], body: schemas.ConnectionTrialIn) -> HttpResponse:
    """What a delivery would become. Nothing is kept."""
    found = queries.tried(
        id, body=body.body, actor=request.auth, now=timezone.now(), language=language_of(request)
    )
    return respond(found)


@router.get(
    "/connections/{int:id}/deliveries", operation_id="connections_deliveries", response=schemas.DeliveryList
)
def connections_deliveries(
    request: ApiRequest, id: Path[Id], params: Query[schemas.DeliveryParams]
) -> HttpResponse:
    """What came, the newest first, fifty at a time."""
    asked = params.dict(exclude_none=True)
    return respond(queries.deliveries(id, **asked, actor=request.auth, language=language_of(request)))


@router.post(
    "/connections/{int:id}/retries",
    operation_id="connections_retry",
    response={201: schemas.DeliveriesRetried},
)
@idempotent
def connections_retry(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Everything it had refused, once more."""
    return respond({"count": services.retry_all(id, actor=request.auth, now=timezone.now())}, 201)


@router.post(
    "/deliveries/{int:id}/retries", operation_id="deliveries_retry", response={201: schemas.DeliveryOut}
)
@idempotent
def deliveries_retry(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """One refused delivery once more, as the connection reads it now."""
    services.retry(id, actor=request.auth, now=timezone.now())
    return respond(queries.delivery(id, actor=request.auth, language=language_of(request)), 201)
