"""What people do in plans, reports, checks, reviews, meetings, visits and sales events, by processes that die, each at the next
statement; then they press once more."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

import django
from tests.crash.dying import deadly, dies


class Act(NamedTuple):
    """Something to do with what `begin` makes, by its number; once or not at all."""

    begin: Callable[[Any, int], Any]
    go: Callable[[Any, Any], object]


def main() -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.checks.tests.world import a_company
    from dabiao.modules.opportunities import services as opportunities
    from dabiao.modules.targets.tests.world import metric
    from dabiao.testing.people import NOW

    opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    for code in ("visits", "won"):  # tests before this one may have emptied the database
        metric(code)
    company = a_company()
    said = {name: killed_everywhere(company, act) for name, act in acts().items()}
    sys.stdout.write(json.dumps(said, ensure_ascii=False))


def killed_everywhere(company: Any, act: Act) -> dict[str, Any]:
    """How many statements it died at, and what was half there or there twice."""
    for number in (0, 1):  # the first may begin what the others find there
        thing, before = act.begin(company, number), rows()
        act.go(company, thing)
        whole = more(before)
    wrong, at, killed = [], 0, True
    while killed:
        at += 1
        thing, before = act.begin(company, at + 1), rows()
        killed = dies(lambda at=at, thing=thing: dying(act, company, thing, at))  # type: ignore[misc]
        if (left := more(before)) not in ({}, whole):
            wrong.append(f"{left} after a kill at statement {at}")
        from dabiao.core.errors import DomainError

        with suppress(DomainError):  # some say that it is done already
            act.go(company, thing)
        if (left := more(before)) != whole:
            wrong.append(f"{left} instead of {whole} once it was done again, killed at statement {at}")
    return {"steps": at - 1, "rows": sum(whole.values()), "wrong": wrong[:3]}


def dying(act: Act, company: Any, thing: Any, at: int) -> None:
    with deadly(at):
        act.go(company, thing)


def rows() -> Counter[str]:
    """How many rows there are in every table."""
    from django.db import connection

    with connection.cursor() as cursor:
        asked = [f"SELECT '{table}', COUNT(*) FROM \"{table}\"" for table in tables()]
        found: Counter[str] = Counter()
        for place in range(0, len(asked), 100):
            cursor.execute(" UNION ALL ".join(asked[place : place + 100]))
            found.update(dict(cursor.fetchall()))
        return found


@cache
def tables() -> list[str]:
    from django.db import connection

    return connection.introspection.django_table_names(only_existing=True)


def more(before: Counter[str]) -> dict[str, int]:
    now = rows()
    return {table: now[table] - count for table, count in before.items() if now[table] != count}


def acts() -> dict[str, Act]:
    from dabiao.modules.checks import services as checks
    from dabiao.modules.checks.tests.world import GOOD
    from dabiao.modules.meetings import services as meetings
    from dabiao.modules.plans import services as plans
    from dabiao.modules.plans.tests.world import TODAY, planned
    from dabiao.modules.reports import services as reports
    from dabiao.modules.reviews import services as reviews
    from dabiao.modules.sales_events import services as events
    from dabiao.modules.sales_events.tests.world import DOOR
    from dabiao.modules.visits.tests.world import a_visit, check

    return {
        "plan item done": Act(
            lambda company, _: planned(company),
            lambda company, item: plans.finish(item.pk, outcome="要报价", **by(company, "sales1")),
        ),
        "plan item carried over": Act(
            lambda company, _: planned(company, "sales2"),
            lambda company, item: plans.carry(
                item.pk, reason="no_time", to=TODAY + timedelta(days=1), **by(company, "sales2")
            ),
        ),
        "report handed in": Act(
            written_report, lambda company, one: reports.submit(one.pk, **by(company, "sales1"))
        ),
        "check finished": Act(
            drawn_check,
            lambda company, one: checks.finish(
                one.pk, answers=GOOD, feedback="写得细", **by(company, "lead1")
            ),
        ),
        "review finished": Act(
            filled_review, lambda company, one: reviews.finish(one.pk, **by(company, "lead1"))
        ),
        "meeting held": Act(
            running_meeting, lambda company, one: meetings.finish(one.pk, **by(company, "lead1"))
        ),
        "checked in": Act(lambda company, _: a_visit(company), lambda company, one: check(company, one)),
        "guest signed in": Act(
            guest,
            lambda company, one: events.sign_in(
                one.event_id, guest_id=one.pk, actor=company["lead1"].actor, now=DOOR
            ),
        ),
        "leave entered": Act(lambda _, number: number, away),
    }


def by(company: Any, who: str) -> dict[str, Any]:
    from dabiao.testing.people import NOW

    return {"actor": company[who].actor, "now": NOW}


def drawn_check(company: Any, number: int) -> Any:
    from dabiao.modules.checks.tests.world import contacts, drawn

    contacts(company, "sales1", 1)
    return next(one for one in drawn(company, name=f"抽查 {number}") if one.owner_id == company["sales1"].id)


def guest(company: Any, number: int) -> Any:
    from dabiao.modules.sales_events.tests.world import a_customer, an_event, invited

    [one] = invited(
        an_event(company, name=f"沙龙 {number}"),
        company["lead1"],
        a_customer(company["sales1"], number + 1),
    )
    return one


def away(company: Any, number: int) -> object:
    from dabiao.modules.org import services as org
    from dabiao.modules.plans.tests.world import TODAY

    day = TODAY + timedelta(days=number)
    days = {"first_on": day, "last_on": day}
    return org.enter_absence(company["sales2"].id, kind="annual", **days, **by(company, "sales2"))


def written_report(company: Any, number: int) -> Any:
    from dabiao.modules.reports import services
    from dabiao.modules.reports.tests.world import GOOD, a_template, begun
    from dabiao.testing.people import NOW

    report = begun(company, "sales1", a_template(company, name=f"日报 {number}"))
    actor = company["sales1"].actor
    services.write(report.pk, answers=GOOD, base=None, version=report.version, actor=actor, now=NOW)
    return report


def filled_review(company: Any, number: int) -> Any:
    from dabiao.modules.reviews.tests.world import filled
    from dabiao.modules.targets.enums import TreeState
    from dabiao.modules.targets.models import Tree
    from dabiao.modules.targets.tests.world import a_tree, metric

    Tree.objects.update(state=TreeState.ARCHIVED)  # one open tree of a metric and a year at most
    return filled(company, a_tree(company, metric_id=metric("won").pk, starts_on=date(2026, 1, 1)))


def running_meeting(company: Any, number: int) -> Any:
    from dabiao.modules.meetings import services
    from dabiao.testing.people import NOW

    who = {"actor": company["lead1"].actor, "now": NOW}
    about = {"kind": "weekly", "title": f"周会 {number}", "minutes": 30, "unit_id": company.team1.pk}
    meeting = services.plan(**about, starts_at=NOW + timedelta(hours=1), **who)
    return services.begin(meeting.pk, **who)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    django.setup()
    main()
