"""How far opportunities ever came, and how long they stayed in each stage: what a funnel is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Window
from django.db.models.functions import RowNumber

from dabiao.core.actor import Actor
from dabiao.modules.opportunities.models import StageEntry
from dabiao.modules.opportunities.queries.records import chosen
from dabiao.modules.opportunities.queries.stages import stages_of, steps_of


@dataclass(frozen=True, slots=True)
class Stays:
    """How long opportunities stayed in a stage that they have left."""

    count: int
    median: timedelta


def reached_by_stage(*, filters: Mapping[str, Any], pipeline_id: int | None, actor: Actor) -> dict[int, int]:
    """Stage id → how many of the chosen opportunities ever came at least that far, for every step to a win: the
    records of `/opportunities?reached_stage_id=…`."""
    steps = [stage.pk for stage in steps_of(stages_of(pipeline_id))]
    beyond = {
        f"s{place}": Count("opportunity_id", distinct=True, filter=Q(stage__in=steps[place:]))
        for place in range(len(steps))
    }
    if not beyond:
        return {}
    found = StageEntry.objects.filter(opportunity__in=chosen(filters, actor=actor)).aggregate(**beyond)
    return {stage_id: found[f"s{place}"] for place, stage_id in enumerate(steps)}


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
