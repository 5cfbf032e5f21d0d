"""The same change on a thousand leads, given to somebody too, and taken back: rows per second on both databases."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench import _both

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
SIZE, TIMES = 1_000, 3  # records in one request, and how often


def main(argv: list[str]) -> int:
    return _both.main("bulk", argv, doc=__doc__, leads=5_000, table=_table)


def _inside(leads: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.core.actor import SYSTEM
    from dabiao.modules.leads.models import Lead
    from dabiao.testing.people import make_company

    people = make_company()
    kept = {"created_at": NOW, "updated_at": NOW, "received_at": NOW}
    Lead.objects.bulk_create((Lead(name=f"王{n}", **kept) for n in range(leads)), batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ids = list(Lead.objects.order_by("pk").values_list("pk", flat=True)[: SIZE * TIMES])
    actor = replace(SYSTEM, user_id=people["ops"].id)
    changes = {"region": "苏州", "grade": "A", "owner_id": people["sales1"].id}
    return {"database": connection.vendor, "rows": _measured(ids, changes, actor)}


def _measured(ids: list[int], changes: dict[str, Any], actor: Any) -> list[dict[str, Any]]:
    from dabiao.core.bulk import services as bulk

    took: dict[str, list[tuple[float, float]]] = {"changed and given": [], "taken back": []}
    for start in range(0, len(ids), SIZE):
        bases: dict[int, Any] = {id: {} for id in ids[start : start + SIZE]}
        began = perf_counter(), process_time()
        number, _ = bulk.edit("lead", bases=bases, changes=changes, actor=actor, now=NOW)
        between = perf_counter(), process_time()
        bulk.undo(number or 0, actor=actor, now=NOW)
        ended = perf_counter(), process_time()
        took["changed and given"].append((between[0] - began[0], between[1] - began[1]))
        took["taken back"].append((ended[0] - between[0], ended[1] - between[1]))
    return [
        {
            "what": what,
            "rows_per_s": round(SIZE / median(wall for wall, _ in times)),
            "cpu_ms": round(median(cpu for _, cpu in times) * 1000),
        }
        for what, times in took.items()
    ]


def _table(runs: list[dict[str, Any]]) -> str:
    lines = [f"database      rows/s  our CPU ms  {SIZE} leads"]
    for run in runs:
        lines.extend(
            f"{run['database']:<12}{row['rows_per_s']:>8}{row['cpu_ms']:>12}  {row['what']}"
            for row in run["rows"]
        )
    return "\n".join(lines)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
