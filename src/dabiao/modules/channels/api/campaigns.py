"""Campaigns and what they cost."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.errors import DomainError
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import row_refused
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id, Results
from dabiao.modules.channels import queries, services
from dabiao.modules.channels.schemas import campaigns as schemas

router = Router()


@router.get("/campaigns", operation_id="campaigns_list", response=schemas.CampaignList)
def campaigns_list(request: ApiRequest) -> HttpResponse:
    """By name; those of one's units and of the whole company."""
    return respond({"items": queries.campaigns(request.auth)})


@router.post("/campaigns", operation_id="campaigns_create", response={201: schemas.CampaignOut})
@idempotent
def campaigns_create(request: ApiRequest, body: schemas.CampaignIn) -> HttpResponse:
    made = services.create_campaign(**body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.campaign(made.pk, actor=request.auth), 201)


@router.get("/campaigns/unknown", operation_id="campaigns_unknown", response=schemas.UnknownNames)
def campaigns_unknown(request: ApiRequest) -> HttpResponse:
    """What leads call a campaign and no campaign is called."""
    return respond({"items": queries.unknown_names(request.auth)})


@router.get("/campaigns/{int:id}", operation_id="campaigns_get", response=schemas.CampaignOut)
def campaigns_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.campaign(id, actor=request.auth))


@router.patch("/campaigns/{int:id}", operation_id="campaigns_edit", response=schemas.CampaignOut)
def campaigns_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.CampaignChanges]) -> HttpResponse:
    """Renamed, it keeps the leads that came under its old name."""
    services.edit_campaign(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.campaign(id, actor=request.auth))


@router.post(
    "/campaigns/{int:id}/names", operation_id="campaigns_add_name", response={201: schemas.CampaignOut}
)
@idempotent
def campaigns_add_name(request: ApiRequest, id: Path[Id], body: schemas.CampaignNameIn) -> HttpResponse:
    """Leads of this name are its own too."""
    services.add_name(id, name=body.name, actor=request.auth, now=timezone.now())
    return respond(queries.campaign(id, actor=request.auth), 201)


@router.get("/spends", operation_id="spends_list", response=schemas.SpendList)
def spends_list(request: ApiRequest, params: Query[schemas.SpendParams]) -> HttpResponse:
    """The latest days first; at most 500."""
    return respond({"items": queries.spends(**params.dict(exclude_none=True), actor=request.auth)})


@router.post("/spends/batch", operation_id="spends_enter", response=Results)
@idempotent
def spends_enter(request: ApiRequest, body: schemas.SpendBatch) -> HttpResponse:
    """Up to 1,000 lines, each accepted or refused on its own. The same days entered again take the place of what was there."""
    items = [one.dict(exclude_none=True) for one in body.items]
    outcome = services.enter_many(items=items, actor=request.auth, now=timezone.now())

    def said(index: int, one: Any) -> dict[str, Any]:
        if isinstance(one, DomainError):
            return row_refused(request, one, index=index)
        return {"index": index, "id": one.pk, "ok": True}

    return respond({"results": [said(index, one) for index, one in enumerate(outcome)]})


@router.delete("/spends/{int:id}", operation_id="spends_remove", response={204: None})
def spends_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.remove_spend(id, actor=request.auth, now=timezone.now())
    return no_content()
