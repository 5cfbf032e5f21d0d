"""How far claims are ahead of evidence: as a column of a list, and as a WHERE."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Stage


def claim_gap(of: str = "evidenced_stage") -> Case:
    """Steps by which the claimed stage is ahead of the evidenced one, or of the recorded one; 0 for what ended. The same as
    `rules.steps_ahead`."""
    claimed, evidenced = OuterRef("stage__position"), OuterRef(f"{of}__position")
    return Case(
        When(closed_at__isnull=False, then=Value(0)),
        When(**{f"{of}__isnull": True}, then=_steps(position__lte=claimed) - 1),
        default=_steps(position__lte=claimed, position__gt=evidenced)
        - _steps(position__lte=evidenced, position__gt=claimed),
        output_field=IntegerField(),
    )


def _steps(**where: Any) -> Coalesce:
    """How many open stages in use there are in a stretch of the deal's pipeline."""
    ladder = Stage.objects.filter(
        pipeline_id=OuterRef("pipeline_id"), kind=StageKind.OPEN, active=True, **where
    )
    counted = ladder.order_by().values("pipeline_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


class Ladders:
    """The open stages of all pipelines, read once; retired ones count as no step."""

    def __init__(self, stages: Iterable[Stage] | None = None) -> None:
        every = Stage.objects.filter(kind=StageKind.OPEN).order_by("position") if stages is None else stages
        self.stages = {stage.pk: stage for stage in every}
        self._positions: dict[int, list[int]] = defaultdict(list)
        for stage in self.stages.values():
            if stage.active and stage.is_open:
                self._positions[stage.pipeline_id].append(stage.position)

    def ahead(self, stage_id: int, evidenced_id: int | None) -> int:
        """By how many steps a claim of this stage is ahead; 0 for a stage that is an end."""
        claimed = self.stages.get(stage_id)
        if claimed is None or not claimed.is_open:
            return 0
        evidenced = self.stages.get(evidenced_id or 0)
        ladder = self._positions[claimed.pipeline_id]
        return rules.steps_ahead(ladder, claimed.position, evidenced.position if evidenced else None)

    def both(self, stage_id: int, evidenced_id: int | None, recorded_id: int | None) -> tuple[int, int]:
        """By how many steps a claim is ahead of all its evidence, and of what of it rests on records."""
        return self.ahead(stage_id, evidenced_id), self.ahead(stage_id, recorded_id)

    def where(self, passes: Callable[[int], bool]) -> Q:
        """Deals whose steps ahead pass."""
        found = Q(pk__in=[])
        for stage in self.stages.values():
            beside = [one.pk for one in self.stages.values() if one.pipeline_id == stage.pipeline_id]
            some = [id for id in beside if passes(self.ahead(stage.pk, id))]
            pair = Q(evidenced_stage_id__in=some)
            if passes(self.ahead(stage.pk, None)):
                pair |= Q(evidenced_stage_id=None)
            found |= Q(stage_id=stage.pk) & pair
        return found


def gap_where(*, least: int | None = None, most: int | None = None) -> Q:
    """Open deals whose claim is ahead by so many steps (negative: the evidence is further)."""

    def within(ahead: int) -> bool:
        return (least is None or ahead >= least) and (most is None or ahead <= most)

    return Q(closed_at=None) & Ladders().where(within)


def on_word() -> Q:
    """Open deals whose evidence goes as far as it does by somebody's own word only."""
    apart = Q(recorded_stage=None) | ~Q(recorded_stage=F("evidenced_stage"))
    return Q(closed_at=None, evidenced_stage__isnull=False) & apart


class Gap:
    """How far the claim of an open deal is ahead of its evidence, as a condition asks it; of one that ended nobody asks."""

    def where(self, passes: Callable[[Any], bool], now: datetime) -> Q:  # noqa: ARG002 - as every reckoned term
        return Q(closed_at=None) & Ladders().where(passes)

    def reader(self, now: datetime) -> Callable[[Any], int | None]:  # noqa: ARG002
        ladders = Ladders()
        return lambda deal: (
            ladders.ahead(deal.stage_id, deal.evidenced_stage_id) if deal.closed_at is None else None
        )
