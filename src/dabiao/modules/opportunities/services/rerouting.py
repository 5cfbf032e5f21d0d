"""A deal goes on in another pipeline."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.modules.opportunities import events, queries
from dabiao.modules.opportunities.models import Opportunity, Stage, StageEntry
from dabiao.modules.opportunities.services._history import moved_meanwhile
from dabiao.modules.opportunities.services._weighing import weigh

WRITTEN = ("pipeline", "stage", "stage_entered_at", "version", "updated_at")


@transaction.atomic
def change_pipeline(
    opportunity_id: int, *, stage_id: int, expected_stage_id: int, actor: Actor, now: datetime
) -> Opportunity:
    """Bring an open deal into a stage of another pipeline. What was proved stays with it and counts again when it comes back.

    Raises `opportunities.stage_moved` (409) when it is not where the actor saw it, `opportunities.ended` (409),
    `opportunities.starts_open`, `opportunities.same_pipeline`, `opportunities.pipeline_retired`,
    `opportunities.stage_retired`, `core.not_found_here`, `access.forbidden`.
    """
    opportunity = fetch(queries.visible_to(actor), opportunity_id, lock=True)
    demand(actor, "opportunity.move", opportunity)
    stages = Stage.objects.select_related("pipeline").in_bulk([opportunity.stage_id, stage_id])
    if stage_id not in stages:
        raise Invalid("core.not_found_here", field="stage_id", value=stage_id)
    former, stage = stages[opportunity.stage_id], stages[stage_id]
    if former.pk == stage.pk:
        return opportunity
    if former.pk != expected_stage_id:
        opportunity.stage = former
        raise moved_meanwhile(opportunity)
    if opportunity.closed_at is not None:
        raise Conflict("opportunities.ended", field="stage_id")
    _check(former, stage)
    at = max(now, opportunity.stage_entered_at)
    StageEntry.objects.filter(opportunity=opportunity, left_at=None).update(left_at=at)
    StageEntry.objects.create(
        opportunity=opportunity, stage=stage, came_from=former, entered_at=at, actor_id=actor.user_id
    )
    opportunity.pipeline, opportunity.stage, opportunity.stage_entered_at = stage.pipeline, stage, at
    opportunity.version, opportunity.updated_at = opportunity.version + 1, now
    opportunity.save(update_fields=WRITTEN)
    weigh([opportunity])
    fact = events.OpportunityPipelineChanged(
        name=opportunity.name,
        from_pipeline=former.pipeline.code,
        from_pipeline_name=former.pipeline.name,
        to_pipeline=stage.pipeline.code,
        to_pipeline_name=stage.pipeline.name,
        from_stage=former.code,
        from_stage_name=former.name,
        to_stage=stage.code,
        to_stage_name=stage.name,
    )
    record(fact, opportunity, ("customer", opportunity.customer_id), actor=actor, now=now)
    return opportunity


def _check(former: Stage, stage: Stage) -> None:
    if former.pipeline_id == stage.pipeline_id:
        raise Invalid("opportunities.same_pipeline", field="stage_id")
    if not stage.is_open:
        raise Invalid("opportunities.starts_open", field="stage_id")
    if not stage.pipeline.active:
        raise Invalid("opportunities.pipeline_retired", field="stage_id")
    if not stage.active:
        raise Invalid("opportunities.stage_retired", field="stage_id")
