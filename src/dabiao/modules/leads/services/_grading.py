"""Grades and tags of new leads are put on them before they are stored: the room above says how."""

from collections.abc import Callable, Sequence
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.leads.models import Lead

# Puts grade and tags on leads that are not stored yet; what it gives is called once they are, in the same transaction.
Judge = Callable[[Sequence[Lead], Actor, datetime], Callable[[], None]]

_judges: list[Judge] = []


def judge_arrivals(judge: Judge) -> None:
    """Have every new lead judged by this before it is stored, whichever way it comes."""
    _judges.append(judge)


def judged(leads: Sequence[Lead], actor: Actor, now: datetime) -> Callable[[], None]:
    """Judge these; gives what is to be called once they are stored."""
    settle = [judge(leads, actor, now) for judge in _judges] if leads else []

    def settled() -> None:
        for one in settle:
            one()

    return settled
