"""Reports of 200 people over a month of working days: the board, an inbox, who owes what, and a round of reminders, in CPU
milliseconds on both databases. --leads says how many people."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import process_time
from typing import Any

from bench import _both

NOW = datetime(2026, 11, 27, 11, 30, tzinfo=UTC)  # a Friday, half past seven in the evening in Shanghai
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
TIMES = 5
EVERY = 10  # one report in so many is missing


def main(argv: list[str]) -> int:
    return _both.main("reports", argv, doc=__doc__, leads=200, table=_table)


def _inside(people: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.testing.people import make_company

    company = make_company()
    template = _fill(company, people)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"database": connection.vendor, "people": people} | _measured(company, template)


def _fill(company: Any, people: int) -> Any:
    """Everybody sells in one of three teams; nine reports in ten are there, and were sent to the boss."""
    from dabiao.core.access.models import Role, User
    from dabiao.modules.org.models import Employee
    from dabiao.modules.reports import services
    from dabiao.modules.reports.models import Copy, Report
    from dabiao.modules.reports.queries import editions
    from dabiao.modules.reports.rules import periods

    stamps = {"created_at": NOW, "updated_at": NOW}
    teams = (company.team1, company.team2, company.team3)
    users = User.objects.bulk_create(
        User(login=f"p{n}", name=f"销售{n}", created_at=NOW) for n in range(people)
    )
    Employee.objects.bulk_create(
        Employee(user=user, unit=teams[n % 3], hired_on=date(2025, 1, 6), **stamps)
        for n, user in enumerate(users)
    )
    role = Role.objects.get(code="salesperson")
    User.roles.through.objects.bulk_create(
        User.roles.through(user_id=user.pk, role_id=role.pk) for user in users
    )
    block = {"id": "q", "kind": "text", "title": "今天", "help": "", "required": True, "least": None}
    block |= {"most": None, "options": [], "figures": [], "quote": None}
    rest: dict[str, Any] = {"unit_ids": [], "levels": [], "roles": ["salesperson"], "receivers": []}
    template = services.create_template(
        name="日报",
        period="day",
        written_by="people",
        blocks=[block],
        starts_on=FIRST,
        due_time="18:30",
        noon_time="12:30",
        due_shift=0,
        grace_minutes=30,
        remind_minutes=30,
        to_leader=True,
        **rest,
        actor=company["ops"].actor,
        now=NOW - timedelta(days=40),
    )
    asked = editions.editions_of([template.pk])[template.pk][0]
    made = []
    for slot in periods.slots_between(FIRST, NOW.date(), "day"):
        due_at = asked.due_at(slot)
        for n, user in enumerate(users if due_at else ()):
            if (n + slot.first.day) % EVERY:
                whole = {"state": "submitted", "submitted_at": due_at, "figures_at": due_at, "due_at": due_at}
                days = {"first_day": slot.first, "last_day": slot.last, "answers": {"q": "拜访两家"}}
                place = {"owner": user, "unit": teams[n % 3], "edition_id": asked.id}
                made.append(
                    Report(template=template, title=f"日报 {slot.label}", **whole, **days, **place, **stamps)
                )
    boss = company["boss"].id
    kept = Report.objects.bulk_create(made)
    Copy.objects.bulk_create(Copy(report=one, user_id=boss, addressed=True, sent_at=NOW) for one in kept)
    return template


def _measured(company: Any, template: Any) -> dict[str, Any]:
    from dabiao.core.actor import SYSTEM
    from dabiao.core.lists.keyset import PageRequest
    from dabiao.modules.reports import services
    from dabiao.modules.reports.models import Copy, Report, Told
    from dabiao.modules.reports.queries import board, mine, records

    boss, seller = company["boss"].actor, company["sales1"].id

    def told() -> None:
        Told.objects.all().delete()
        services.tell_missing(actor=SYSTEM, now=NOW)

    found = board.board(template.pk, first=FIRST, last=LAST, actor=boss, now=NOW)
    asked = PageRequest(sort="", cursor="", limit=50, q="", count=False)
    return {
        "reports": Report.objects.count(),
        "unread": Copy.objects.filter(read_at=None).count(),
        "missing": found["whole"]["missing"],
        "board_ms": _cpu(lambda: board.board(template.pk, first=FIRST, last=LAST, actor=boss, now=NOW)),
        "inbox_ms": _cpu(lambda: records.listing(asked=asked, filters={"box": "unread"}, actor=boss)),
        "mine_ms": _cpu(lambda: mine.to_write(seller, NOW)),
        "missing_ms": _cpu(lambda: board.missing(actor=boss, now=NOW)),
        "digest_ms": _cpu(told),
        "quiet_round_ms": _cpu(lambda: services.tell_missing(actor=SYSTEM, now=NOW)),
    }


def _cpu(work: Callable[[], Any]) -> float:
    """Milliseconds of this process: what one request costs the server."""
    taken = []
    for _ in range(TIMES):
        began = process_time()
        work()
        taken.append((process_time() - began) * 1000)
    return round(median(taken), 1)


def _table(runs: list[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(run, ensure_ascii=False) for run in runs)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
