"""The way of opportunities through the stages: what is said of a move, and the stays of many written together."""

from collections.abc import Sequence

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.errors import Conflict
from dabiao.core.events.facts import Fact
from dabiao.modules.opportunities import events
from dabiao.modules.opportunities.enums import MoveCause, StageKind
from dabiao.modules.opportunities.models import Opportunity, Stage, StageEntry
from dabiao.modules.org import queries as org


def fact_of(opportunity: Opportunity, former: Stage, cause: str, reason: str) -> Fact:
    stage = opportunity.stage
    if stage.is_open:
        return events.OpportunityStageMoved(
            name=opportunity.name,
            from_stage=former.code,
            to_stage=stage.code,
            from_stage_name=former.name,
            to_stage_name=stage.name,
            reason=reason,
            reopened=not former.is_open,
            cause=cause if cause in MoveCause.values else "",
        )
    if stage.kind == StageKind.WON:
        return events.OpportunityWon(
            name=opportunity.name,
            from_stage=former.code,
            from_stage_name=former.name,
            cause=cause,
            reason=reason,
            amount_minor=opportunity.amount_minor,
            currency=opportunity.currency,
            owner_id=opportunity.owner_id,
        )
    return events.OpportunityLost(
        name=opportunity.name,
        from_stage=former.code,
        from_stage_name=former.name,
        reason=reason,
        competitor=opportunity.lost_to.name if opportunity.lost_to else "",
        amount_minor=opportunity.amount_minor,
        currency=opportunity.currency,
        owner_id=opportunity.owner_id,
    )


def enter_many(opportunities: Sequence[Opportunity], actor: Actor) -> None:
    """Each has left the stage where it was and stands in its present one, since `stage_entered_at`."""
    if not opportunities:
        return
    at = {opportunity.pk: opportunity.stage_entered_at for opportunity in opportunities}
    present = list(StageEntry.objects.filter(opportunity_id__in=at, left_at=None))
    for entry in present:
        entry.left_at = at[entry.opportunity_id]
    update_rows(present, ["left_at"])
    before = {entry.opportunity_id: entry.stage_id for entry in present}
    StageEntry.objects.bulk_create(
        StageEntry(
            opportunity=one,
            stage_id=one.stage_id,
            came_from_id=before.get(one.pk),
            entered_at=one.stage_entered_at,
            actor_id=actor.user_id,
        )
        for one in opportunities
    )


def take_back(opportunities: Sequence[Opportunity]) -> None:
    """The last stay was a mistake: it is gone, and the one before goes on."""
    if not opportunities:
        return
    ids = [opportunity.pk for opportunity in opportunities]
    StageEntry.objects.filter(opportunity_id__in=ids, left_at=None).delete()
    stays = StageEntry.objects.filter(opportunity_id__in=ids).order_by("pk")
    last = dict(stays.values_list("opportunity_id", "pk"))
    StageEntry.objects.filter(pk__in=last.values()).update(left_at=None)


def moved_meanwhile(opportunity: Opportunity) -> Conflict:
    """Somebody brought it elsewhere: where it is, and who did."""
    entry = StageEntry.objects.filter(opportunity=opportunity, left_at=None).first()
    by = entry.actor_id if entry else None
    stage = opportunity.stage
    return Conflict(
        "opportunities.stage_moved",
        field="expected_stage_id",
        stage_id=stage.pk,
        stage_code=stage.code,
        stage_name=stage.name,
        moved_by_id=by,
        moved_by=org.names_of([by]).get(by, "") if by else "",
        moved_at=opportunity.stage_entered_at,
    )
