"""A deal closes: a debrief is asked for. It is opened again: the debrief is withdrawn."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.modules.debriefs import services
from dabiao.modules.opportunities.events import (
    CompetitorMerged,
    CompetitorUnmerged,
    OpportunityLost,
    OpportunityStageMoved,
    OpportunityWon,
)


@after_commit(OpportunityWon)
def ask_after_a_win(fact: OpportunityWon, event: Event, now: datetime) -> None:
    _ask(event, now)


@after_commit(OpportunityLost)
def ask_after_a_loss(fact: OpportunityLost, event: Event, now: datetime) -> None:
    _ask(event, now)


@after_commit(OpportunityStageMoved)
def withdraw_where_it_goes_on(fact: OpportunityStageMoved, event: Event, now: datetime) -> None:
    if fact.reopened:
        for id in _deals(event):
            services.reopened(id, actor=SYSTEM, now=now)


@inline(CompetitorMerged)
def follow(fact: CompetitorMerged, event: Event, now: datetime) -> None:
    services.follow_merge(fact.from_id, into_id=fact.into_id, merge_id=fact.merge_id, actor=SYSTEM, now=now)


@inline(CompetitorUnmerged)
def go_back(fact: CompetitorUnmerged, event: Event, now: datetime) -> None:
    services.undo_merge(fact.merge_id, from_id=fact.from_id, into_id=fact.into_id, actor=SYSTEM, now=now)


def _ask(event: Event, now: datetime) -> None:
    for id in _deals(event):
        services.open_after(id, actor=SYSTEM, now=now)


def _deals(event: Event) -> list[int]:
    return [one["id"] for one in event.audience if one["kind"] == "opportunity"]
