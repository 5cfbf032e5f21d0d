"""Progress of 200 people over a month of so many contacts (--leads), by the processor's time, on both databases."""

import json
import random
import sys
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time
from typing import Any

from bench import _both

NOW = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
PEOPLE, TIMES = 200, 5
ASKED = {"calls": 30, "wechats": 20, "visits": 2, "meetings": 1, "new_customers": 1, "leads_contacted": 5}


def main(argv: list[str]) -> int:
    return _both.main("quotas", argv, doc=__doc__, leads=100_000, table=_table)


def _inside(contacts: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.core.actor import SYSTEM
    from dabiao.modules.targets import services as targets
    from dabiao.testing.people import make_company, make_person

    company = make_company()
    teams = (company.team1, company.team2, company.team3)
    people = [make_person(f"p{n}", teams[n % 3], "salesperson") for n in range(PEOPLE)]
    _fill(people, contacts)
    _ask(company)
    targets.tally_anew(actor=SYSTEM, now=NOW)
    targets.tally(actor=SYSTEM, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"database": connection.vendor, "contacts": contacts} | _measured(company)


def _fill(people: list[Any], contacts: int) -> None:
    """Contacts evenly over this month and two before it."""
    from dabiao.core.upkeep import triggers
    from dabiao.modules.activities.models import Activity

    triggers.take_away()
    dice = random.Random(5)
    methods = ("call", "call", "call", "wechat", "wechat", "visit", "meeting")
    Activity.objects.bulk_create(
        (
            _contact(dice.choice(people), dice.choice(methods), dice.randrange(90 * 24 * 60))
            for _ in range(contacts)
        ),
        batch_size=5_000,
    )
    triggers.put_back()


def _contact(person: Any, method: str, minutes: int) -> Any:
    from dabiao.modules.activities.models import Activity

    at = NOW - timedelta(minutes=minutes)
    return Activity(
        about_kind="customer",
        about_id=1,
        method=method,
        result="reached",
        occurred_at=at,
        owner_id=person.id,
        unit_id=person.employee.unit_id,
        created_at=at,
        updated_at=at,
    )


def _ask(company: Any) -> None:
    from dabiao.modules.quotas import services
    from dabiao.modules.quotas.models import Kind

    boss, since = company["ops"].actor, NOW - timedelta(days=80)
    for code, amount in ASKED.items():
        kind = Kind.objects.get(code=code)
        asked = {"kind_id": kind.pk, "unit_id": company.root.pk, "amount": amount}
        services.set_quota(**asked, actor=boss, now=since)


def _measured(company: Any) -> dict[str, Any]:
    from dabiao.modules.quotas.queries import progress

    boss = company["ops"].actor
    found: dict[str, Any] = {}
    for span in ("day", "month"):
        taken = []
        for _ in range(TIMES):
            began = process_time()
            answer = progress.team(span, limit=500, actor=boss, now=NOW)
            taken.append(process_time() - began)
        found |= {"people": answer["count"], f"{span}_cpu_ms": round(median(taken) * 1_000, 1)}
    return found


def _table(runs: list[dict[str, Any]]) -> str:
    lines = [f"{'':<12}{'people':>8}{'day, CPU ms':>14}{'month, CPU ms':>16}"]
    lines += [
        f"{run['database']:<12}{run['people']:>8}{run['day_cpu_ms']:>14}{run['month_cpu_ms']:>16}"
        for run in runs
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
