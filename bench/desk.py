"""The live desk, one's own clocks and the compliance record of 200 people beside the team's list, on both databases."""

import json
import random
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from bench import _both

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
PEOPLE, TURNS, TIMES = 200, 30_000, 7
STATES = ("waiting", "responding", "responding", "feedback", "desk")
MINUTE = timedelta(minutes=1)


def main(argv: list[str]) -> int:
    return _both.main("desk", argv, doc=__doc__, leads=2_000, table=_table)


def _inside(cases: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.testing.people import make_company

    company = make_company()
    _fill(company, cases)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"database": connection.vendor, "rows": _measured(company)}


def _fill(company: Any, cases: int) -> None:
    """Twenty teams of ten under 华东; open cases in every state, a month of turns, one in fifty broken."""
    from dabiao.testing.people import make_person, make_unit

    dice = random.Random(3)
    teams = [make_unit(f"组 {n}", "team", company.east) for n in range(PEOPLE // 10)]
    people = [make_person(f"seller{n}", teams[n % len(teams)], "salesperson").employee for n in range(PEOPLE)]
    _open_cases(people, cases, dice)
    _month(people, dice)


def _leads(owners: list[Any]) -> list[Any]:
    from dabiao.core.search import install
    from dabiao.modules.leads.models import Lead

    install.take_away()
    kept = {"created_at": NOW, "updated_at": NOW, "received_at": NOW}
    return Lead.objects.bulk_create(
        [
            Lead(
                name="王芳", company="云岚科技", owner_id=who and who.pk, unit_id=who and who.unit_id, **kept
            )
            for who in owners
        ]
    )


def _turn(case: Any, who: Any, given: datetime, dice: random.Random, **facts: Any) -> Any:
    from dabiao.modules.dispatch.models import Decision, Stint
    from dabiao.modules.dispatch.rules.terms import Terms

    decision = Decision(lead_id=case.lead_id, case_id=case.pk, at=given, kind="arrival", outcome="given")
    clock = {"given_at": given, "warn_at": given + 3 * MINUTE, "due_at": given + 5 * MINUTE}
    whose = {"lead_id": case.lead_id, "user_id": who.pk, "unit_id": who.unit_id}
    return Stint(decision=decision, case=case, terms=asdict(Terms()), **whose, **clock, **facts)


def _kept(turns: list[Any]) -> list[Any]:
    from dabiao.modules.dispatch.models import Decision, Stint

    Decision.objects.bulk_create([one.decision for one in turns])
    for one in turns:
        one.decision_id = one.decision.pk
    return Stint.objects.bulk_create(turns)


def _open_cases(people: list[Any], count: int, dice: random.Random) -> None:
    from dabiao.modules.dispatch.models import Case

    states = [STATES[n % len(STATES)] for n in range(count)]
    owners = [None if state == "waiting" else dice.choice(people) for state in states]
    cases = Case.objects.bulk_create(
        [
            Case(
                lead=lead,
                state=state,
                owner=who and who.user,
                unit_id=who and who.unit_id,
                arrived_at=NOW,
                state_at=NOW,
            )
            for lead, state, who in zip(_leads(owners), states, owners, strict=True)
        ]
    )
    running = [(case, who) for case, who in zip(cases, owners, strict=True) if case.state in STATES[1:4]]
    turns = _kept([_turn(case, who, NOW - dice.random() * 5 * MINUTE, dice) for case, who in running])
    for (case, _), turn in zip(running, turns, strict=True):
        case.stint_id, case.due_at = turn.pk, turn.due_at
    Case.objects.bulk_update([case for case, _ in running], ["stint_id", "due_at"], batch_size=500)


def _month(people: list[Any], dice: random.Random) -> None:
    from dabiao.modules.dispatch.models import Breach, Case

    owners = [dice.choice(people) for _ in range(TURNS)]
    moments = [NOW - timedelta(minutes=dice.random() * 26 * 1440) for _ in owners]
    cases = Case.objects.bulk_create(
        [
            Case(
                lead=lead,
                state="closed",
                owner=who.user,
                unit_id=who.unit_id,
                arrived_at=at,
                state_at=at,
                closed_at=at,
            )
            for lead, who, at in zip(_leads(owners), owners, moments, strict=True)
        ]
    )
    turns = _kept(
        [
            _turn(case, who, at, dice, responded_at=at + dice.random() * 6 * MINUTE, evidence="telephony")
            for case, who, at in zip(cases, owners, moments, strict=True)
        ]
    )
    Breach.objects.bulk_create(
        [
            Breach(
                stint=one,
                lead_id=one.lead_id,
                owner_id=one.user_id,
                unit_id=one.unit_id,
                clock="response",
                at=one.due_at,
            )
            for one in turns[::50]
        ]
    )


def _measured(company: Any) -> list[dict[str, Any]]:
    from dabiao.core.http.respond import dumps
    from dabiao.core.lists.keyset import PageRequest
    from dabiao.modules.analytics import queries as analytics
    from dabiao.modules.analytics.enums import BoardPeriod
    from dabiao.modules.dispatch.enums import Period
    from dabiao.modules.dispatch.models import Case
    from dabiao.modules.dispatch.queries import compliance, desk, stints
    from dabiao.modules.org import queries as org
    from dabiao.testing.people import Person

    actor = company["manager"].actor
    holder = Case.objects.filter(state="responding").first()
    seller = Person(holder.owner.employee).actor  # type: ignore[union-attr]
    whole = PageRequest(limit=200)
    asked: dict[str, Callable[[], Any]] = {
        "the desk, 200 people": lambda: desk.desk(actor=actor, now=NOW),
        "200 of the team's list": lambda: org.employees(asked=whole, filters={}, actor=actor),
        "the team's board": lambda: analytics.team(BoardPeriod.MONTH, unit_id=None, actor=actor, now=NOW),
        "my clocks": lambda: stints.clocks(actor=seller, now=NOW),
        "compliance, a day": lambda: compliance.compliance(Period.DAY, actor=actor, now=NOW),
        "compliance, a month": lambda: compliance.compliance(Period.MONTH, actor=actor, now=NOW),
    }
    return [{"question": name, **_times(ask, dumps)} for name, ask in asked.items()]


def _times(ask: Callable[[], Any], dumps: Callable[[Any], bytes]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as said:
        ask()
    taken = []
    for _ in range(TIMES):
        began = perf_counter()
        dumps(ask())
        taken.append((perf_counter() - began) * 1000)
    return {"statements": len(said), "ms": round(median(taken), 1)}


def _table(runs: list[dict[str, Any]]) -> str:
    lines = []
    for run in runs:
        lines += [f"{run['database']}", f"{'':28} statements      ms"]
        lines += [f"{row['question']:28} {row['statements']:10} {row['ms']:7.1f}" for row in run["rows"]]
    return "\n".join(lines)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
