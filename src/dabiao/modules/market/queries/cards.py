"""Battle cards: as they are, how they did, and those that belong to a deal."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.scoping import fetch, visible
from dabiao.modules.market import rules
from dabiao.modules.market.models import Card, CardEdition, CardUse
from dabiao.modules.market.models.cards import PARTS
from dabiao.modules.market.queries.competitors import latest_price, notes_of, won_from
from dabiao.modules.market.queries.notes import READ
from dabiao.modules.opportunities import queries as opportunities

MANAGE = "market.manage"
MOST = 200
NOTES_EACH = 3


def cards_visible_to(actor: Actor, permission: str = READ) -> QuerySet[Card]:
    return visible(Card.objects.all(), actor, permission)


def cards(
    *, competitor_id: int | None = None, active: bool | None = None, actor: Actor, now: datetime
) -> list[dict[str, Any]]:
    """The most helpful first; at most 200. Raises `access.forbidden`."""
    actor.require(READ)
    rows = cards_visible_to(actor)
    if competitor_id is not None:
        rows = rows.filter(competitor_id=competitor_id)
    if active is not None:
        rows = rows.filter(active=active)
    return _shown(rows.order_by("pk")[:MOST], actor, now)


def card(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """One card with its editions, the newest first, and whom we won from them."""
    row = fetch(cards_visible_to(actor), id)
    [found] = _shown(cards_visible_to(actor).filter(pk=id), actor, now)
    editions = CardEdition.objects.filter(card_id=id).select_related("by").order_by("-number")[:50]
    found["editions"] = [
        {"number": one.number, "parts": one.parts, "by_name": one.by.name if one.by else None, "at": one.at}
        for one in editions
    ]
    found["won_from"] = won_from(row.competitor_id, actor=actor)
    return found


def _shown(rows: Iterable[Card] | QuerySet[Card], actor: Actor, now: datetime) -> list[dict[str, Any]]:
    today = local_day(now)
    if isinstance(rows, QuerySet):
        rows = rows.select_related("competitor", "product", "reviewed_by", "owner", "unit")
    found = list(rows)
    scores = _scores([row.pk for row in found])
    told = [_one(row, scores[row.pk], today, actor) for row in found]
    return sorted(told, key=lambda one: (-rules.helpfulness(one["helped"], one["not_helped"]), one["id"]))


def _one(row: Card, score: dict[str, int], today: date, actor: Actor) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "competitor_id": row.competitor_id,
        "competitor_name": row.competitor.name,
        "product_id": row.product_id,
        "product_name": row.product.name if row.product else None,
        **{part: getattr(row, part) for part in PARTS},
        "active": row.active,
        "edition": row.edition,
        "review_days": row.review_days,
        "reviewed_on": row.reviewed_on,
        "reviewed_by_name": row.reviewed_by.name if row.reviewed_by else None,
        "stale": rules.is_stale(row.reviewed_on, row.review_days, today),
        **score,
        "owner_id": row.owner_id,
        "owner_name": row.owner.name if row.owner else None,
        "unit_id": row.unit_id,
        "unit_name": row.unit.name if row.unit else None,
        "version": row.version,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "actions": ["edit", "review"] if actor.may(MANAGE) else [],
    }


def _scores(ids: list[int]) -> dict[int, dict[str, int]]:
    """In how many deals each helped or did not, and what became of those, in one statement."""
    zero = {"helped": 0, "not_helped": 0, "helped_won": 0, "helped_lost": 0}
    helped = Q(helped=True)
    rows = CardUse.objects.filter(card_id__in=ids).order_by().values("card_id")
    counted = rows.annotate(
        yes=Count("pk", filter=helped),
        no=Count("pk", filter=~helped),
        won=Count("pk", filter=helped & Q(opportunity__stage__kind="won")),
        lost=Count("pk", filter=helped & Q(opportunity__stage__kind="lost")),
    )
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict(zero))
    for row in counted:
        found[row["card_id"]] = {
            "helped": row["yes"],
            "not_helped": row["no"],
            "helped_won": row["won"],
            "helped_lost": row["lost"],
        }
    return found


def for_deal(opportunity_id: int, *, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Per rival of a deal that the actor sees: cards (those of a product in it first, then the most helpful), the newest
    notes, and the last price heard."""
    actor.require(READ)
    rivals = opportunities.rivals(opportunity_id, actor=actor)
    ids = [one["competitor_id"] for one in rivals]
    products = opportunities.products_in(opportunity_id)
    rows = cards_visible_to(actor).filter(competitor_id__in=ids, active=True)
    fitting = [row for row in _shown(rows, actor, now) if row["product_id"] in (None, *products)]
    fitting.sort(key=lambda one: one["product_id"] is None)  # stable: helpfulness decides among the rest
    said = dict(CardUse.objects.filter(opportunity_id=opportunity_id).values_list("card_id", "helped"))
    notes, prices = notes_of(ids, actor=actor, each=NOTES_EACH), latest_price(ids, actor=actor)
    return [
        {
            "competitor_id": rival["competitor_id"],
            "name": rival["name"],
            "cards": [
                {**one, "said": said.get(one["id"])}
                for one in fitting
                if one["competitor_id"] == rival["competitor_id"]
            ],
            "notes": notes[rival["competitor_id"]],
            "price": prices.get(rival["competitor_id"]),
        }
        for rival in rivals
    ]
