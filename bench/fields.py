"""What custom fields cost on a list of leads: shown, filtered and sorted, without an index and with one, on both databases."""

import json
import random
import sys
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Any

from bench import _both
from bench.conditions import _median, leaf

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
WAYS = [f"o{n}" for n in range(1, 9)]
# name → what is asked of the list beyond its first page
ASKED: dict[str, dict[str, Any]] = {
    "plain list": {},
    "plain list, three fields shown": {"fields": ("budget", "go_live", "way")},
    "equality: one budget in 2,000": {"where": leaf("fields.budget", "is", 100_000)},
    "equality: one option in 8": {"where": leaf("fields.way", "is", "o3")},
    "range: 1 % of budgets": {"where": leaf("fields.budget", "between", [0, 2_000_000])},
    "range: go-live in 30 days": {"where": leaf("fields.go_live", "is", "next_30_days")},
    "sort: budget, descending": {"sort": "-fields.budget"},
    "sort: go-live": {"sort": "fields.go_live"},
}


def main(argv: list[str]) -> int:
    return _both.main("fields", argv, doc=__doc__, leads=1_000_000, table=_table)


def _inside(leads: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.core.fields import indexing
    from dabiao.core.fields.models import CustomField

    _define()
    _fill(leads)
    before = {name: _measure(asked) for name, asked in ASKED.items()}
    began = perf_counter()
    for row in CustomField.objects.order_by("pk"):
        indexing.make(row)
    built = round(perf_counter() - began, 1)
    CustomField.objects.update(indexed=True, index_state="ready")
    _forget()
    rows = [{"asked": name, "without": before[name], "with": _measure(ASKED[name])} for name in ASKED]
    return {"database": connection.vendor, "built_s": built, "rows": rows}


def _define() -> None:
    from dabiao.core.fields.models import CustomField

    options = [{"id": id, "labels": {"en": id}, "retired": False} for id in WAYS]
    for key, type in (("budget", "money"), ("go_live", "date"), ("way", "choice")):
        CustomField.objects.create(
            kind="lead",
            key=key,
            type=type,
            labels={"en": key},
            options=options if type == "choice" else [],
            created_at=NOW,
            updated_at=NOW,
        )
    _forget()


def _forget() -> None:
    from dabiao.core.access import epochs

    epochs.forget_all()


def _fill(leads: int) -> None:
    from django.db import connection

    from dabiao.modules.leads.models import Lead

    chance, kept = random.Random(7), {"created_at": NOW, "updated_at": NOW}
    first = date(2026, 1, 1)
    Lead.objects.bulk_create(
        (
            Lead(
                name=f"王{n}",
                received_at=NOW - timedelta(minutes=chance.randrange(525_600)),
                fields={
                    "budget": chance.randrange(2_000) * 100_000,
                    "way": chance.choice(WAYS),
                    **(
                        {"go_live": (first + timedelta(days=chance.randrange(700))).isoformat()}
                        if n % 4
                        else {}
                    ),
                },
                **kept,
            )
            for n in range(leads)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measure(asked: dict[str, Any]) -> float | str:
    """Median ms of the first page of 50, as who sees everything; a word where it is refused."""
    from dabiao.core.actor import SYSTEM
    from dabiao.core.errors import Invalid
    from dabiao.core.lists.keyset import PageRequest
    from dabiao.modules.leads import queries

    page = PageRequest(now=NOW, **asked)
    try:
        return _median(lambda: queries.listing(asked=page, filters={}, actor=SYSTEM))
    except Invalid as refused:
        return "refused" if refused.code == "lists.too_many_to_sort" else "over 5 s"


def _table(runs: list[dict[str, Any]]) -> str:
    lines = ["database     without ms    with ms  asked"]
    for run in runs:
        lines.append(f"{run['database']}: three indexes built in {run['built_s']} s")
        lines.extend(
            f"{run['database']:<12}{row['without']!s:>11}{row['with']!s:>11}  {row['asked']}"
            for row in run["rows"]
        )
    return "\n".join(lines)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
