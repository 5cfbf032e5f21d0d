"""Pipelines and their stages, in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When

from dabiao.core.access.models import CompanySettings
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.i18n import DEFAULT, find, text
from dabiao.core.kept import KeptRecords
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Pipeline, Stage
from dabiao.modules.opportunities.queries.chances import goes_by


def stage_title(code: str, name: str, language: str) -> str:
    """What an administrator called the stage, else the product's own word for it."""
    return name or find(language, f"enums.stage.{code}") or code


def pipeline_title(code: str, name: str, language: str) -> str:
    return name or text(language, f"enums.pipeline.{code}")


def guide_of(stage: Stage, language: str) -> dict[str, str]:
    """What the stage tells who sells: the product's own words where it is a stage of the product and nobody wrote others."""
    said = {name: str(getattr(stage, name)) for name in rules.GUIDE}
    if stage.name:
        return said
    return {
        name: value or find(language, f"said.stage_guide.{stage.code}.{name}") or ""
        for name, value in said.items()
    }


def pipelines(
    language: str = DEFAULT, *, retired: bool = False, there: "Laid | None" = None
) -> list[dict[str, Any]]:
    """Every pipeline with its stages in order, the default one first, the others as they are asked; with `retired` also the
    stages that nobody comes into any more, behind the others. `there`: where they were read already."""
    stages = (there or laid()).all()
    laid_out = {stage.pipeline_id for stage in stages}
    found = {line.pk: _pipeline(line, language) for line in _LINES() if line.pk in laid_out}
    for stage in stages:
        if stage.active or retired:
            found[stage.pipeline_id]["stages"].append(_stage(stage, language))
    return list(found.values())


_LINES = KeptRecords(Pipeline, lambda: Pipeline.objects.order_by("-is_default", "-active", "position", "pk"))


def _pipeline(pipeline: Pipeline, language: str) -> dict[str, Any]:
    return {
        "id": pipeline.pk,
        "code": pipeline.code,
        "name": pipeline_title(pipeline.code, pipeline.name, language),
        "is_default": pipeline.is_default,
        "mode": pipeline.mode,
        "active": pipeline.active,
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
        "active": stage.active,
    }


def guides(pipeline_id: int, *, actor: Actor, language: str = DEFAULT) -> list[dict[str, Any]]:
    """What each stage of a pipeline tells who sells, in order; also the retired ones, where deals may have stood. Raises
    `access.forbidden`, `core.not_found`."""
    actor.require("opportunity.read")
    stages = Stage.objects.filter(pipeline_id=pipeline_id).order_by("position")
    if not stages:
        raise NotFound("core.not_found", kind="pipeline", id=pipeline_id)
    return [{**_stage(stage, language), **guide_of(stage, language)} for stage in stages]


def at_or_beyond(stage_id: int) -> list[int]:
    """The stages that mean a buyer came at least as far as this one; none for a lost or an unknown stage. How far a retired
    one was is told by its percentage."""
    stage = Stage.objects.filter(pk=stage_id).exclude(kind=StageKind.LOST).first()
    if stage is None:
        return []
    further = Stage.objects.filter(pipeline_id=stage.pipeline_id, percent__gte=stage.percent)
    return sorted({*further.exclude(kind=StageKind.LOST).values_list("pk", flat=True)})


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


@dataclass(frozen=True, slots=True)
class Laid:
    """Every stage there is, as one statement had it; each knows, as `way`, how the company's forecast weighs its deals."""

    stages: Sequence[Any]

    def all(self) -> list[Stage]:
        return list(self.stages)

    @property
    def facts(self) -> list[Any]:
        """What sums by stage hang on besides the deals and the day."""
        return [
            (one.pk, one.pipeline_id, one.position, one.percent, one.kind, one.active, one.way)
            for one in self.stages
        ]

    def of(self, pipeline_id: int | None) -> list[Stage]:
        """The stages of a pipeline (None: the default one) in order, retired ones last. Raises `core.not_found_here` for an
        unknown one."""
        found = [
            one
            for one in self.stages
            if (one.of_default if pipeline_id is None else one.pipeline_id == pipeline_id)
        ]
        if not found and pipeline_id is not None:
            raise Invalid("core.not_found_here", field="pipeline_id", value=pipeline_id)
        return found


def _weighed() -> QuerySet[Stage]:
    way = Case(
        When(goes_by("competition"), then=Value("competition")),
        When(goes_by("model"), then=Value("model")),
        default=Value("stage"),
        output_field=CharField(),
    )
    return Stage.objects.annotate(way=way, of_default=F("pipeline__is_default")).order_by(
        "pipeline_id", "position"
    )


_WEIGHED = KeptRecords(Stage, _weighed)


def laid() -> Laid:
    return Laid(_WEIGHED())
