"""What quotas does when something happens elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import inline, inline_many
from dabiao.core.events.models import Event
from dabiao.modules.activities.enums import Method
from dabiao.modules.activities.events import ActivityLogged
from dabiao.modules.quotas import services
from dabiao.modules.quotas.enums import Proof
from dabiao.modules.visits import queries as visits
from dabiao.modules.visits.events import VisitFinished


@inline_many(ActivityLogged)
def prove_calls(told: Sequence[tuple[Any, Event]], now: datetime) -> None:
    """A call that the telephone system wrote down is more than somebody's word."""
    ids = [fact.activity_id for fact, event in told if event.via == "system" and fact.method == Method.CALL]
    if ids:
        services.prove(ids, by=Proof.TELEPHONY, actor=SYSTEM, now=now)


@inline(VisitFinished)
def prove_a_visit(fact: VisitFinished, _: Event, now: datetime) -> None:
    """A visit at which somebody checked in on the spot is more than somebody's word."""
    if visits.shows(fact.visit_id):
        services.prove([fact.activity_id], by=Proof.CHECK_IN, actor=SYSTEM, now=now)
