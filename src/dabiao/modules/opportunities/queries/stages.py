"""Pipelines and their stages, in the reader's words."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When

from dabiao.core.access.models import CompanySettings
from dabiao.core.errors import Invalid
from dabiao.core.i18n import DEFAULT, text
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Pipeline, Stage
from dabiao.modules.opportunities.queries.chances import goes_by


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
    """Stages that know, as `way`, how the company's forecast weighs what stands in them."""
    return Stage.objects.annotate(
        way=Case(
            When(goes_by("competition"), then=Value("competition")),
            When(goes_by("model"), then=Value("model")),
            default=Value("stage"),
            output_field=CharField(),
        )
    )


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the company's forecast gives an open deal by its stage's percentage, the number of its rivals and, where it goes by
    the model, what that said of it (thousandths; None: nothing)."""

    way: str

    def __call__(self, percent: int, rivals: int, thousandths: int | None = None) -> Fraction:
        return rules.chance_by(self.way, StageKind.OPEN, percent, rivals, thousandths)


def chance_while_open() -> Weighing:
    return Weighing(forecast_way())


def forecast_way() -> str:
    """By which chance the company weighs: `stage`, `competition` or `model`."""
    chosen = CompanySettings.objects.values_list("forecast_by", flat=True).first()
    return str(chosen or "stage")


def stages_of(pipeline_id: int | None) -> list[Stage]:
    """The stages of a pipeline (None: the default one) in order. Raises `core.not_found_here` for an unknown one."""
    chosen = {"pipeline__is_default": True} if pipeline_id is None else {"pipeline_id": pipeline_id}
    stages = list(weighing().filter(**chosen).order_by("position"))
    if not stages and pipeline_id is not None:
        raise Invalid("core.not_found_here", field="pipeline_id", value=pipeline_id)
    return stages
