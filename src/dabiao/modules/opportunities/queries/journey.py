"""Deals as a funnel counts them: the bare rows, and their stays in stages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT
from dabiao.core.kept import Among, Kept, Remembered
from dabiao.core.lists.pages import question_of
from dabiao.core.scoping import rights
from dabiao.modules.opportunities.models import Competitor, Item, Opportunity, Rival, Stage, StageEntry
from dabiao.modules.opportunities.queries.records import OFTEN, chosen
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
    """The opportunities of the list under these filters that pass `where` too, which reads nothing itself."""
    question = question_of(OFTEN, filters, rights(actor, "opportunity.read"))

    def write() -> QuerySet[Opportunity, Any]:
        return chosen(filters, actor=actor).filter(where).order_by().values_list(*_COLUMNS)

    return [Deal(*row) for row in _DEALS.rows(question and (question, where), write)]


_DEALS = Remembered()
_OF_DEALS = {"opportunity_id__in": Among("deals", BigIntegerField())}
_STAYS = Kept(
    lambda: (
        StageEntry.objects.filter(**_OF_DEALS)
        .order_by()
        .values_list("opportunity_id", "stage_id", "entered_at", "left_at", "id", "stage__position")
    )
)


def stays(ids: Sequence[int]) -> list[Stay]:
    """Where these opportunities, which the caller found by `deals`, have been; in no order."""
    found: list[Stay] = []
    for start in range(0, len(ids), _AT_ONCE):
        found += [Stay(*row) for row in _STAYS(deals=ids[start : start + _AT_ONCE])]
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
        among = ids[start : start + _AT_ONCE]
        for deal, one in _RIVALS(deals=among):
            rivals.setdefault(deal, []).append(one)
        for deal, product in _PRODUCTS(deals=among):
            products.setdefault(deal, []).append(product)
    return Parts(rivals, products)


_RIVALS = Kept(lambda: Rival.objects.filter(**_OF_DEALS).values_list("opportunity_id", "competitor_id"))
_PRODUCTS = Kept(
    lambda: (
        Item.objects.filter(product__isnull=False, **_OF_DEALS)
        .order_by()
        .values_list("opportunity_id", "product_id")
        .distinct()
    )
)


def competitor_names(ids: Sequence[int]) -> dict[int, str]:
    return dict(Competitor.objects.filter(pk__in=ids).values_list("pk", "name"))


def stage_names(ids: Sequence[int], language: str = DEFAULT) -> dict[int, tuple[str, int]]:
    """Stage → what it is called and its position; retired ones too."""
    rows = Stage.objects.filter(pk__in=ids).values_list("pk", "code", "name", "position")
    return {id: (stage_title(code, name, language), position) for id, code, name, position in rows}
