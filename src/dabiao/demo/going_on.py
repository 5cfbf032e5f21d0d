"""The demo company goes on after it was written: leads come in and people answer, so that its desk is alive at any hour.

A timer of the database plays it step by step, through the services that people use. A real company has no such timer. Nobody
acts for who has signed in: their clocks are theirs. It ends after a day, or where no rule gives out leads any more.
"""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.access import actors
from dabiao.core.access.models import Session, User
from dabiao.core.timers import services as timers
from dabiao.core.timers.registry import timer
from dabiao.demo import dispatching
from dabiao.modules.dispatch.queries import rulings, waiting
from dabiao.modules.dispatch.queries.waiting import Running
from dabiao.modules.dispatch.services import responding
from dabiao.modules.leads import services as leads

NAME = "demo.goes_on"
EVERY = timedelta(seconds=20)
STEPS = 24 * 60 * 3  # a day
# In one step: that a lead comes in by day, and by night; that somebody asked answers; that somebody who owes it feeds back.
BY_DAY, BY_NIGHT, ANSWERS, FEEDS_BACK = 0.11, 0.06, 0.3, 0.04
FORGETS = 12  # of so many leads one is forgotten by whoever has it, and goes to somebody else
FIRST_NUMBER, COMPANIES = 960_000, 95_000  # of the numbers and names that nobody else in the demo has


def begin(now: datetime) -> None:
    timers.schedule(NAME, now + EVERY, NAME, {"step": 1})


@timer(NAME)
def go_on(payload: Any, now: datetime) -> None:
    step: int = payload["step"]
    if step > STEPS or not rulings.active_rules():
        return
    chance = Random(step)  # noqa: S311 - a demo, not a secret
    signed_in = set(Session.objects.filter(expires_at__gt=now).values_list("user_id", flat=True))
    hour = now.astimezone(get_default_timezone()).hour
    if chance.random() < (BY_DAY if 8 <= hour < 22 else BY_NIGHT):
        values = dispatching.arrival(chance, FIRST_NUMBER + step, COMPANIES + step)
        leads.receive(values=values, actor=actors.of_user(User.objects.get(login="admin").pk), now=now)
    for case in waiting.running():
        if case.owner_id not in signed_in:
            _act(case, chance, now)
    timers.schedule(NAME, now + EVERY, NAME, {"step": step + 1})


def _act(case: Running, chance: Random, now: datetime) -> None:
    drawn = chance.random()
    if case.state == "responding":
        forgotten = (case.case_id + case.stint_id) % FORGETS == 0
        if drawn < ANSWERS and not forgotten:
            responding.respond(case.lead_id, actor=actors.of_user(case.owner_id), now=now)
    elif drawn < FEEDS_BACK:
        actor = actors.of_user(case.owner_id)
        said = dispatching.feedback(chance, now)
        responding.feed_back(case.lead_id, method="call", **said, actor=actor, now=now)
