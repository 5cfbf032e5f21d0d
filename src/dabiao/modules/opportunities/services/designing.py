"""Pipelines made and changed by those who may: each save is one version of the whole."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.timers.services import enqueue
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.enums import PipelineMode, StageKind
from dabiao.modules.opportunities.models import Pipeline, Redesign, Stage
from dabiao.modules.opportunities.queries import designs, previewing
from dabiao.modules.opportunities.services import _designs
from dabiao.modules.opportunities.services._planned import Planned, check_parts
from dabiao.modules.org import queries as org

JOB = "opportunities.redesign"
KEPT = ("name", "mode", "active", "is_default", *rules.CONDITIONS, "reason", "version", "updated_at")


@transaction.atomic
def create_pipeline(*, name: str, mode: str, actor: Actor, now: datetime) -> Pipeline:
    """A draft that no deal goes yet, with a stage to begin with and the two ends. Raises `opportunities.pipeline_there`
    (409), `opportunities.too_many_pipelines`, `core.required`, `access.forbidden`."""
    actor.require(designs.PERMISSION)
    rows = list(Pipeline.objects.order_by("pk").select_for_update(no_key=True))
    if not name.strip():
        raise Invalid("core.required", field="name")
    if len(rows) >= rules.MOST_PIPELINES:
        raise Invalid("opportunities.too_many_pipelines", field="name", limit=rules.MOST_PIPELINES)
    _refuse_same_name(name, rows)
    last = max((row.pk for row in rows), default=0)
    made = Pipeline.objects.create(
        code=f"pipeline_{last + 1}",
        name=name.strip(),
        mode=PipelineMode(mode),
        active=False,
        position=max((row.position for row in rows), default=0) + 1,
        updated_at=now,
    )
    first = {"code": "interested", "position": 1, "percent": 20}
    won = {"code": "won", "position": 2, "percent": 100, "kind": StageKind.WON}
    lost = {"code": "lost", "position": 3, "percent": 0, "kind": StageKind.LOST}
    Stage.objects.bulk_create(Stage(pipeline=made, **facts) for facts in (first, won, lost))
    record(events.PipelineCreated(name=made.name, mode=made.mode), made, actor=actor, now=now)
    return made


@transaction.atomic
def design_pipeline(
    pipeline_id: int,
    *,
    plan: rules.Design,
    moves: Mapping[int, int],
    version: int,
    actor: Actor,
    now: datetime,
) -> Redesign | None:
    """Make the pipeline what `plan` says, in one version; open deals in stages that go are brought by a job to other places
    of it (`moves`: stage → place in `plan.stages`). None where that is what it is already.

    Raises what is wrong with the plan, `opportunities.moves_needed`, `opportunities.design_changed` (409, with what others
    changed since `version`), `opportunities.still_changing` (409) while the last change is still brought to its deals.
    """
    pipeline, rows = _designs.held(pipeline_id, actor)
    stages, criteria = designs.parts_of(pipeline_id)
    before = designs.design_of(pipeline, stages, criteria)
    if version != pipeline.version:
        raise _changed_meanwhile(pipeline, version)
    _designs.refuse_while_changing(pipeline)
    rules.check_design(plan)
    _check_pipeline(plan, pipeline, rows)
    check_parts(plan, stages, criteria)
    counts = designs.open_by_stage(pipeline_id)
    leaving = [stage for stage in previewing.going(stages, plan) if counts.get(stage.pk)]
    _check_moves(plan, moves, leaving)
    image = _designs.image_of(pipeline, next((row.pk for row in rows if row.is_default), None))
    planned = Planned(pipeline, plan, stages, criteria)
    planned.write()
    _become_default(pipeline, plan, rows)
    changes = rules.changes_between(before, designs.design_of(pipeline, *designs.parts_of(pipeline_id)))
    if not changes and not leaving:
        return None
    _save(pipeline, now)
    targets = {str(stage.pk): planned.stage_at(moves[stage.pk]).pk for stage in leaving}
    proved = previewing.proved(pipeline_id).count() if _carries_otherwise(changes) else 0
    made = Redesign.objects.create(
        pipeline=pipeline,
        version=pipeline.version,
        made_by=actor.user_id,
        made_at=now,
        before=image,
        changes=changes,
        moves=targets,
        total=sum(counts[stage.pk] for stage in leaving) + proved,
    )
    _begin(made, actor, now)
    fact = events.PipelineRedesigned(
        pipeline=pipeline.code,
        pipeline_name=pipeline.name,
        version=pipeline.version,
        changes=changes,
        redesign_id=made.pk,
    )
    record(fact, pipeline, actor=actor, now=now)
    return made


@transaction.atomic
def order_pipelines(*, ids: list[int], actor: Actor, now: datetime) -> None:
    """The order in which new deals ask them. Raises `opportunities.other_pipelines` (409) where others were made meanwhile."""
    actor.require(designs.PERMISSION)
    rows = {row.pk: row for row in Pipeline.objects.order_by("pk").select_for_update(no_key=True)}
    if sorted(rows) != sorted(ids):
        raise Conflict("opportunities.other_pipelines", field="ids")
    if [rows[id].position for id in ids] == sorted({row.position for row in rows.values()}):
        return
    for place, id in enumerate(ids, start=1):
        Pipeline.objects.filter(pk=id).update(position=place)
    record(events.PipelinesOrdered(count=len(ids)), rows[ids[0]], actor=actor, now=now)


@transaction.atomic
def remove_pipeline(pipeline_id: int, *, actor: Actor, now: datetime) -> None:
    """Take away one that no deal ever went; others are retired. Raises `opportunities.pipeline_in_use` (409)."""
    pipeline, _ = _designs.held(pipeline_id, actor)
    if pipeline.is_default or _designs.is_used(pipeline):
        raise Conflict("opportunities.pipeline_in_use", field="id")
    record(events.PipelineRemoved(name=pipeline.name), pipeline, actor=actor, now=now)
    _designs.forget(pipeline)


def _changed_meanwhile(pipeline: Pipeline, version: int) -> Conflict:
    since = list(Redesign.objects.filter(pipeline=pipeline, version__gt=version).order_by("version"))
    names = org.names_of(sorted({one.made_by for one in since if one.made_by}))
    changes = [
        {"by_name": names.get(one.made_by or 0, ""), "at": one.made_at, "changes": one.changes}
        for one in since
    ]
    by_name = str(changes[-1]["by_name"]) if changes else ""
    return Conflict(
        "opportunities.design_changed",
        field="version",
        version=pipeline.version,
        by_name=by_name,
        changes=changes,
    )


def _check_pipeline(plan: rules.Design, pipeline: Pipeline, rows: list[Pipeline]) -> None:
    """What it has to do with the other pipelines, products and customers."""
    if pipeline.is_default and not plan.is_default:
        raise Invalid("opportunities.default_needed", field="is_default")
    if plan.active:
        _refuse_same_name(plan.name, [row for row in rows if row.pk != pipeline.pk])
    _designs.check_conditions(plan)


def _refuse_same_name(name: str, others: list[Pipeline]) -> None:
    key = name.strip().casefold()
    for other in others:
        if other.active and designs.pipeline_title(other.code, other.name, "zh-Hans").casefold() == key:
            raise Conflict("opportunities.pipeline_there", field="name", name=name.strip())


def _check_moves(plan: rules.Design, moves: Mapping[int, int], leaving: list[Stage]) -> None:
    unsaid = [stage for stage in leaving if stage.pk not in moves]
    if unsaid:
        names = [designs.stage_title(stage.code, stage.name, "zh-Hans") for stage in unsaid]
        ids = [stage.pk for stage in unsaid]
        raise Invalid("opportunities.moves_needed", field="moves", names="、".join(names), stage_ids=ids)
    for stage in leaving:
        place = moves[stage.pk]
        if not 0 <= place < len(plan.stages) or plan.stages[place].kind != StageKind.OPEN:
            raise Invalid("opportunities.moves_to_open", field="moves", value=place)


def _carries_otherwise(changes: Mapping[str, Any]) -> bool:
    """Whether evidence may carry a deal elsewhere than before."""
    return not changes.keys().isdisjoint({"mode", "stages", "criteria"})


def _become_default(pipeline: Pipeline, plan: rules.Design, rows: list[Pipeline]) -> None:
    """The former default one is another version: who edits it must not make it the default again unawares."""
    if plan.is_default and not pipeline.is_default:
        Pipeline.objects.filter(is_default=True).update(is_default=False, version=F("version") + 1)
        pipeline.is_default = True


def _save(pipeline: Pipeline, now: datetime) -> None:
    pipeline.version, pipeline.updated_at = pipeline.version + 1, now
    pipeline.save(update_fields=KEPT)


def _begin(made: Redesign, actor: Actor, now: datetime) -> None:
    if made.total:
        enqueue(JOB, {"redesign_id": made.pk}, actor, now)
    else:
        made.finished_at = now
        made.save(update_fields=["finished_at"])
