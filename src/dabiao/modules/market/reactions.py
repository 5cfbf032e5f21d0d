"""What the market does when something happens."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.modules.market import events, services
from dabiao.modules.opportunities.events import CompetitorMerged, CompetitorUnmerged


@after_commit(events.NoteAdded)
def tell_who_sells_against(fact: events.NoteAdded, event: Event, now: datetime) -> None:
    if fact.important:
        services.tell_of(fact.note_id, actor=SYSTEM, now=now)


@inline(CompetitorMerged)
def follow(fact: CompetitorMerged, event: Event, now: datetime) -> None:
    services.follow_merge(
        fact.from_id,
        into_id=fact.into_id,
        into_name=fact.name,
        merge_id=fact.merge_id,
        actor=SYSTEM,
        now=now,
    )


@inline(CompetitorUnmerged)
def go_back(fact: CompetitorUnmerged, event: Event, now: datetime) -> None:
    services.undo_merge(fact.merge_id, from_id=fact.from_id, into_id=fact.into_id, actor=SYSTEM, now=now)
