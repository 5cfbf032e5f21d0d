"""Campaigns, what was spent on them, and the names in leads that are no campaign yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor, Scope
from dabiao.core.scoping import fetch
from dabiao.core.text import fold
from dabiao.modules.channels.models import Campaign, CampaignName, Spend
from dabiao.modules.channels.rules import within
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org

READ, MANAGE = "campaign.read", "campaign.manage"
MOST = 1000  # campaigns in a list
SPENDS = 500  # lines of spend in a list
FIELDS = (
    "id",
    "name",
    "source",
    "unit_id",
    "starts_on",
    "ends_on",
    "state",
    "version",
    "created_at",
    "updated_at",
)
OF_SPEND = ("id", "campaign_id", "source", "first_on", "last_on", "amount_minor", "note", "created_at")


def campaigns_visible_to(actor: Actor) -> QuerySet[Campaign]:
    """Those of the actor's units and of no unit in particular; a campaign is nobody's. Raises `access.forbidden`."""
    return Campaign.objects.filter(_reach(actor))


def spends_visible_to(actor: Actor) -> QuerySet[Spend]:
    """Those of visible campaigns; what was spent on a source as a whole is the company's."""
    reach = _reach(actor, "campaign__")
    return Spend.objects.filter(Q(campaign=None) | reach) if reach else Spend.objects.all()


def _reach(actor: Actor, prefix: str = "") -> Q:
    actor.require(READ)
    if actor.scope(READ) == Scope.ALL:
        return Q()
    return Q(**{f"{prefix}unit": None}) | Q(**{f"{prefix}unit__in": actor.unit_ids})


def manages_unit(unit_id: int | None, actor: Actor) -> bool:
    """Whether the actor manages campaigns of that unit; None is the company."""
    scope = actor.scope(MANAGE)
    return scope == Scope.ALL or (scope is not None and unit_id in actor.unit_ids)


def campaigns(actor: Actor) -> list[dict[str, Any]]:
    """By name, with the other names they had."""
    rows = list(campaigns_visible_to(actor).order_by("name", "pk")[:MOST])
    return _shown(rows, actor)


def campaign(id: int, *, actor: Actor) -> dict[str, Any]:
    return _shown([fetch(campaigns_visible_to(actor), id)], actor)[0]


def _shown(rows: list[Campaign], actor: Actor) -> list[dict[str, Any]]:
    names: dict[int, list[str]] = {}
    for id, key in (
        CampaignName.objects.filter(campaign__in=rows).order_by("pk").values_list("campaign_id", "key")
    ):
        names.setdefault(id, []).append(key)
    units = org.unit_names([row.unit_id for row in rows if row.unit_id])
    return [
        {
            **{name: getattr(row, name) for name in FIELDS},
            "unit_name": units.get(row.unit_id or 0),
            "other_names": [key for key in names.get(row.pk, []) if key != fold(row.name)],
            "actions": ["edit"] if manages_unit(row.unit_id, actor) else [],
        }
        for row in rows
    ]


def unknown_names(actor: Actor) -> list[dict[str, Any]]:
    """What leads call a campaign and no campaign is called, the most frequent first."""
    actor.require(READ)
    known = set(CampaignName.objects.values_list("key", flat=True))
    found = [one for one in leads.campaign_texts(actor) if fold(one["campaign"]) not in known]
    return found[:200]


def spends(
    *,
    campaign_id: int | None = None,
    source: str = "",
    whole: bool = False,
    first: date | None = None,
    until: date | None = None,
    actor: Actor,
) -> list[dict[str, Any]]:
    """The latest days first; `whole` are those of no campaign. With both days, those that `spent` counts on [first, until),
    and of each how much."""
    counted = first is not None and until is not None
    rows = _counted(actor) if counted else spends_visible_to(actor)
    rows = rows.select_related("campaign").order_by("-last_on", "-pk")
    if whole:
        rows = rows.filter(campaign=None)
    if first is not None:
        rows = rows.filter(last_on__gte=first)
    if until is not None:
        rows = rows.filter(first_on__lt=until)
    if campaign_id is not None:
        rows = rows.filter(campaign_id=campaign_id)
    if source:
        rows = rows.filter(source=source)
    return [
        {
            **{name: getattr(row, name) for name in OF_SPEND},
            "campaign": row.campaign.name if row.campaign else "",
            "within_minor": within(row.amount_minor, row.first_on, row.last_on, first, until)
            if first is not None and until is not None
            else None,
        }
        for row in rows[:SPENDS]
    ]


def _counted(actor: Actor) -> QuerySet[Spend]:
    """Who does not see the whole company's leads is told what was spent on campaigns of their own units: the company's spend
    beside a part of its leads would say nothing."""
    rows = spends_visible_to(actor)
    return rows if actor.scope(READ) == Scope.ALL else rows.filter(campaign__unit__in=actor.unit_ids)


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent, by campaign (None: on the source as a whole), source and the first day of the month.

    There is a number for every month in which something was entered, be it 0. `campaigns` are (name, source)."""

    amounts: Mapping[tuple[int | None, str, date], int]
    names: Mapping[str, int]
    campaigns: Mapping[int, tuple[str, str]]

    def campaign_of(self, text: str) -> int | None:
        return self.names.get(fold(text)) if text else None


def spent(months: Sequence[tuple[date, date]], *, actor: Actor) -> Spent:
    """Over months given as [first day, first day after]."""
    rows = _counted(actor).filter(last_on__gte=months[0][0], first_on__lt=months[-1][1])
    seen = campaigns_visible_to(actor)
    amounts: dict[tuple[int | None, str, date], int] = {}
    for row in rows:
        for since, until in months:
            if row.first_on < until and row.last_on >= since:
                place = (row.campaign_id, row.source, since)
                part = within(row.amount_minor, row.first_on, row.last_on, since, until)
                amounts[place] = amounts.get(place, 0) + part
    known = {row.pk: (row.name, row.source) for row in seen}
    keys = CampaignName.objects.filter(campaign__in=list(known)).values_list("key", "campaign_id")
    return Spent(amounts, dict(keys), known)
