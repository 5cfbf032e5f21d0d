"""Counts and sums by stage, each over exactly the records that the list shows under the same filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from dabiao.core.actor import Actor
from dabiao.modules.opportunities.models import Opportunity, StageEntry
from dabiao.modules.opportunities.queries.records import chosen
from dabiao.modules.opportunities.queries.stages import stages_of, steps_of


@dataclass(frozen=True, slots=True)
class StageTotal:
    """What stands in one stage, in one currency."""

    stage_id: int
    currency: str
    count: int
    amount_minor: int


def totals(opportunities: QuerySet[Opportunity]) -> list[StageTotal]:
    """One grouped query; stages without any are left out."""
    groups = opportunities.order_by().values("stage_id", "currency")
    rows = groups.annotate(count=Count("id"), sum=Sum("amount_minor"))
    return [
        StageTotal(stage_id, currency, count, int(amount))
        for stage_id, currency, count, amount in rows.values_list("stage_id", "currency", "count", "sum")
    ]


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


def reached_by_stage(*, filters: Mapping[str, Any], pipeline_id: int | None, actor: Actor) -> dict[int, int]:
    """Stage id → how many of the chosen opportunities ever came at least that far, for every step to a win:
    the records of `/opportunities?reached_stage_id=…`."""
    steps = steps_of(stages_of(pipeline_id))
    beyond = {
        f"s{place}": Count(
            "opportunity_id", distinct=True, filter=Q(stage__in=[stage.pk for stage in steps[place:]])
        )
        for place in range(len(steps))
    }
    if not beyond:
        return {}
    found = StageEntry.objects.filter(opportunity__in=chosen(filters, actor=actor)).aggregate(**beyond)
    return {stage.pk: found[f"s{place}"] for place, stage in enumerate(steps)}


@dataclass(frozen=True, slots=True)
class Stays:
    """How long opportunities stayed in a stage that they have left."""

    count: int
    median: timedelta


def stays_by_stage(*, filters: Mapping[str, Any], actor: Actor) -> dict[int, Stays]:
    """Stage id → finished stays of the chosen opportunities: those of `/opportunities?left_stage_id=…`.

    The database ranks the stays of each stage; only the one or two in the middle are read.
    """
    finished = StageEntry.objects.filter(opportunity__in=chosen(filters, actor=actor), left_at__isnull=False)
    length = ExpressionWrapper(F("left_at") - F("entered_at"), output_field=DurationField())
    ranked = finished.order_by().annotate(
        length=length,
        twice=2 * Window(RowNumber(), partition_by="stage_id", order_by=[length.asc(), F("id").asc()]),
        stays=Window(Count("id"), partition_by="stage_id"),
    )
    middle = ranked.filter(twice__gte=F("stays"), twice__lte=F("stays") + 2)
    found: dict[int, Stays] = {}
    for stage_id, stays, stay in middle.values_list("stage_id", "stays", "length"):
        other = found.get(stage_id)
        found[stage_id] = Stays(stays, (other.median + stay) / 2 if other else stay)
    return found
