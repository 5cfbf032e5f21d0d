"""Battle cards: written, corrected, looked over, and judged in deals."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.db import hold_name
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import demand_part, fetch
from dabiao.modules.market import events, queries
from dabiao.modules.market.models import Card, CardEdition, CardUse
from dabiao.modules.market.models.cards import PARTS
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.products import queries as products

EDITABLE = frozenset({*PARTS, "active", "review_days"})
REVIEW_DAYS = (7, 730)


@transaction.atomic
def create_card(
    *,
    competitor_id: int,
    product_id: int | None = None,
    parts: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> Card:
    """A card on a competitor, in general or for one product; at most one of each in use. Raises `market.card_there` (409),
    `market.card_empty`, `core.not_found_here`."""
    actor.require(queries.MANAGE)
    competitor = opportunities.competitors_known().filter(pk=competitor_id).first()
    if competitor is None:
        raise Invalid("core.not_found_here", field="competitor_id", value=competitor_id)
    product = products.known(product_id) if product_id else None
    if product_id and product is None:
        raise Invalid("core.not_found_here", field="product_id", value=product_id)
    _refuse_another(competitor_id, product_id)
    card = Card(
        competitor=competitor,
        product_id=product_id,
        title=f"{competitor.name} · {product.name}" if product else competitor.name,
        reviewed_on=local_day(now),
        reviewed_by_id=actor.user_id,
        owner_id=actor.user_id,
        unit_id=actor.unit_id,
        created_at=now,
        updated_at=now,
        **{name: parts.get(name, "") for name in PARTS},
    )
    _check(card)
    card.save()
    _keep(card, actor, now)
    record(events.CardWritten(card.title), card, ("competitor", competitor_id), actor=actor, now=now)
    return card


@transaction.atomic
def edit_card(
    card_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Card:
    """Each change of its words is an edition, and says that it holds from today on. Raises `edit.conflict`,
    `market.card_there` (409), `market.card_empty`, `market.review_days_out_of_range`."""
    actor.require(queries.MANAGE)
    card = fetch(queries.cards_visible_to(actor), card_id, lock=True)
    applied = merge_edit(card, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return card
    _check(card)
    if "active" in applied and card.active:
        _refuse_another(card.competitor_id, card.product_id, but=card.pk)
    if any(name in PARTS for name in applied):
        card.edition += 1
        card.reviewed_on = local_day(now)
        card.reviewed_by_id = actor.user_id
        _keep(card, actor, now)
    card.updated_at = now
    card.save()
    record(events.CardEdited(card.title, card.edition, wired(applied)), card, actor=actor, now=now)
    return card


@transaction.atomic
def review_card(card_id: int, *, actor: Actor, now: datetime) -> Card:
    """Somebody read it and it still holds."""
    actor.require(queries.MANAGE)
    card = fetch(queries.cards_visible_to(actor), card_id, lock=True)
    card.reviewed_on = local_day(now)
    card.reviewed_by_id, card.version, card.updated_at = actor.user_id, card.version + 1, now
    card.save(update_fields=["reviewed_on", "reviewed_by", "version", "updated_at"])
    record(events.CardReviewed(card.title), card, actor=actor, now=now)
    return card


@transaction.atomic
def judge_card(
    opportunity_id: int, *, card_id: int, helped: bool | None, actor: Actor, now: datetime
) -> None:
    """Whether a card helped in a deal, said by who works on it; None takes it back. Raises `market.other_rival` where the
    card's competitor is not in this deal."""
    deal = fetch(opportunities.visible_to(actor), opportunity_id, lock=True)
    demand_part(actor, "opportunity", deal)
    card = fetch(queries.cards_visible_to(actor), card_id)
    if card.competitor_id not in {one["competitor_id"] for one in opportunities.rivals(deal.pk, actor=actor)}:
        raise Invalid("market.other_rival", field="card_id", name=card.title)
    mine = CardUse.objects.filter(card=card, opportunity=deal)
    if helped is None:
        mine.delete()
        return
    if mine.filter(helped=helped).exists():
        return
    CardUse.objects.update_or_create(
        card=card, opportunity=deal, defaults={"helped": helped, "by_id": actor.user_id, "at": now}
    )
    record(events.CardJudged(card.title, helped), deal, actor=actor, now=now)


def _refuse_another(competitor_id: int, product_id: int | None, *, but: int = 0) -> None:
    hold_name(f"market card {competitor_id} {product_id}")
    rows = Card.objects.filter(competitor_id=competitor_id, active=True)
    rows = rows.filter(product_id=product_id) if product_id else rows.filter(product=None)
    other = rows.exclude(pk=but).first()
    if other is not None:
        raise Conflict("market.card_there", field="product_id", name=other.title)


def _check(card: Card) -> None:
    if not any(getattr(card, name).strip() for name in PARTS):
        raise Invalid("market.card_empty", field="answers")
    least, most = REVIEW_DAYS
    if not least <= card.review_days <= most:
        raise Invalid("market.review_days_out_of_range", field="review_days", least=least, most=most)


def _keep(card: Card, actor: Actor, now: datetime) -> None:
    parts = {name: getattr(card, name) for name in PARTS}
    CardEdition.objects.create(card=card, number=card.edition, parts=parts, by_id=actor.user_id, at=now)
