"""What 5,000 targets have reached, over so many entries of the ledger (--leads), read from sums by day and compared with SQL of
its own over every entry; what a sheet of them costs, and what their marks cost who writes, on both databases."""

import json
import random
import sys
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from bench import _both
from bench._limit import bare
from bench.funnel import _copied, _holders

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
YEAR = date(2026, 1, 1)
TARGETS, TIMES = 5_000, 5
COPIES = 10  # of what Python makes
WHOLE = 10**11  # the year's must-reach: a billion yuan


def main(argv: list[str]) -> int:
    return _both.main("targets", argv, doc=__doc__, leads=1_000_000, table=_table)


def _inside(entries: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from bench._marking import per_thousand
    from dabiao.config.settled import settle
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.targets import services
    from dabiao.testing.people import make_company

    company = make_company()
    settle()
    _fill(company, entries)
    began = perf_counter()
    services.tally_anew(actor=SYSTEM, now=NOW)
    services.tally(actor=SYSTEM, now=NOW)
    tallied = perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {
        "database": connection.vendor,
        "entries": entries,
        "tally_seconds": round(tallied, 1),
        **_measured(company),
        "cpu_ms_of_1000_updates": per_thousand(company),
    }


def _fill(company: Any, entries: int) -> None:
    """Five hundred people in fifty teams; entries evenly over the year."""
    from dabiao.core.upkeep import triggers
    from dabiao.modules.org import queries as org
    from dabiao.modules.targets.models import Entry

    triggers.take_away()
    dice = random.Random(5)
    holders = _holders(company)
    paths = {unit["id"]: unit["path"] for unit in org.units()}
    Entry.objects.bulk_create(
        (_entry(number, dice, *dice.choice(holders), paths) for number in range(entries // COPIES)),
        batch_size=5_000,
    )
    highest = Entry.objects.order_by("-pk")[0].pk
    for number in range(1, COPIES):
        _copied(Entry, ("id", "source_id"), highest, number * 10 * entries)
    triggers.put_back()


def _entry(number: int, dice: random.Random, unit_id: int, user_id: int, paths: dict[int, str]) -> Any:
    from dabiao.modules.targets.models import Entry

    day = YEAR + timedelta(days=dice.randrange(365))
    return Entry(
        source_kind="contract",
        source_id=number + 1,
        what="signed",
        day=day,
        for_day=day,
        user_id=user_id,
        unit_id=unit_id,
        unit_path=paths[unit_id],
        amount_minor=dice.randrange(1, 10**8),
        before_minor=0,
        pieces=1,
        currency="CNY",
        booked_at=NOW,
    )


def _measured(company: Any) -> dict[str, Any]:
    from dabiao.modules.targets import services
    from dabiao.modules.targets.models import Metric, Node
    from dabiao.modules.targets.queries.attainment import attained
    from dabiao.modules.targets.rules import periods

    boss = company["ops"].actor
    tree = services.create_tree(
        name="2026",
        metric_id=Metric.objects.get(code="signed").pk,
        unit_id=company.root.pk,
        starts_on=YEAR,
        grains=["year", "month"],
        actor=boss,
        now=NOW,
    )
    months = periods.periods(periods.year_from(YEAR), "month")
    nodes = list(Node.objects.filter(tree=tree))[: TARGETS // len(months) + 1]
    taken = []
    for _ in range(TIMES):
        began = perf_counter()
        found = attained(tree, nodes, months)
        taken.append(perf_counter() - began)
    return {
        "targets": len(nodes) * len(months),
        "attainment_seconds": round(median(taken), 3),
        "equal": dict(found) == _recomputed(nodes),
    } | _sheet(tree, boss)


def _sheet(tree: Any, boss: Any) -> dict[str, Any]:
    """The sheet of the year by months with both lines of every node, as it is sent; and its statements alone, with their rows
    written as JSON: the limit."""
    from dabiao.core.http.respond import dumps
    from dabiao.modules.targets import services
    from dabiao.modules.targets.models import Cell, Node
    from dabiao.modules.targets.queries import grid

    root = Node.objects.get(tree=tree, parent=None)
    wanted = services.Wanted(root.pk, "year", YEAR, {"must": WHOLE, "stretch": WHOLE * 5 // 4}, {})
    services.set_targets(tree.pk, cells=[wanted], actor=boss, now=NOW)
    even: dict[str, Any] = {"down": {"even": 1}, "time": {"even": 1}, "day": YEAR}
    services.fill_tree(tree.pk, **even, actor=boss, now=NOW)

    def sheet() -> bytes:
        return dumps(grid.grid(tree.pk, grain="month", actor=boss))

    ours, limit = _cpu(sheet), _cpu(bare(sheet))
    return {
        "cells": Cell.objects.filter(node__tree=tree, grain="month").count(),
        "grid_cpu_ms": round(sum(ours), 1),
        "grid_limit_ms": round(sum(limit), 1),
        "grid_ratio": round(sum(ours) / sum(limit), 2),
        "grid_ratio_without_database": round(ours[0] / limit[0], 2),
    }


def _cpu(work: Any) -> tuple[float, float]:
    """Milliseconds of this process, and of the database's."""
    from bench._spending import spent

    work()
    began = spent()
    for _ in range(TIMES * 4):
        work()
    ours, theirs = (after - before for after, before in zip(spent(), began, strict=True))
    return ours * 1000 / TIMES / 4, theirs * 1000 / TIMES / 4


def _recomputed(nodes: list[Any]) -> dict[tuple[int, date], int]:
    """By SQL of its own, from every entry."""
    from django.db import connection

    people: dict[tuple[int, int, int], int] = defaultdict(int)
    units: dict[tuple[int, int], int] = defaultdict(int)
    month = {"postgresql": "extract(month from day)", "sqlite": "strftime('%%m', day)"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT user_id, unit_path, {month}, SUM(amount_minor) FROM targets_entry "
            "WHERE source_kind = %s GROUP BY 1, 2, 3",
            ["contract"],
        )
        for user, path, in_month, amount in cursor.fetchall():
            above = [int(part) for part in path.split("/") if part]
            people[user, above[-1], int(in_month)] += int(amount)
            for unit in above:
                units[unit, int(in_month)] += int(amount)
    found = {}
    for node in nodes:
        for number in range(1, 13):
            own = people.get((node.owner_id, node.unit_id, number), 0)
            amount = own if node.kind == "person" else units.get((node.unit_id, number), 0)
            if amount:
                found[node.pk, YEAR.replace(month=number)] = amount
    return found


def _table(runs: list[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(run, ensure_ascii=False) for run in runs)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
