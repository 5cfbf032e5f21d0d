"""Where evidence carries an open deal: to another stage, where it says so."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import MoveCause
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.services._entering import enter
from dabiao.modules.opportunities.services._weighing import ladder_of


def carry(
    opportunity: Opportunity, before: int | None, *, cause: MoveCause, actor: Actor, now: datetime
) -> bool:
    """Bring an open deal where its evidence carries it now; whether it moved."""
    if opportunity.closed_at is not None or opportunity.evidenced_stage_id == before:
        return False
    stages = {stage.pk: stage for stage in ladder_of(opportunity.pipeline_id)}
    there = rules.carried_to(
        opportunity.pipeline.mode,
        list(stages),
        stage_id=opportunity.stage_id,
        before=before,
        after=opportunity.evidenced_stage_id,
    )
    if there is None:
        return False
    enter(opportunity, stages[there], cause, "", "", actor, now)
    return True
