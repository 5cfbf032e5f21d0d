"""What a pipeline was before a change, kept whole, and put back whole."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.modules.customers.enums import CustomerKind
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import (
    Criterion,
    Opportunity,
    Pipeline,
    Redesign,
    Stage,
    StageEntry,
)
from dabiao.modules.opportunities.queries.designs import PERMISSION
from dabiao.modules.products import queries as products

PIPELINE = ("code", *rules.PLAIN, "position")
STAGE = ("code", "name", "position", "percent", "kind", "active", *rules.GUIDE)
CRITERION = ("stage_id", "code", "name", "hint", "position", "active")
OUT_OF_THE_WAY = 10_000  # positions are below it


def image_of(pipeline: Pipeline, default_id: int | None) -> dict[str, Any]:
    """The rows as they are, and which pipeline was the default one."""
    stages = Stage.objects.filter(pipeline=pipeline).order_by("pk")
    criteria = Criterion.objects.filter(stage__pipeline=pipeline).order_by("pk")
    return {
        "pipeline": {name: getattr(pipeline, name) for name in PIPELINE},
        "default_id": default_id,
        "stages": {str(one.pk): {name: getattr(one, name) for name in STAGE} for one in stages},
        "criteria": {str(one.pk): {name: getattr(one, name) for name in CRITERION} for one in criteria},
    }


def put_back(pipeline: Pipeline, image: Mapping[str, Any]) -> None:
    """All as it was. Stages and criteria made since are retired: deals may have been in them."""
    for name, value in image["pipeline"].items():
        setattr(pipeline, name, value)
    stages = list(Stage.objects.filter(pipeline=pipeline).order_by("position"))
    last = max((row["position"] for row in image["stages"].values()), default=0)
    for stage in stages:
        row = image["stages"].get(str(stage.pk))
        if row is None:
            last += 1
            row = {"position": last, "active": False}
        for name, value in row.items():
            setattr(stage, name, value)
    write_stages(pipeline, stages)
    criteria = list(Criterion.objects.filter(stage__pipeline=pipeline))
    for criterion in criteria:
        for name, value in image["criteria"].get(str(criterion.pk), {"active": False}).items():
            setattr(criterion, name, value)
    update_rows(criteria, CRITERION)


def write_stages(pipeline: Pipeline, stages: list[Stage]) -> None:
    """The places are exchanged by way of others, since no two may ever have the same."""
    Stage.objects.filter(pipeline=pipeline).update(position=F("position") + OUT_OF_THE_WAY)
    update_rows(stages, STAGE)


def is_used(pipeline: Pipeline) -> bool:
    """Whether a deal goes it, or ever stood in one of its stages."""
    entries = StageEntry.objects.filter(stage__in=Stage.objects.filter(pipeline=pipeline))
    return Opportunity.objects.filter(pipeline=pipeline).exists() or entries.exists()


def forget(pipeline: Pipeline) -> None:
    """With all its parts and what was changed of it."""
    Redesign.objects.filter(pipeline=pipeline).delete()
    Criterion.objects.filter(stage__pipeline=pipeline).delete()
    Stage.objects.filter(pipeline=pipeline).delete()
    pipeline.delete()


def check_conditions(plan: rules.Design) -> None:
    """Raises `core.not_found_here` for a product, `core.not_a_choice` for a kind of customer."""
    unknown = products.unknown(plan.product_ids)
    if unknown:
        raise Invalid("core.not_found_here", field="product_ids", value=unknown[0])
    for kind in plan.customer_kinds:
        if kind not in CustomerKind.values:
            known = ", ".join(CustomerKind.values)
            raise Invalid("core.not_a_choice", field="customer_kinds", value=kind, known=known)


def held(pipeline_id: int, actor: Actor) -> tuple[Pipeline, list[Pipeline]]:
    """One pipeline and all of them, locked: two who change any come one after the other. Raises `core.not_found`,
    `access.forbidden`."""
    actor.require(PERMISSION)
    rows = list(Pipeline.objects.order_by("pk").select_for_update(no_key=True))
    for row in rows:
        if row.pk == pipeline_id:
            return row, rows
    raise NotFound("core.not_found", kind="pipeline", id=pipeline_id)


def refuse_while_changing(pipeline: Pipeline) -> None:
    made = Redesign.objects.filter(pipeline=pipeline).order_by("-version").first()
    undoing = made is not None and made.undo_asked_at is not None and made.undone_at is None
    if made is not None and (made.finished_at is None or undoing):
        raise Conflict("opportunities.still_changing", seen=made.seen, total=made.total)
