"""Pipelines and their stages, in the reader's words."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from dabiao.core.access.models import CompanySettings
from dabiao.core.errors import Invalid
from dabiao.core.i18n import DEFAULT, text
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Pipeline, Stage
from dabiao.modules.opportunities.queries.chances import competition_counts


def stage_title(code: str, name: str, language: str) -> str:
    """What an administrator called the stage, else the product's own word for it."""
    return name or text(language, f"enums.stage.{code}")


def pipelines(language: str = DEFAULT) -> list[dict[str, Any]]:
    """Every pipeline with its stages in order, the default one first."""
    found: dict[int, dict[str, Any]] = {}
    stages = Stage.objects.select_related("pipeline")
    for stage in stages.order_by("-pipeline__is_default", "pipeline_id", "position"):
        if stage.pipeline_id not in found:
            found[stage.pipeline_id] = _pipeline(stage.pipeline, language)
        found[stage.pipeline_id]["stages"].append(_stage(stage, language))
    return list(found.values())


def _pipeline(pipeline: Pipeline, language: str) -> dict[str, Any]:
    name = pipeline.name or text(language, f"enums.pipeline.{pipeline.code}")
    return {
        "id": pipeline.pk,
        "code": pipeline.code,
        "name": name,
        "is_default": pipeline.is_default,
        "stages": [],
    }


def _stage(stage: Stage, language: str) -> dict[str, Any]:
    return {
        "id": stage.pk,
        "code": stage.code,
        "name": stage_title(stage.code, stage.name, language),
        "position": stage.position,
        "percent": stage.percent,
        "kind": stage.kind,
    }


def steps_of(stages: list[Stage]) -> list[Stage]:
    """The way to a win: open stages in order, then the won one. A lost stage is no step."""
    return [
        *(stage for stage in stages if stage.kind == StageKind.OPEN),
        *(stage for stage in stages if stage.kind == StageKind.WON),
    ]


def at_or_beyond(stage_id: int) -> list[int]:
    """The stages that mean a buyer came at least as far as this one; none for a lost or an unknown stage."""
    pipeline_id = Stage.objects.filter(pk=stage_id).values_list("pipeline_id", flat=True).first()
    steps = [stage.pk for stage in steps_of(stages_of(pipeline_id))] if pipeline_id is not None else []
    return steps[steps.index(stage_id) :] if stage_id in steps else []


def weighing() -> QuerySet[Stage]:
    """Stages that know, as `by_rivals`, how the company's forecast weighs what stands in them."""
    return Stage.objects.annotate(by_rivals=competition_counts())


def chance_while_open() -> Callable[[int, int], Fraction]:
    """What the company's forecast gives an open deal by its stage's percentage and the number of its rivals."""
    by_rivals = CompanySettings.objects.filter(forecast_by="competition").exists()

    def chance(percent: int, rivals: int) -> Fraction:
        if by_rivals:
            return rules.chance_by_competition(StageKind.OPEN, rivals)
        return rules.chance_by_stage(StageKind.OPEN, percent)

    return chance


def stages_of(pipeline_id: int | None) -> list[Stage]:
    """The stages of a pipeline (None: the default one) in order. Raises `core.not_found_here` for an unknown one."""
    chosen = {"pipeline__is_default": True} if pipeline_id is None else {"pipeline_id": pipeline_id}
    stages = list(weighing().filter(**chosen).order_by("position"))
    if not stages and pipeline_id is not None:
        raise Invalid("core.not_found_here", field="pipeline_id", value=pipeline_id)
    return stages
