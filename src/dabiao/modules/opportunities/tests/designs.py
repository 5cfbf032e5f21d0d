"""Designs of pipelines for tests: the shipped one as it is, and sound ones of any size."""

from collections.abc import Mapping
from typing import Any

from dabiao.core.timers.models import Job, JobStatus
from dabiao.core.timers.worker import drain
from dabiao.modules.opportunities import rules, services
from dabiao.modules.opportunities.models import Criterion, Pipeline, Redesign
from dabiao.modules.opportunities.queries import designs
from dabiao.testing.people import NOW, Person


def the_default() -> Pipeline:
    return Pipeline.objects.get(is_default=True)


def plan_of(pipeline: Pipeline, **changed: Any) -> rules.Design:
    """As it is, but for what is said."""
    return designs.design_of(pipeline, *designs.parts_of(pipeline.pk))._replace(**changed)


def signs(word: str, count: int = 3) -> tuple[rules.CriterionPlan, ...]:
    return tuple(rules.CriterionPlan(None, f"{word}的标准{number}") for number in range(1, count + 1))


def without(plan: rules.Design, *names: str) -> rules.Design:
    return plan._replace(stages=tuple(stage for stage in plan.stages if stage.name not in names))


def put(
    person: Person,
    pipeline: Pipeline,
    plan: rules.Design,
    moves: Mapping[int, int] | None = None,
    **more: Any,
) -> Redesign | None:
    """Saved by who saw the present version, and brought to its deals."""
    version = Pipeline.objects.values_list("version", flat=True).get(pk=pipeline.pk)
    wanted = {"version": version, "now": NOW, **more}
    made = services.design_pipeline(pipeline.pk, plan=plan, moves=moves or {}, actor=person.actor, **wanted)
    if made is not None:
        made.refresh_from_db()
    return made


def settled(made: Redesign) -> Redesign:
    """After the worker has done what there was to do."""
    drain()
    assert not Job.objects.filter(status=JobStatus.FAILED).exists(), list(Job.objects.values())
    made.refresh_from_db()
    return made


def sign(name_or_code: str) -> Criterion:
    return Criterion.objects.get(code=name_or_code)
