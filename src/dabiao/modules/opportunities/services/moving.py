"""An opportunity goes from stage to stage, and comes to its end."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.scoping import demand, fetch
from dabiao.modules.opportunities import queries, rules
from dabiao.modules.opportunities.enums import StageKind, WinCause
from dabiao.modules.opportunities.models import Opportunity, Stage, StageEntry
from dabiao.modules.opportunities.services._entering import enter
from dabiao.modules.opportunities.services._history import moved_meanwhile
from dabiao.modules.opportunities.services._rivals import hold_competitors


@transaction.atomic
def move(
    opportunity_id: int,
    *,
    stage_id: int,
    expected_stage_id: int,
    reason: str = "",
    competitor: str = "",
    actor: Actor,
    now: datetime,
) -> Opportunity:
    """Bring an opportunity from the stage where the actor saw it into another, onwards or back.

    Won and lost stages close it, others reopen it; losing says why, and may name the competitor who won: one in any
    spelling, or a new one, who is in this deal from then on. Raises `opportunities.stage_moved` (409, with where
    it is and who brought it there) when it is not where the actor saw it, `opportunities.reason_needed`,
    `opportunities.checklist_decides`, `opportunities.other_pipeline`, `opportunities.stage_retired`, `core.not_found_here`,
    `access.forbidden`.
    """
    if competitor.strip():
        hold_competitors()
    opportunity = fetch(queries.visible_to(actor), opportunity_id, lock=True)
    demand(actor, "opportunity.move", opportunity)
    stage = _with_stage(opportunity, stage_id)
    if stage.pipeline_id != opportunity.pipeline_id:
        raise Invalid("opportunities.other_pipeline", field="stage_id")
    if not stage.active and stage.pk != opportunity.stage_id:
        raise Invalid("opportunities.stage_retired", field="stage_id")
    if opportunity.stage_id != expected_stage_id and not _brought_there(opportunity, stage, actor):
        raise moved_meanwhile(opportunity)
    if opportunity.stage_id == stage.pk:
        return opportunity
    rules.check_mode(opportunity.pipeline.mode, opportunity.stage.kind, stage.kind)
    rules.check_reason(stage.kind, reason)
    winner = competitor if stage.kind == StageKind.LOST else ""
    enter(opportunity, stage, WinCause.MOVED, reason.strip(), winner, actor, now)
    return opportunity


@transaction.atomic
def win(opportunity_id: int, *, cause: str, actor: Actor, now: datetime) -> Opportunity:
    """Count an opportunity as won on evidence (`contract_signed`, `payment_received`), even one given up as lost.

    The caller has decided that it may; one that is won already stays as it is. Raises `core.not_found`.
    """
    opportunity = fetch(Opportunity.objects.all(), opportunity_id, lock=True)
    if opportunity.stage.kind != StageKind.WON:
        stage = Stage.objects.get(pipeline_id=opportunity.pipeline_id, kind=StageKind.WON)
        enter(opportunity, stage, cause, "", "", actor, now)
    return opportunity


def _with_stage(opportunity: Opportunity, wanted_id: int) -> Stage:
    """The stage asked for; the present one is read with it.

    Not joined to the locked row: after waiting for somebody else's move, PostgreSQL would join the stage of before,
    find that it does not fit, and give no row at all.
    """
    stages = Stage.objects.in_bulk([opportunity.stage_id, wanted_id])
    if wanted_id not in stages:
        raise Invalid("core.not_found_here", field="stage_id", value=wanted_id)
    opportunity.stage = stages[opportunity.stage_id]
    return stages[wanted_id]


def _brought_there(opportunity: Opportunity, stage: Stage, actor: Actor) -> bool:
    """Whether the same person asks for the same once more: their first request arrived, its answer did not."""
    if opportunity.stage_id != stage.pk:
        return False
    entry = StageEntry.objects.filter(opportunity=opportunity, left_at=None).first()
    return entry is not None and entry.actor_id == actor.user_id
