"""What forecasts does when a deal changes: its chance by the model follows."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit
from dabiao.core.events.models import Event
from dabiao.modules.activities import events as activities
from dabiao.modules.forecasts.services import scoring
from dabiao.modules.opportunities import events as deals


@after_commit(
    *(
        deals.OpportunityCreated,
        deals.OpportunityEdited,
        deals.OpportunityPutBack,
        deals.OpportunityStageMoved,
        deals.OpportunityPipelineChanged,
    ),
    *(
        deals.CriterionProved,
        deals.ProofWithdrawn,
        deals.ProofVoided,
        deals.ProofRevived,
        deals.CriteriaWaived,
    ),
    *(deals.OpportunityAssigned, deals.RivalAdded, deals.RivalRemoved),
    *(deals.ItemAdded, deals.ItemEdited, deals.ItemRemoved),
)
def follow_the_deal(fact: Any, event: Event, now: datetime) -> None:
    ids = [one["id"] for one in event.audience if one["kind"] == "opportunity"]
    scoring.score(ids, actor=SYSTEM, now=now)


def _about_a_deal(fact: Any) -> bool:
    return bool(fact.about_kind == "opportunity")


@after_commit(
    *(activities.ActivityLogged, activities.ActivityEdited),
    *(activities.ActivityRemoved, activities.ActivityRestored),
    when=_about_a_deal,
)
def follow_contacts(fact: Any, event: Event, now: datetime) -> None:
    scoring.score([fact.about_id], actor=SYSTEM, now=now)
