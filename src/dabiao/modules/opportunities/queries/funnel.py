"""Counts and sums by stage, each over exactly the records that the list shows under the same filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum

from dabiao.core.actor import Actor
from dabiao.modules.opportunities.models import Opportunity, StageEntry
from dabiao.modules.opportunities.queries.records import chosen


@dataclass(frozen=True, slots=True)
class StageTotal:
    """What stands in one stage, in one currency."""

    stage_id: int
    currency: str
    count: int
    amount_minor: int


def totals(*parts: QuerySet[Opportunity]) -> list[StageTotal]:
    """One grouped query over one or more sets of opportunities, no stage in two of them; empty stages are left out."""
    first, *others = (_grouped(part) for part in parts)
    rows = first.union(*others, all=True) if others else first
    return [StageTotal(stage_id, currency, count, int(amount)) for stage_id, currency, count, amount in rows]


def _grouped(opportunities: QuerySet[Opportunity]) -> QuerySet[Opportunity, Any]:
    groups = opportunities.order_by().values("stage_id", "currency")
    sums = groups.annotate(count=Count("*"), sum=Sum("amount_minor"))
    return sums.values_list("stage_id", "currency", "count", "sum")


def by_stage(*, filters: Mapping[str, Any], actor: Actor) -> list[StageTotal]:
    """What stands in each stage now."""
    return totals(chosen(filters, actor=actor))


def entered_by_stage(
    *, filters: Mapping[str, Any], since: datetime, until: datetime, actor: Actor
) -> dict[int, int]:
    """Stage id → how many of the chosen opportunities came into it in [since, until), each counted once per stage."""
    entries = StageEntry.objects.filter(
        opportunity__in=chosen(filters, actor=actor), entered_at__gte=since, entered_at__lt=until
    )
    groups = entries.order_by().values("stage_id")
    counted = groups.annotate(count=Count("opportunity_id", distinct=True))
    return dict(counted.values_list("stage_id", "count"))
