"""What a condition costs beside the plain filter: compiling it, and the first page with its count, on both databases."""

import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from bench import _both

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


def leaf(field: str, op: str, value: Any) -> dict[str, Any]:
    return {"field": field, "op": op, "value": value}


SOURCE = leaf("source", "in", ["advert", "form"])
GRADE_A = leaf("grade", "is", "A")
# name → (condition, named filters); the two of a pair find the same leads
ASKED: dict[str, tuple[Any, dict[str, Any]]] = {
    "filter: source": (None, {"source": "form"}),
    "condition: source": (leaf("source", "is", "form"), {}),
    "filter: received in 30 days": (None, {"received_from": NOW - timedelta(days=30)}),
    "condition: received in 30 days": (
        leaf("received_at", "gte", (NOW - timedelta(days=30)).isoformat()),
        {},
    ),
    "condition: 3 parts and a group": (
        {
            "all": [
                SOURCE,
                leaf("next_contact_at", "lt", "today"),
                {"any": [GRADE_A, leaf("cost_minor", "gt", 100)]},
            ]
        },
        {},
    ),
    "condition: company contains 台湾 (found often)": (leaf("company", "contains", "台湾"), {}),
    "condition: company contains 稀有 (found never)": (leaf("company", "contains", "稀有"), {}),
    "condition: customer's industry": (leaf("customer.industry", "is", "教育"), {}),
    "condition: 50 texts, none found": (
        {"any": [leaf("company", "contains", f"稀有{n}") for n in range(50)]},
        {},
    ),
}


def main(argv: list[str]) -> int:
    return _both.main("conditions", argv, doc=__doc__, leads=100_000, table=_table)


def _inside(leads: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    _fill(leads)
    return {"database": connection.vendor, "rows": [_measure(name, *pair) for name, pair in ASKED.items()]}


def _fill(leads: int) -> None:
    from django.db import connection

    from dabiao.modules.customers.models import Customer
    from dabiao.modules.leads.models import Lead

    chance, kept = random.Random(7), {"created_at": NOW, "updated_at": NOW}
    trades = ("教育", "软件", "制造", "医疗", "物流")
    customers = Customer.objects.bulk_create(
        [Customer(name=f"客户{n}", industry=trades[n % 5], **kept) for n in range(leads // 10)],
        batch_size=2000,
    )
    words = ("台湾", "臺灣", "杭州", "上海", "深圳", "云岚", "恒信", "华越")
    Lead.objects.bulk_create(
        (
            Lead(
                name=f"王{n}",
                company=f"{chance.choice(words)}{chance.choice(words)}科技{n % 9000}有限公司",
                source=chance.choice(("form", "advert", "phone", "file")),
                grade=chance.choice(("", "A", "B", "C")),
                cost_minor=chance.randrange(200),
                received_at=NOW - timedelta(minutes=chance.randrange(525_600)),
                next_contact_at=NOW + timedelta(minutes=chance.randrange(-40_000, 40_000)) if n % 3 else None,
                customer=customers[n // 10] if n % 10 == 0 else None,
                **kept,
            )
            for n in range(leads)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measure(name: str, tree: Any, filters: dict[str, Any]) -> dict[str, Any]:
    """Median ms of compiling the condition, and of one page of 50 with its capped count."""
    from dabiao.core.actor import SYSTEM
    from dabiao.core.conditions import language, vocabulary
    from dabiao.core.errors import Invalid
    from dabiao.core.lists.keyset import PageRequest
    from dabiao.modules.leads import queries

    words = vocabulary.of("lead")
    asked = PageRequest(where=tree, now=NOW, count=True)
    compiled = _median(lambda: language.compiled(tree, words, actor=SYSTEM, now=NOW)) if tree else 0.0
    try:
        page = _median(lambda: queries.listing(asked=asked, filters=filters, actor=SYSTEM))
        found = queries.listing(asked=asked, filters=filters, actor=SYSTEM)["count"]
    except Invalid as refused:
        page, found = refused.params["seconds"] * 1000, "refused"
    return {"asked": name, "compile_ms": compiled, "page_ms": page, "found": found}


def _median(run: Callable[[], Any], times: int = 9) -> float:
    taken = []
    for _ in range(times):
        start = perf_counter()
        run()
        taken.append((perf_counter() - start) * 1000)
    return round(median(taken), 2)


def _table(runs: list[dict[str, Any]]) -> str:
    lines = ["database     compile ms   page ms    found  asked"]
    for run in runs:
        lines.extend(
            f"{run['database']:<12}{row['compile_ms']:>11}{row['page_ms']:>10}{row['found']:>9}  {row['asked']}"
            for row in run["rows"]
        )
    return "\n".join(lines)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
