"""A design becomes rows: what is there is changed, what is new is made, what is left out is retired."""

from collections.abc import Iterable, Iterator

from dabiao.core.db import update_rows
from dabiao.core.errors import Invalid
from dabiao.core.i18n import LANGUAGES, find
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import PipelineMode, StageKind
from dabiao.modules.opportunities.models import Criterion, Pipeline, Stage
from dabiao.modules.opportunities.services import _designs

_NEW = 2 * _designs.OUT_OF_THE_WAY


def check_parts(plan: rules.Design, stages: Iterable[Stage], criteria: Iterable[Criterion]) -> None:
    """Each part is one of this pipeline, named once, and of the kind it was; the ends stay. Raises `core.not_found_here`,
    `opportunities.part_twice`, `opportunities.kind_stays`."""
    kinds = {stage.pk: stage.kind for stage in stages}
    _check_ids([one.id for one in plan.stages], set(kinds), "stages")
    asked = [one.id for stage in plan.stages for one in stage.criteria]
    _check_ids(asked, {one.pk for one in criteria}, "stages.criteria")
    for place, stage in enumerate(plan.stages):
        if stage.id is None and stage.kind == StageKind.OPEN:
            continue
        if stage.id is None or kinds[stage.id] != stage.kind:
            raise Invalid("opportunities.kind_stays", field=f"stages.{place}.kind")
    if plan.mode not in PipelineMode.values:
        raise Invalid(
            "core.not_a_choice", field="mode", value=plan.mode, known=", ".join(PipelineMode.values)
        )


def _check_ids(ids: Iterable[int | None], known: set[int], place: str) -> None:
    seen: set[int] = set()
    for number, id in enumerate(ids):
        if id is None:
            continue
        if id not in known:
            raise Invalid("core.not_found_here", field=f"{place}.{number}.id", value=id)
        if id in seen:
            raise Invalid("opportunities.part_twice", field=f"{place}.{number}.id")
        seen.add(id)


class Planned:
    """The rows of one pipeline, as a design wants them."""

    def __init__(
        self, pipeline: Pipeline, plan: rules.Design, stages: list[Stage], criteria: list[Criterion]
    ) -> None:
        self._pipeline, self._plan = pipeline, plan
        self._stages, self._criteria = stages, criteria
        self._at: dict[int, Stage] = {}

    def write(self) -> None:
        """All but whether it is the default one; the pipeline's own row is changed in memory only."""
        plan, pipeline = self._plan, self._pipeline
        pipeline.name = _own(plan.name, f"enums.pipeline.{pipeline.code}")
        for name in ("mode", "active", "reason"):
            setattr(pipeline, name, getattr(plan, name))
        for name in rules.CONDITIONS:
            setattr(pipeline, name, list(getattr(plan, name)))
        self._write_stages()
        self._write_criteria()

    def stage_at(self, place: int) -> Stage:
        """The row of the stage at this place of the design."""
        return self._at[place]

    def _write_stages(self) -> None:
        there = {stage.pk: stage for stage in self._stages}
        codes = _codes("stage", [stage.code for stage in self._stages])
        for place, wanted in enumerate(self._plan.stages):
            stage = there.get(wanted.id or 0)
            if stage is None:
                stage = Stage.objects.create(
                    pipeline=self._pipeline,
                    code=next(codes),
                    name=wanted.name,
                    position=_NEW + place,
                    percent=wanted.percent,
                )
            _dress(stage, wanted)
            self._at[place] = stage
        chosen = sorted(self._at, key=lambda place: (_END[self._plan.stages[place].kind], place))
        kept = [self._at[place] for place in chosen]
        ids = {stage.pk for stage in kept}
        gone = [stage for stage in self._stages if stage.pk not in ids]
        for stage in gone:
            stage.active = False
        for position, stage in enumerate([*kept, *gone], start=1):
            stage.position = position
        _designs.write_stages(self._pipeline, [*kept, *gone])

    def _write_criteria(self) -> None:
        there = {one.pk: one for one in self._criteria}
        codes = _codes("sign", [one.code for one in self._criteria])
        kept: set[int] = set()
        fresh: list[Criterion] = []
        for place, wanted in enumerate(self._plan.stages):
            for position, sign in enumerate(wanted.criteria, start=1):
                row = there.get(sign.id or 0)
                if row is None:
                    row = Criterion(code=next(codes))
                    fresh.append(row)
                row.stage_id, row.position, row.active = self._at[place].pk, position, True
                row.name, row.hint = _own(sign.name, f"enums.criterion.{row.code}"), sign.hint
                kept.add(row.pk or 0)
        for row in self._criteria:
            # those of a retired stage wait for it to be taken into use again
            if row.pk not in kept and row.stage_id in {stage.pk for stage in self._at.values()}:
                row.active = False
        update_rows(self._criteria, _designs.CRITERION)
        Criterion.objects.bulk_create(fresh)


_END: dict[str, int] = {StageKind.OPEN: 0, StageKind.WON: 1, StageKind.LOST: 2}


def _dress(stage: Stage, wanted: rules.StagePlan) -> None:
    """The product's own words stay words of the catalogue, in every language, until somebody writes others."""
    stage.name = _own(wanted.name, f"enums.stage.{stage.code}")
    stage.percent, stage.active = wanted.percent, True
    for name in rules.GUIDE:
        said = getattr(wanted, name).strip()
        key = f"said.stage_guide.{stage.code}.{name}"
        setattr(stage, name, said if stage.name else _own(said, key))


def _own(said: str, key: str) -> str:
    said = said.strip()
    return "" if said in {find(language, key) for language in LANGUAGES} else said


def _codes(word: str, taken: list[str]) -> Iterator[str]:
    """Words that no part of the pipeline was ever called by."""
    number = len(taken)
    while True:
        number += 1
        if f"{word}_{number}" not in taken:
            yield f"{word}_{number}"
