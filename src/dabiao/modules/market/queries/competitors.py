"""All that is known of one competitor, as far as the reader sees the deals behind it."""

from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.figures import moments
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import fetch
from dabiao.modules.market import rules
from dabiao.modules.market.enums import NoteSort, NoteState
from dabiao.modules.market.models import Card, Profile
from dabiao.modules.market.queries.notes import READ, visible_to
from dabiao.modules.opportunities import queries as opportunities

QUARTERS, RECENT = 6, 4
MOST_LISTED = 1_000
MOST_PRICES = 200
MOST_DEALS = 10


def competitor_page(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Raises `core.not_found`, `access.forbidden`."""
    actor.require(READ)
    known = fetch(opportunities.competitors_known(), id)
    profile = Profile.objects.filter(pk=id).first() or Profile(pk=id)
    today = local_day(now)
    return {
        "id": known.pk,
        "name": known.name,
        "other_names": opportunities.other_names(id),
        "active": known.active,
        "website": profile.website,
        "about": profile.about,
        "strengths": profile.strengths,
        "weaknesses": profile.weaknesses,
        "profile_version": profile.version,
        "currency": DEFAULT_CURRENCY,
        "together": _together(id, actor),
        "quarters": _quarters(id, today, actor),
        "won_from": won_from(id, actor=actor),
        "prices": _prices(id, actor),
        "note_count": visible_to(actor).filter(competitor_id=id, state=NoteState.STANDING).count(),
        "card_count": Card.objects.filter(competitor_id=id, active=True).count(),
        "actions": [verb for verb in ("manage",) if actor.may(f"market.{verb}")]
        + (["merge"] if actor.may("competitor.manage") else []),
        "merges": opportunities.fresh_merges(id, now=now) if actor.may("competitor.manage") else [],
    }


def competitors(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """Every competitor, the one in most open deals first, with what the actor sees of the deals it is and was in: those open
    now, those won and lost in the last four quarters. One statement besides the names."""
    actor.require(READ)
    since = moments((rules.quarters_before(local_day(now), RECENT)[0],) * 2)[0]
    found = opportunities.met({}, _standing(since), actor=actor)
    nothing = {"open": 0, "open_minor": 0, "won": 0, "lost": 0, "met_at": None}
    rows = [
        {"id": one.pk, "name": one.name, "active": one.active, **(found.get(one.pk) or nothing)}
        for one in opportunities.competitors_known().order_by("name", "pk")[:MOST_LISTED]
    ]
    rows.sort(key=lambda row: (-row["open"], -row["won"] - row["lost"]))
    return {"since": since, "currency": DEFAULT_CURRENCY, "items": rows}


def _standing(since: datetime) -> dict[str, Any]:
    is_open, lately = Q(opportunity__closed_at=None), Q(opportunity__closed_at__gte=since)
    in_currency = is_open & Q(opportunity__currency=DEFAULT_CURRENCY)
    return {
        "open": Count("pk", filter=is_open),
        "open_minor": Coalesce(
            Sum("opportunity__amount_minor", filter=in_currency), 0, output_field=BigIntegerField()
        ),
        "won": Count("pk", filter=lately & Q(opportunity__stage__kind="won")),
        "lost": Count("pk", filter=lately & Q(opportunity__stage__kind="lost")),
        "met_at": Max("created_at"),
    }


def _together(id: int, actor: Actor) -> dict[str, Any]:
    """Open deals in which both are; the sum is of those in the company's currency."""
    if not actor.may("opportunity.read"):
        return {"count": 0, "amount_minor": 0, "deals": []}
    rows = opportunities.chosen({"competitor_id": id, "stage_kind": "open"}, actor=actor)
    sums = rows.aggregate(count=Count("pk"), amount=Sum("amount_minor", filter=Q(currency=DEFAULT_CURRENCY)))
    return {
        "count": sums["count"],
        "amount_minor": int(sums["amount"] or 0),
        "deals": _named(rows.order_by("-amount_minor", "pk")[:MOST_DEALS]),
    }


def won_from(id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """What we won against them, the newest first: what a card can prove itself by."""
    if not actor.may("opportunity.read"):
        return []
    rows = opportunities.chosen({"competitor_id": id, "stage_kind": "won"}, actor=actor)
    return _named(rows.order_by("-closed_at", "-pk")[:MOST_DEALS])


def _named(rows: Any) -> list[dict[str, Any]]:
    names = ("id", "name", "customer_id", "amount_minor", "currency", "closed_at")
    return list(rows.values(*names, customer_name=F("customer__name"), stage_kind=F("stage__kind")))


def _quarters(id: int, today: date, actor: Actor) -> list[dict[str, Any]]:
    """Won and lost against them by quarter, all in one statement; `from` and `to` are the days that a list filters by."""
    firsts = rules.quarters_before(today, QUARTERS)
    spans = [(first, rules.quarter_end(first)) for first in firsts]
    sums: dict[str, Any] = {}
    for place, span in enumerate(spans):
        since, until = moments(span)
        within = Q(closed_at__gte=since, closed_at__lt=until)
        sums[f"won{place}"] = Count("pk", filter=within & Q(stage__kind="won"))
        sums[f"lost{place}"] = Count("pk", filter=within & Q(stage__kind="lost"))
        sums[f"to{place}"] = Count("pk", filter=within & Q(lost_to_id=id))
    found: dict[str, int] = {}
    if actor.may("opportunity.read"):
        since = moments(spans[0])[0]
        found = (
            opportunities.chosen({"competitor_id": id}, actor=actor)
            .filter(closed_at__gte=since)
            .aggregate(**sums)
        )
    return [
        {
            "first": first,
            "last": last,
            "since": moments((first, last))[0],
            "until": moments((first, last))[1],
            "won": found.get(f"won{place}", 0),
            "lost": found.get(f"lost{place}", 0),
            "lost_to_them": found.get(f"to{place}", 0),
        }
        for place, (first, last) in enumerate(spans)
    ]


def _prices(id: int, actor: Actor) -> list[dict[str, Any]]:
    """What they asked, as it was heard; the oldest first."""
    rows = visible_to(actor).filter(
        competitor_id=id, sort=NoteSort.PRICE, state=NoteState.STANDING, price_minor__isnull=False
    )
    names = ("id", "title", "heard_on", "price_minor", "currency", "certainty", "product_id")
    found = rows.order_by("-heard_on", "-pk").values(*names, product_name=F("product__name"))
    return list(found[:MOST_PRICES])[::-1]


def latest_price(ids: list[int], *, actor: Actor) -> dict[int, dict[str, Any]]:
    """Of each competitor the newest price heard, if any."""
    rows: Any = visible_to(actor).filter(
        competitor_id__in=ids, sort=NoteSort.PRICE, state=NoteState.STANDING, price_minor__isnull=False
    )
    newest: dict[int, dict[str, Any]] = {}
    names = ("id", "competitor_id", "price_minor", "currency", "heard_on", "certainty")
    for row in rows.order_by("-heard_on", "-pk").values(*names)[:MOST_PRICES]:
        newest.setdefault(row["competitor_id"], row)
    return newest


def notes_of(ids: list[int], *, actor: Actor, each: int) -> dict[int, list[dict[str, Any]]]:
    """The newest notes on each of these competitors."""
    found: dict[int, list[dict[str, Any]]] = {id: [] for id in ids}
    rows = visible_to(actor).filter(competitor_id__in=ids, state=NoteState.STANDING)
    names = ("id", "competitor_id", "title", "sort", "certainty", "heard_on", "confirms", "doubts")
    for row in rows.order_by("-heard_on", "-pk").values(*names)[: 50 * max(len(ids), 1)]:
        if len(found[row["competitor_id"]]) < each:
            found[row["competitor_id"]].append(row)
    return found
