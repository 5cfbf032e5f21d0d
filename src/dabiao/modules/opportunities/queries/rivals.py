"""Competitors that are known, and those in one deal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.db import IsoText
from dabiao.core.scoping import fetch
from dabiao.core.text import fold
from dabiao.modules.opportunities.models import (
    Competitor,
    CompetitorAlias,
    CompetitorMerge,
    Item,
    Opportunity,
    Rival,
)
from dabiao.modules.opportunities.queries.designs import UNDO_WITHIN
from dabiao.modules.opportunities.queries.records import chosen, visible_to
from dabiao.modules.org import queries as org

MOST_LISTED = 200
MOST_MERGES = 20


def competitors(*, q: str = "", active: bool | None = None, actor: Actor) -> list[dict[str, Any]]:
    """Those whose name, or another name, has `q` in it, in any spelling, by name; at most 200."""
    actor.require("opportunity.read")
    found = Competitor.objects.all()
    if key := "".join(char for char in fold(q) if char.isalnum()):
        aliases = CompetitorAlias.objects.filter(key__contains=key).values("competitor_id")
        found = found.filter(Q(key__contains=key) | Q(name__icontains=q) | Q(pk__in=aliases))
    if active is not None:
        found = found.filter(active=active)
    return [one_competitor(row) for row in found.order_by("name", "pk")[:MOST_LISTED]]


def competitors_known() -> QuerySet[Competitor]:
    """All of them: who they are is no secret in the house."""
    return Competitor.objects.all()


def met(filters: Mapping[str, Any], sums: Mapping[str, Any], *, actor: Actor) -> dict[int, dict[str, Any]]:
    """Competitor → `sums` (of `Rival` rows, a deal is `opportunity`) over the deals that the actor sees and it is in."""
    if not actor.may("opportunity.read"):
        return {}
    rows = Rival.objects.filter(opportunity__in=chosen(filters, actor=actor).values("pk"))
    found = rows.order_by().values_list("competitor_id").annotate(**sums)
    return {id: dict(zip(sums, row, strict=True)) for id, *row in found}


def other_names(competitor_id: int) -> list[str]:
    """Of those that were merged into it."""
    rows = CompetitorAlias.objects.filter(competitor_id=competitor_id).order_by("name", "pk")
    return list(rows.values_list("name", flat=True))


def owners_against(competitor_id: int) -> list[int]:
    """Whose open deals a competitor is in. Knows no scope: for those who tell these people, and nobody else."""
    deals = Rival.objects.filter(competitor_id=competitor_id).values("opportunity_id")
    rows = Opportunity.objects.filter(pk__in=deals, closed_at=None, owner__isnull=False)
    return sorted(set(rows.values_list("owner_id", flat=True)))


def with_product(product_id: int) -> QuerySet[Item, int]:
    """The ids of deals that have a line of a product, for whoever narrows what is seen already."""
    return Item.objects.filter(product_id=product_id).values_list("opportunity_id", flat=True)


def products_in(opportunity_id: int) -> set[int]:
    """The products that a deal has lines of; whoever asks has seen the deal."""
    rows = Item.objects.filter(opportunity_id=opportunity_id, product__isnull=False)
    return set(rows.values_list("product_id", flat=True))


def one_competitor(row: Competitor) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "active": row.active,
        "version": row.version,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def merged_before(made: CompetitorMerge) -> dict[str, Any]:
    """The competitor that a merge took away, once it is back."""
    return one_competitor(Competitor.objects.get(pk=made.gone["id"]))


def kept_of_merge(merge_id: int, room: str) -> Any:
    """What a room noted of a merge (`keep_of_merge`); None for nothing."""
    return CompetitorMerge.objects.values_list("kept", flat=True).get(pk=merge_id).get(room)


def fresh_merges(competitor_id: int, *, now: datetime) -> list[dict[str, Any]]:
    """Those into this one that can still be taken back, the newest first."""
    rows = CompetitorMerge.objects.filter(
        into_id=competitor_id, undone_at=None, made_at__gte=now - UNDO_WITHIN
    )
    return [
        {"id": one.pk, "name": one.gone["name"], "until": one.made_at + UNDO_WITHIN}
        for one in rows.defer("deals", "kept").order_by("-pk")[:MOST_MERGES]
    ]


def rivals(opportunity_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """The competitors in a deal that the actor sees, in the order in which they were entered."""
    fetch(visible_to(actor), opportunity_id)
    names = ("id", "competitor_id", "competitor__name", "threat", "note", "entered_by_id", "version")
    rows = Rival.objects.filter(opportunity_id=opportunity_id).order_by("pk")
    found = [
        {**dict(zip(names, row, strict=False)), "created_at": row[-1]}
        for row in rows.values_list(*names, IsoText("created_at"))
    ]
    people = org.names_of(sorted({row["entered_by_id"] for row in found if row["entered_by_id"]}))
    for row in found:
        row["name"] = row.pop("competitor__name")
        row["entered_by"] = people.get(row["entered_by_id"])
    return found
