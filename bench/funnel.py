"""The funnel page over eighteen months and five hundred people, by every dimension, on both databases."""

import json
import random
import sys
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench import _both

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
SPAN = (date(2025, 6, 1), date(2026, 12, 1))  # eighteen months
UNITS, SELLERS, TIMES = 50, 500, 7
COPIES = 10  # of what Python makes
SOURCES = ("form", "phone", "referral", "exhibition", "search", "partner", "ad", "file")


def main(argv: list[str]) -> int:
    return _both.main("funnel", argv, doc=__doc__, leads=100_000, table=_table)


def _inside(deals: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.testing.people import make_company

    company = make_company()
    _fill(company, deals)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"database": connection.vendor, "rows": _measured(company)}


def _fill(company: Any, deals: int) -> None:
    """Teams of ten under 华东; deals opened evenly over the span, walking the pipeline, one in three won, one lost."""
    from dabiao.core.search import install
    from dabiao.core.upkeep import triggers
    from dabiao.modules.customers.models import Customer
    from dabiao.modules.opportunities.models import Opportunity, Stage, StageEntry

    install.take_away()
    triggers.take_away()
    dice = random.Random(5)
    holders = _holders(company)
    kept = {"created_at": NOW, "updated_at": NOW}
    customer = Customer.objects.create(name="云岚科技", **kept)
    stages = list(Stage.objects.filter(pipeline__is_default=True).order_by("position"))
    begin = datetime(2025, 6, 1, tzinfo=UTC)
    length = (NOW - begin).total_seconds()
    rows, walks = [], []
    for _ in range(deals // COPIES):
        opened = begin + timedelta(seconds=dice.random() * length)
        walk = _walk(dice, stages, opened)
        unit, owner = dice.choice(holders)
        end = walk[-1][0]
        rows.append(
            Opportunity(
                name="CRM 采购",
                customer=customer,
                pipeline_id=end.pipeline_id,
                stage=end,
                stage_entered_at=walk[-1][1],
                amount_minor=dice.randrange(10**8),
                source=dice.choice(SOURCES),
                closed_at=None if end.is_open else walk[-1][1],
                lost_reason=dice.choice(["价格", "功能", "预算取消"]) if end.kind == "lost" else "",
                owner_id=owner,
                unit_id=unit,
                created_at=opened,
                updated_at=NOW,
            )
        )
        walks.append(walk)
    made = Opportunity.objects.bulk_create(rows, batch_size=2_000)
    stays = (
        StageEntry(opportunity_id=deal.pk, stage=stage, came_from=before, entered_at=at, left_at=after)
        for deal, walk in zip(made, walks, strict=True)
        for (stage, at), before, after in zip(
            walk, [None, *(stage for stage, _ in walk)], [*(at for _, at in walk[1:]), None], strict=False
        )
    )
    StageEntry.objects.bulk_create(stays, batch_size=5_000)
    for model, numbers in ((Opportunity, ("id",)), (StageEntry, ("id", "opportunity_id"))):
        highest = model.objects.order_by("-pk")[0].pk
        for number in range(1, COPIES):
            _copied(model, numbers, highest, number * 10 * deals)
    install.put_back()
    triggers.put_back()


def _walk(dice: random.Random, stages: list[Any], at: datetime) -> list[tuple[Any, datetime]]:
    """From stage to stage, in one of ten a stage back, two of three to an end."""
    walk = []
    for stage in stages[: dice.randint(1, 5)]:
        walk.append((stage, at))
        at += timedelta(hours=dice.expovariate(1 / 150))
    if len(walk) > 2 and dice.random() < 0.1:
        walk.append((walk[-2][0], at))
        at += timedelta(hours=dice.expovariate(1 / 150))
    if dice.random() < 0.66:
        walk.append((stages[5] if len(walk) > 2 and dice.random() < 0.6 else stages[6], at))
    return walk


def _copied(model: Any, numbers: tuple[str, ...], highest: int, beyond: int) -> None:
    """The rows up to the highest number once more, by SQL, with other numbers."""
    from django.db import connection

    table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
    there = ", ".join(f'"{column}"' for column in columns)
    here = ", ".join(f'"{column}" + {beyond}' if column in numbers else f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({there}) SELECT {here} FROM "{table}" WHERE id <= %s', [highest]
        )


def _holders(company: Any) -> list[tuple[int, int]]:
    """(unit, person) of five hundred salespeople."""
    from dabiao.core.access.models import Role, User
    from dabiao.modules.org.models import Employee
    from dabiao.testing.people import make_unit

    teams = [make_unit(f"{number} 组", "team", company.east) for number in range(UNITS)]
    users = User.objects.bulk_create(
        User(login=f"s{number}", name=f"销售{number}", created_at=NOW) for number in range(SELLERS)
    )
    kept = {"created_at": NOW, "updated_at": NOW, "hired_on": date(2025, 1, 6)}
    Employee.objects.bulk_create(
        Employee(user=user, unit=teams[number % UNITS], **kept) for number, user in enumerate(users)
    )
    role = Role.objects.get(code="salesperson")
    User.roles.through.objects.bulk_create(User.roles.through(user=user, role=role) for user in users)
    return [(teams[number % UNITS].pk, user.pk) for number, user in enumerate(users)]


def _measured(company: Any) -> list[dict[str, Any]]:
    """As who sees all, as a manager of fifty teams, as one salesperson; settled, and with twenty teams out of date."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.analytics import queries, services
    from dabiao.modules.analytics.enums import FunnelBy
    from dabiao.modules.opportunities.models import Opportunity

    began = perf_counter()
    services.settle(actor=SYSTEM, now=NOW)
    found = [{"what": "all blocks counted anew", "ms": round((perf_counter() - began) * 1000)}]
    people = {"boss": company["boss"].actor, "manager": company["manager"].actor, "salesperson": _seller()}

    def page(who: str, **more: Any) -> None:
        found.append(
            _timed(
                f"{who}, 18 months, {' '.join(map(str, more.values())) or 'plain'}",
                lambda: queries.funnel(*SPAN, **more, actor=people[who], now=NOW),
            )
        )

    for who in people:
        page(who)
    for by in FunnelBy:
        page("boss", by=by)
    page("boss", by=FunnelBy.PERSON, compare=True)
    for unit in list(Opportunity.objects.order_by().values_list("unit_id", flat=True).distinct()[:20]):
        recent = Opportunity.objects.filter(unit_id=unit).order_by("-created_at")[:1]
        Opportunity.objects.filter(pk__in=[one.pk for one in recent]).update(amount_minor=1)
    found.append({"what": "twenty deals changed, of twenty teams:"})
    page("boss", by=FunnelBy.PERSON)
    began = perf_counter()
    services.settle(actor=SYSTEM, now=NOW)
    return [*found, {"what": "these counted anew", "ms": round((perf_counter() - began) * 1000)}]


def _seller() -> Any:
    from dabiao.core.access import actors
    from dabiao.core.access.models import User

    return actors.build(User.objects.get(login="s7"))


def _timed(what: str, ask: Any) -> dict[str, Any]:
    ask()
    took = []
    for _ in range(TIMES):
        began = perf_counter(), process_time()
        ask()
        took.append((perf_counter() - began[0], process_time() - began[1]))
    wall, cpu = zip(*took, strict=True)
    return {
        "what": what,
        "ms": round(median(wall) * 1000, 1),
        "cpu_ms": round(median(cpu) * 1000, 1),
        "least_ms": round(min(wall) * 1000, 1),
    }


def _table(runs: list[dict[str, Any]]) -> str:
    lines = ["database       ms, p50   least  our CPU"]
    for run in runs:
        lines.extend(
            f"{run['database']:<12}{row.get('ms', ''):>10}{row.get('least_ms', ''):>8}{row.get('cpu_ms', ''):>9}  {row['what']}"
            for row in run["rows"]
        )
    return "\n".join(lines)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
