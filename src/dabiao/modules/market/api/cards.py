"""HTTP of competitors as the market knows them, and of battle cards."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.market import queries, services
from dabiao.modules.market.schemas import cards as schemas

router = Router(tags=["market"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


@router.get("/market/competitors", operation_id="market_competitors", response=schemas.CompetitorStandings)
def market_competitors(request: ApiRequest) -> HttpResponse:
    """All that are known, the one in most open deals first, at most 1,000; figures are of the deals that the reader sees."""
    return respond(queries.competitors(**_who(request)))


@router.get("/competitors/{int:id}/market", operation_id="competitor_page", response=schemas.CompetitorPage)
def competitor_page(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """All that is known of one; deals are those that the reader sees."""
    return respond(queries.competitor_page(id, **_who(request)))


@router.patch(
    "/competitors/{int:id}/market", operation_id="competitor_profile_edit", response=schemas.CompetitorPage
)
def competitor_profile_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.ProfileChanges]
) -> HttpResponse:
    """Who they are, what they are good at, and what not."""
    services.edit_profile(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(queries.competitor_page(id, **_who(request)))


@router.get("/battle-cards", operation_id="battle_cards_list", response=schemas.BattleCards)
def battle_cards_list(request: ApiRequest, params: Query[schemas.BattleCardsAsked]) -> HttpResponse:
    """The most helpful first; at most 200."""
    return respond({"items": queries.cards(**params.dict(), **_who(request))})


@router.post("/battle-cards", operation_id="battle_cards_create", response={201: schemas.BattleCardOut})
@idempotent
def battle_cards_create(request: ApiRequest, body: schemas.BattleCardIn) -> HttpResponse:
    card = services.create_card(
        competitor_id=body.competitor_id,
        product_id=body.product_id,
        parts=body.parts(),
        **_who(request),
    )
    return respond(queries.card(card.pk, **_who(request)), 201)


@router.get("/battle-cards/{int:id}", operation_id="battle_cards_get", response=schemas.BattleCardOut)
def battle_cards_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """With its editions and whom we won from them."""
    return respond(queries.card(id, **_who(request)))


@router.patch("/battle-cards/{int:id}", operation_id="battle_cards_edit", response=schemas.BattleCardOut)
def battle_cards_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.BattleCardChanges]
) -> HttpResponse:
    services.edit_card(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(queries.card(id, **_who(request)))


@router.post(
    "/battle-cards/{int:id}/reviews", operation_id="battle_cards_review", response=schemas.BattleCardOut
)
def battle_cards_review(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Somebody read it: it still holds."""
    services.review_card(id, **_who(request))
    return respond(queries.card(id, **_who(request)))


@router.get(
    "/opportunities/{int:id}/battle-cards", operation_id="battle_cards_of_deal", response=schemas.DealRivals
)
def battle_cards_of_deal(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Per rival of the deal: cards, the newest notes, the last price heard."""
    return respond({"items": queries.for_deal(id, **_who(request))})


@router.put(
    "/opportunities/{int:id}/battle-cards/{int:card_id}/verdict",
    operation_id="battle_cards_judge",
    response=schemas.DealRivals,
)
def battle_cards_judge(
    request: ApiRequest, id: Path[Id], card_id: Path[Id], body: schemas.BattleCardUseIn
) -> HttpResponse:
    """Whether a card helped in this deal."""
    services.judge_card(id, card_id=card_id, helped=body.helped, **_who(request))
    return respond({"items": queries.for_deal(id, **_who(request))})
