"""Pipelines as those see them who design them: the whole of one, all at a glance, and how far a change is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT, find
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Criterion, Opportunity, Pipeline, Redesign, Stage
from dabiao.modules.opportunities.queries.stages import guide_of, pipeline_title, stage_title
from dabiao.modules.org import queries as org

PERMISSION = "pipeline.manage"
UNDO_WITHIN = timedelta(hours=1)


def criterion_title(code: str, name: str, language: str) -> str:
    """What an administrator called the criterion, else the product's own words."""
    return name or find(language, f"enums.criterion.{code}") or code


def to_manage(actor: Actor) -> QuerySet[Pipeline]:
    """Raises `access.forbidden`."""
    actor.require(PERMISSION)
    return Pipeline.objects.all()


def parts_of(pipeline_id: int) -> tuple[list[Stage], list[Criterion]]:
    """All stages and criteria of a pipeline in order, those in use and the retired ones."""
    stages = list(Stage.objects.filter(pipeline_id=pipeline_id).order_by("position"))
    criteria = Criterion.objects.filter(stage__pipeline_id=pipeline_id)
    return stages, list(criteria.order_by("stage__position", "position", "pk"))


def design_of(
    pipeline: Pipeline, stages: Iterable[Stage], criteria: Iterable[Criterion], language: str = DEFAULT
) -> rules.Design:
    """What is in use of it, in the reader's words."""
    kept: dict[int, list[rules.CriterionPlan]] = {}
    for one in criteria:
        if one.active:
            plan = rules.CriterionPlan(one.pk, criterion_title(one.code, one.name, language), one.hint)
            kept.setdefault(one.stage_id, []).append(plan)
    return rules.Design(
        name=pipeline_title(pipeline.code, pipeline.name, language),
        mode=str(pipeline.mode),
        stages=tuple(
            rules.StagePlan(
                id=stage.pk,
                name=stage_title(stage.code, stage.name, language),
                percent=stage.percent,
                kind=str(stage.kind),
                **guide_of(stage, language),
                criteria=tuple(kept.get(stage.pk, ())),
            )
            for stage in stages
            if stage.active
        ),
        active=pipeline.active,
        is_default=pipeline.is_default,
        product_ids=tuple(pipeline.product_ids),
        industries=tuple(pipeline.industries),
        customer_kinds=tuple(pipeline.customer_kinds),
        reason=pipeline.reason,
    )


def design(id: int, *, actor: Actor, now: datetime, language: str = DEFAULT) -> dict[str, Any]:
    """One pipeline whole, as the designer edits it: with `retired` stages, how many open deals stand where, and its last
    change. Raises `core.not_found`, `access.forbidden`."""
    pipeline = fetch(to_manage(actor), id)
    stages, criteria = parts_of(id)
    plan = design_of(pipeline, stages, criteria, language)
    counts = open_by_stage(id)
    return {
        "id": id,
        "version": pipeline.version,
        **_plain(plan),
        "stages": [_stage(stage, counts) for stage in plan.stages],
        "retired": [
            {
                **_stage(_retired(stage, criteria, language), counts),
                "percent": stage.percent,
            }
            for stage in stages
            if not stage.active
        ],
        "last": last_change(id, now),
    }


def _retired(stage: Stage, criteria: Iterable[Criterion], language: str) -> rules.StagePlan:
    """With its criteria as they were, for who takes it into use again."""
    plans = [
        rules.CriterionPlan(one.pk, criterion_title(one.code, one.name, language), one.hint)
        for one in criteria
        if one.stage_id == stage.pk and one.active
    ]
    title = stage_title(stage.code, stage.name, language)
    guide = guide_of(stage, language)
    return rules.StagePlan(
        stage.pk, title, stage.percent, str(stage.kind), **guide, criteria=tuple(plans[: rules.MOST_CRITERIA])
    )


def _plain(plan: rules.Design) -> dict[str, Any]:
    return {name: value for name, value in plan._asdict().items() if name != "stages"}


def _stage(plan: rules.StagePlan, counts: dict[int, int]) -> dict[str, Any]:
    return {
        **plan._asdict(),
        "criteria": [one._asdict() for one in plan.criteria],
        "open_deals": counts.get(plan.id or 0, 0),
    }


def open_by_stage(pipeline_id: int) -> dict[int, int]:
    """Stage → how many open deals stand in it, whoever has them."""
    rows = Opportunity.objects.filter(pipeline_id=pipeline_id, closed_at=None)
    return dict(rows.order_by().values_list("stage_id").annotate(Count("pk")))


def overview(*, actor: Actor, now: datetime, language: str = DEFAULT) -> list[dict[str, Any]]:
    """Every pipeline in the order in which new deals ask them, the default one last of those in use, then the retired."""
    rows = sorted(to_manage(actor), key=lambda one: (not one.active, one.is_default, one.position, one.pk))
    open_ones = Opportunity.objects.filter(closed_at=None).order_by()
    deals = dict(open_ones.values_list("pipeline_id").annotate(Count("pk")))
    stages: dict[int, list[dict[str, Any]]] = {}
    in_use = Count("criteria", filter=Q(criteria__active=True))
    for stage in Stage.objects.filter(active=True).annotate(signs=in_use).order_by("position"):
        shown = {
            "id": stage.pk,
            "name": stage_title(stage.code, stage.name, language),
            "percent": stage.percent,
            "kind": stage.kind,
            "criteria": stage.signs,
        }
        stages.setdefault(stage.pipeline_id, []).append(shown)
    return [
        {
            "id": one.pk,
            "version": one.version,
            "name": pipeline_title(one.code, one.name, language),
            "mode": one.mode,
            "active": one.active,
            "is_default": one.is_default,
            **{name: getattr(one, name) for name in rules.CONDITIONS},
            "open_deals": deals.get(one.pk, 0),
            "stages": stages.get(one.pk, []),
            "updated_at": one.updated_at,
        }
        for one in rows
    ]


def last_change(pipeline_id: int, now: datetime) -> dict[str, Any] | None:
    """How far the last change is, and whether it may still be taken back."""
    made = Redesign.objects.filter(pipeline_id=pipeline_id).order_by("-version").first()
    if made is None:
        return None
    version = Pipeline.objects.values_list("version", flat=True).get(pk=pipeline_id)
    names = org.names_of([made.made_by]) if made.made_by else {}
    return {
        "id": made.pk,
        "by_name": names.get(made.made_by or 0, ""),
        "made_at": made.made_at,
        "total": made.total,
        "seen": made.seen,
        "moved": made.moved,
        "finished_at": made.finished_at,
        "undo_asked_at": made.undo_asked_at,
        "undone_at": made.undone_at,
        "left": made.left,
        "left_count": made.left_count,
        "may_undo": made.version == version and may_undo(made, now),
    }


def may_undo(made: Redesign, now: datetime) -> bool:
    """The job is at its end, nobody asked for it yet, and the hour is not over."""
    return (
        made.finished_at is not None and made.undo_asked_at is None and now - made.finished_at <= UNDO_WITHIN
    )
