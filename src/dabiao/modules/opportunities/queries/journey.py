"""Deals as a funnel counts them: the bare rows, and their stays in stages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT
from dabiao.modules.opportunities.models import Competitor, Item, Rival, Stage, StageEntry
from dabiao.modules.opportunities.queries.records import chosen
from dabiao.modules.opportunities.queries.stages import stage_title


class Deal(NamedTuple):
    """What a funnel needs to know of one opportunity. `stage_kind` is where it stands now."""

    id: int
    pipeline_id: int
    stage_kind: str
    owner_id: int | None
    unit_id: int | None
    source: str
    amount_minor: int
    currency: str
    created_at: datetime
    closed_at: datetime | None
    lost_reason: str
    lost_to_id: int | None
    industry: str


class Stay(NamedTuple):
    """`left_at` is None where it still stands there. In the order of (`entered_at`, `id`) they are its way; `position` is
    that of the stage in its pipeline, retired or not."""

    deal_id: int
    stage_id: int
    entered_at: datetime
    left_at: datetime | None
    id: int
    position: int


_AT_ONCE = 5_000
_COLUMNS = ("id", "pipeline_id", "stage__kind", *Deal._fields[3:-1], "customer__industry")


def deals(*, filters: Mapping[str, Any], where: Q, actor: Actor) -> list[Deal]:
    """The opportunities of the list under these filters that pass `where` too."""
    among = chosen(filters, actor=actor).filter(where).order_by()
    return [Deal(*row) for row in among.values_list(*_COLUMNS)]


def stays(ids: Sequence[int]) -> list[Stay]:
    """Where these opportunities, which the caller found by `deals`, have been; in no order."""
    found: list[Stay] = []
    for start in range(0, len(ids), _AT_ONCE):
        entries = StageEntry.objects.filter(opportunity_id__in=ids[start : start + _AT_ONCE]).order_by()
        rows = entries.values_list(
            "opportunity_id", "stage_id", "entered_at", "left_at", "id", "stage__position"
        )
        found += [Stay(*row) for row in rows]
    return found


class Parts(NamedTuple):
    """Who else was in some deals, and what they were to sell: deal → numbers, each once."""

    rivals: Mapping[int, Sequence[int]]
    products: Mapping[int, Sequence[int]]


def parts_of(ids: Sequence[int]) -> Parts:
    """Of deals that the caller found by `deals`."""
    rivals: dict[int, list[int]] = {}
    products: dict[int, list[int]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        among = {"opportunity_id__in": ids[start : start + _AT_ONCE]}
        for deal, one in Rival.objects.filter(**among).values_list("opportunity_id", "competitor_id"):
            rivals.setdefault(deal, []).append(one)
        items = Item.objects.filter(**among, product__isnull=False).order_by()
        for deal, product in items.values_list("opportunity_id", "product_id").distinct():
            products.setdefault(deal, []).append(int(product or 0))
    return Parts(rivals, products)


def competitor_names(ids: Sequence[int]) -> dict[int, str]:
    return dict(Competitor.objects.filter(pk__in=ids).values_list("pk", "name"))


def stage_names(ids: Sequence[int], language: str = DEFAULT) -> dict[int, tuple[str, int]]:
    """Stage → what it is called and its position; retired ones too."""
    rows = Stage.objects.filter(pk__in=ids).values_list("pk", "code", "name", "position")
    return {id: (stage_title(code, name, language), position) for id, code, name, position in rows}
