"""A deal enters a stage, whoever or whatever brings it there."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Competitor, Opportunity, Rival, Stage, StageEntry
from dabiao.modules.opportunities.services import _rivals
from dabiao.modules.opportunities.services._counting import recount
from dabiao.modules.opportunities.services._history import fact_of
from dabiao.modules.opportunities.services._weighing import weigh_reopened

MOVED = (
    *("stage", "stage_entered_at", "closed_at", "lost_reason", "lost_to", "next_contact_at"),
    *(*_rivals.KEPT, "version", "updated_at"),
)


def enter(
    opportunity: Opportunity,
    stage: Stage,
    cause: str,
    reason: str,
    competitor: str,
    actor: Actor,
    now: datetime,
) -> None:
    """The row, its history, the customer's count and the event; a clock that went back does not turn time round."""
    former, was_open = opportunity.stage, opportunity.closed_at is None
    at = max(now, opportunity.stage_entered_at)
    StageEntry.objects.filter(opportunity=opportunity, left_at=None).update(left_at=at)
    StageEntry.objects.create(
        opportunity=opportunity, stage=stage, came_from=former, entered_at=at, actor_id=actor.user_id
    )
    opportunity.stage, opportunity.stage_entered_at = stage, at
    opportunity.closed_at = None if stage.is_open else at
    opportunity.lost_reason = reason if stage.kind == StageKind.LOST else ""
    opportunity.lost_to = _winner(opportunity, competitor, actor, now) if competitor.strip() else None
    if not stage.is_open:
        opportunity.next_contact_at = None
    opportunity.version, opportunity.updated_at = opportunity.version + 1, now
    opportunity.save(update_fields=MOVED)
    if was_open != stage.is_open:
        recount(opportunity.customer_id, actor, now)
        if stage.is_open:
            weigh_reopened([opportunity])
    fact = fact_of(opportunity, former, cause, reason)
    record(fact, opportunity, ("customer", opportunity.customer_id), actor=actor, now=now)


def _winner(opportunity: Opportunity, name: str, actor: Actor, now: datetime) -> Competitor:
    competitor = _rivals.known(name, actor=actor, now=now)
    if not Rival.objects.filter(opportunity=opportunity, competitor=competitor).exists():
        _rivals.enter(opportunity, competitor, threat="unknown", note="", actor=actor, now=now)
        _rivals.retell(opportunity)
    return competitor
