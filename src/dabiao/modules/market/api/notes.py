"""HTTP of market notes."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.routes.exports import lists as exports
from dabiao.core.http.wire import Edit, Id, Page
from dabiao.modules.market import queries, services
from dabiao.modules.market.schemas import notes as schemas

router = Router(tags=["market"])
exports.offer("market", schemas.MarketFilters)


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


def _note(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(queries.detail(id, actor=request.auth), status)


@router.get("/market-notes", operation_id="market_list", response=Page[schemas.MarketNoteOut])
def market_list(request: ApiRequest, params: Query[schemas.MarketFilters]) -> HttpResponse:
    """What the field heard, the newest first."""
    return respond(queries.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/market-notes", operation_id="market_add", response={201: schemas.MarketNoteDetail})
@idempotent
def market_add(request: ApiRequest, body: schemas.MarketNoteIn) -> HttpResponse:
    values = body.dict()
    competitor = values.pop("competitor")
    note = services.add_note(values=values, competitor=competitor, **_who(request))
    return _note(request, note.pk, 201)


@router.get("/market-notes/{int:id}", operation_id="market_get", response=schemas.MarketNoteDetail)
def market_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _note(request, id)


@router.patch("/market-notes/{int:id}", operation_id="market_edit", response=schemas.MarketNoteDetail)
def market_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.MarketNoteChanges]) -> HttpResponse:
    """Correct it; what it said before stays in its history."""
    services.edit_note(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return _note(request, id)


@router.post(
    "/market-notes/{int:id}/retirements", operation_id="market_retire", response=schemas.MarketNoteDetail
)
def market_retire(request: ApiRequest, id: Path[Id], body: schemas.MarketRetireIn) -> HttpResponse:
    """It holds no more."""
    services.retire_note(id, reason=body.reason, **_who(request))
    return _note(request, id)


@router.delete(
    "/market-notes/{int:id}/retirements", operation_id="market_revive", response=schemas.MarketNoteDetail
)
def market_revive(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.revive_note(id, **_who(request))
    return _note(request, id)


@router.put("/market-notes/{int:id}/verdict", operation_id="market_judge", response=schemas.MarketNoteDetail)
def market_judge(request: ApiRequest, id: Path[Id], body: schemas.MarketVerdictIn) -> HttpResponse:
    """Confirm or doubt what a colleague heard, one word each."""
    services.judge_note(id, verdict=body.verdict or "", **_who(request))
    return _note(request, id)
