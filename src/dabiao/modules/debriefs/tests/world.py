"""Deals that were lost, and debriefs of them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dabiao.core.timers.worker import drain
from dabiao.modules.debriefs import services
from dabiao.modules.debriefs.models import Debrief
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.tests.builders import an_opportunity, move
from dabiao.testing.people import NOW, Person

RIVAL = "云帆销管"


def lost(person: Person, **facts: Any) -> Opportunity:
    deal = an_opportunity(person, **facts)
    return move(person, deal, "lost", reason="价格太高", competitor=RIVAL)


def won(person: Person, **facts: Any) -> Opportunity:
    return move(person, an_opportunity(person, **facts), "won")


def settled() -> None:
    """What follows from what was committed has happened."""
    drain(timezone.now() + timedelta(minutes=1))


def a_debrief(person: Person, **facts: Any) -> Debrief:
    """Of a deal of theirs that was lost."""
    return services.begin(lost(person, **facts).pk, actor=person.actor, now=NOW)


def written(person: Person, debrief: Debrief, **seller: int) -> Debrief:
    """With what decided it in the seller's eyes, and finished."""
    debrief.refresh_from_db()
    changes = {"story": "预算被砍了一半", "seller": seller or {"price": 3}}
    services.edit(debrief.pk, changes=changes, base={"story": debrief.story}, actor=person.actor, now=NOW)
    return services.finish(debrief.pk, actor=person.actor, now=NOW)
