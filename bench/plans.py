"""What plans cost with 200 people and 18 months of day plans (--leads items in all): one's week, the team of a day and a draft
as whole requests inside this process, beside an empty request and their statements with rows as JSON; and the figures of a
month. CPU of Python per answer, on both databases.
"""

import json
import os
import random
import sys
from datetime import UTC, date, datetime, timedelta
from functools import partial
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from bench import _both
from bench._limit import bare
from bench.funnel import _holders

NOW = datetime.now(UTC)
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()  # a draft of a week that is over is empty
PEOPLE, ITEMS_A_DAY, TIMES = 200, 5, 20
CODES = ("plan.planned", "plan.done", "plan.dropped", "plan.carried")


def main(argv: list[str]) -> int:
    return _both.main("plans", argv, doc=__doc__, leads=370_000, table=_table)


def _inside(items: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "bench._settings"
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.testing.people import make_company

    company = make_company()
    people = _holders(company)[:PEOPLE]
    made = _fill(people, items // (PEOPLE * ITEMS_A_DAY))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"database": connection.vendor, "items": made} | _measured(company, people)


def _fill(people: list[tuple[int, int]], days: int) -> int:
    """So many working days back from today, and the week plan of each week."""
    from dabiao.core.calendar import is_workday

    dice, day = random.Random(3), TODAY
    worked: list[date] = []
    while len(worked) < days:
        if is_workday(day):
            worked.append(day)
        day -= timedelta(days=1)
    weeks = sorted({one - timedelta(days=one.weekday()) for one in worked})
    made = 0
    for unit_id, owner_id in people:
        made += _plans(owner_id, unit_id, "day", worked, 0, dice)
        made += _plans(owner_id, unit_id, "week", weeks, 6, dice)
    return made


def _plans(
    owner_id: int, unit_id: int, grain: str, firsts: list[date], more: int, dice: random.Random
) -> int:
    from dabiao.modules.plans.models import Plan, PlanItem

    stamps = {"created_at": NOW, "updated_at": NOW}
    whose = {"owner_id": owner_id, "unit_id": unit_id, "grain": grain}
    plans = Plan.objects.bulk_create(
        Plan(name="计划", starts_on=one, ends_on=one + timedelta(days=more), **whose, **stamps)
        for one in firsts
    )
    rows = [
        PlanItem(
            plan=plan,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            position=place,
            title="拜访客户，确认预算",
            purpose="确认决策人",
            **_state(plan.starts_on, dice),
            **whose,
            **stamps,
        )
        for plan in plans
        for place in range(ITEMS_A_DAY)
    ]
    PlanItem.objects.bulk_create(rows, batch_size=2_000)
    return len(rows)


def _state(day: date, dice: random.Random) -> dict[str, Any]:
    if day >= TODAY - timedelta(days=TODAY.weekday()):
        return {}
    if dice.random() < 0.7:
        return {"state": "done", "settled_at": NOW}
    return {"state": "dropped", "settled_at": NOW, "reason": "no_time"}


def _measured(company: Any, people: list[tuple[int, int]]) -> dict[str, Any]:
    from dabiao.core import figures

    whose: list[figures.Whose] = [("user", owner_id) for _, owner_id in people]
    month = (TODAY.replace(day=1), TODAY)

    def month_figures() -> Any:
        return figures.values(CODES, whose, month, now=NOW)

    return {
        **_of_requests(people[0][1], company["ops"].id),
        **_beside("figures", _cpu(month_figures), _cpu(bare(month_figures))),
    }


def _of_requests(seller_id: int, leader_id: int) -> dict[str, Any]:
    from bench._inside import ask
    from bench._operations import Call, Person, sign_in

    def asking(who: Person, path: str) -> partial[bytes]:
        return partial(ask, who, Call("GET", path))

    one, boss = sign_in("salesperson", seller_id), sign_in("manager", leader_id)
    empty = asking(one, "bench/empty")
    own, signing_in = _cpu(empty), _cpu(bare(empty))
    asked = {
        "week": asking(one, f"plans/at?grain=week&on={TODAY}"),
        "team": asking(boss, f"plans/team?grain=day&on={TODAY}"),
        "draft": asking(one, f"plans/proposals?grain=week&on={TODAY}"),
    }
    found: dict[str, Any] = {"empty_cpu_ms": own}
    for name, call in asked.items():
        found |= _beside(name, _cpu(call), round(own + _cpu(bare(call)) - signing_in, 2))
    return found


def _beside(name: str, ours: float, limit: float) -> dict[str, float]:
    return {f"{name}_cpu_ms": ours, f"{name}_limit_ms": limit, f"{name}_ratio": round(ours / limit, 2)}


def _cpu(ask: Any) -> float:
    ask()
    began = process_time()
    for _ in range(TIMES):
        ask()
    return round((process_time() - began) / TIMES * 1000, 2)


def _table(runs: list[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(run, ensure_ascii=False) for run in runs)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
