"""Dispatch looked after by a process that dies at a statement, over and over: `python -m tests.crash.killed_lane`.

Leads come in, clocks warn and run out; each round a fork does it and dies one statement later than the one before, and then
another does it whole. A child is a fork, so that a hundred of them cost what one program costs.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import django
from tests.crash.dying import deadly, dies

LEADS = 3
EVERY = 3  # a death at every third statement
WALKS = (
    "dispatch.cap_exceeded",
    "dispatch.chosen_otherwise",
    "dispatch.day_miscounted",
)  # over the whole ledger
MINUTES = (0, 3, 5)  # they come; their clocks warn; their clocks run out


def main() -> None:
    from dabiao.testing.people import NOW

    company, died = begin(), Counter[str]()
    now = NOW
    for stage in MINUTES:
        at, killed = 1 - EVERY, True
        while killed:
            at += EVERY
            now += timedelta(minutes=30)
            arrive(company, now)
            for before in MINUTES[: MINUTES.index(stage)]:
                look_after(now + timedelta(minutes=before))
            then = now + timedelta(minutes=stage)
            killed = dies(lambda at=at, then=then: look_after(then, dying=at))  # type: ignore[misc]
            died["kills"] += killed
            until_taken_back()
            died.update(wrong(then))
            look_after(then)
            died.update(wrong(then))
            died.update(undone(now, then))
            leave(then)
    deliver(now + timedelta(hours=1))
    died.update(untold())
    sys.stdout.write(json.dumps(died))


def begin() -> Any:
    from dabiao.modules.dispatch.tests.world import policy, rule
    from dabiao.testing.people import make_company

    policy()
    company = make_company()
    people = ("sales1", "sales1b", "sales2", "sales3")
    rule(company, *people, cap_day=9_999, clock={"most_hops": 20})
    from dabiao.modules.org.models import Employee

    Employee.objects.update(daily_capacity=9_999)
    return company


def arrive(company: Any, now: datetime) -> None:
    from dabiao.modules.dispatch.tests.world import arrived

    for n in range(LEADS):
        arrived(company, f"客{now:%d%H%M}{n}", now=now)


def leave(now: datetime) -> None:
    """These leads are no concern of the next round."""
    from dabiao.modules.dispatch.models import Case, Stint

    Stint.objects.filter(end="").update(end="moved", ended_at=now)
    Case.objects.exclude(state="closed").update(state="closed", closed_at=now, next_at=None)


def look_after(now: datetime, *, dying: int = 0) -> None:
    """One round of the lane; dies at this statement, with 0 at none."""
    from dabiao.modules.dispatch import jobs

    with deadly(dying):
        jobs.look_after_the_lane(now)


def until_taken_back() -> None:
    """PostgreSQL takes back what a dead process had begun a moment after its death; until then its rows are locked, and a lane
    leaves locked rows to whoever has them."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    for _ in range(1_000):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.01)


def wrong(now: datetime) -> Iterator[str]:
    """What no kill may leave behind: whatever the doctor knows of dispatch, and words that were said twice."""
    from dabiao import doctor
    from dabiao.core.events.models import Event
    from dabiao.core.notifications.models import Notification
    from dabiao.doctor.checks import dispatch
    from dabiao.modules.dispatch.models import Breach, Decision, Stint

    quick = [check for check in dispatch.CHECKS if check.name not in WALKS]
    yield from (finding.check for finding in doctor.run(now=now, checks=quick))
    given = Decision.objects.filter(outcome="given").count()
    if Stint.objects.count() != given or Event.objects.filter(kind="lead.assigned").count() != given:
        yield "a gift without its turn or its event"
    warned = Notification.objects.filter(kind="dispatch.clock_warning").count()
    if Stint.objects.exclude(warned_at=None).count() != warned:
        yield "a warning lost or rung twice"
    if Event.objects.filter(kind="dispatch.response_breached").count() != Breach.objects.count():
        yield "a breach told twice or never"


def undone(came: datetime, then: datetime) -> Iterator[str]:
    """What should have been done by now for the leads that came last, and is not."""
    from dabiao.modules.dispatch.models import Breach, Case, Stint
    from dabiao.modules.leads.models import Lead

    leads = Lead.objects.filter(received_at=came)
    if leads.count() != LEADS or leads.filter(owner_id=None).exists():
        yield "a lead lost"
    if Case.objects.filter(next_at__lte=then, lead__in=leads).exists():
        yield "a clock not looked after"
    ids = list(leads.values_list("pk", flat=True))
    passed = (then - came) // timedelta(minutes=1)
    if (
        passed >= 3
        and Stint.objects.filter(lead_id__in=ids, given_at=came).exclude(warned_at=None).count() != LEADS
    ):
        yield "a warning never sent"
    if passed >= 5 and Breach.objects.filter(lead_id__in=ids).count() != LEADS:
        yield "a clock that ran out without a word"


def deliver(now: datetime) -> None:
    from dabiao.core.events import pump

    while pump.deliver_due(now).done:
        pass


def untold() -> Iterator[str]:
    """Each new owner is rung once for each lead they were given; and every choice can be made again."""
    from dabiao import doctor
    from dabiao.core.notifications.models import Notification
    from dabiao.doctor.checks import dispatch
    from dabiao.modules.dispatch.models import Decision

    rung = Counter(
        Notification.objects.filter(kind="dispatch.lead_given").values_list("user_id", "subject_id")
    )
    given = Counter(Decision.objects.filter(outcome="given").values_list("winner_id", "lead_id"))
    if rung != given:
        yield "a new owner rung twice or never"
    walks = [check for check in dispatch.CHECKS if check.name in WALKS]
    yield from (finding.check for finding in doctor.run(checks=walks))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    django.setup()
    main()
