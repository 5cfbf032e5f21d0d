"""Where a new deal begins: in which pipeline, and in which of its stages."""

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.kept import Given, KeptRecords
from dabiao.modules.opportunities import queries
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Stage
from dabiao.modules.opportunities.services.pipelines import ensure_default_pipeline

Asked = tuple[int | None, int | None, int | None]


def first_stage(customer: Any, asked: Asked, actor: Actor, now: datetime) -> Stage:
    """The stage for what was `asked`: a pipeline, a stage, a product, each or none of them."""
    pipeline_id, stage_id, product_id = asked
    if pipeline_id is None and stage_id is None:
        pipeline_id = pipeline_for(customer, product_id, actor=actor, now=now)
    return _starting_stage(pipeline_id, stage_id)


def pipeline_for(customer: Any, product_id: int | None, *, actor: Actor, now: datetime) -> int:
    """Which way a new deal with this customer goes where nobody names one."""
    found = queries.way_for(customer, product_id)
    return (found or ensure_default_pipeline(actor=actor, now=now)).pk


def _starting_stage(pipeline_id: int | None, stage_id: int | None) -> Stage:
    if stage_id is None:
        first = next(iter(_FIRST(pipeline_id=pipeline_id)), None)
        if first is None:
            raise Invalid("core.not_found_here", field="pipeline_id", value=pipeline_id)
        _check_in_use(first, "pipeline_id")
        return first
    stage = next(iter(_ONE(id=stage_id)), None)
    if stage is None:
        raise Invalid("core.not_found_here", field="stage_id", value=stage_id)
    if pipeline_id not in (None, stage.pipeline_id):
        raise Invalid("opportunities.other_pipeline", field="stage_id")
    if not stage.is_open:
        raise Invalid("opportunities.starts_open", field="stage_id")
    _check_in_use(stage, "stage_id")
    return stage


def _known(**which: Any) -> QuerySet[Stage]:
    stages = Stage.objects.annotate(line_in_use=F("pipeline__active"))
    return stages.filter(**which).order_by("position")


_FIRST = KeptRecords(
    Stage,
    lambda: _known(pipeline_id=Given("pipeline_id", BigIntegerField()), kind=StageKind.OPEN, active=True)[:1],
)
_ONE = KeptRecords(Stage, lambda: _known(pk=Given("id", BigIntegerField())))


def _check_in_use(stage: Any, field: str) -> None:
    if not stage.line_in_use:
        raise Invalid("opportunities.pipeline_retired", field=field)
    if not stage.active:
        raise Invalid("opportunities.stage_retired", field=field)
