"""The split of the gap of a company's month: 500 people over so many deals (--leads), against each base, on both databases."""

import json
import sys
from datetime import UTC, date, datetime
from statistics import median
from time import process_time
from typing import Any

from bench import _both
from bench.funnel import _fill

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
YEAR, MONTH = date(2026, 1, 1), date(2026, 10, 1)
TIMES = 5


def main(argv: list[str]) -> int:
    return _both.main("reviews", argv, doc=__doc__, leads=100_000, table=_table)


def _inside(deals: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities import services as opportunities
    from dabiao.modules.targets import services as targets
    from dabiao.testing.people import make_company

    opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    company = make_company()
    _fill(company, deals)
    targets.credit_all(actor=SYSTEM, now=NOW)
    targets.tally_anew(actor=SYSTEM, now=NOW)
    targets.tally(actor=SYSTEM, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"database": connection.vendor, "deals": deals} | _measured(company)


def _measured(company: Any) -> dict[str, Any]:
    """The split alone, and the whole page with tracking, in milliseconds of this process's CPU."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.reviews import services
    from dabiao.modules.reviews.queries.detail import detail
    from dabiao.modules.reviews.queries.gaps import _Split
    from dabiao.modules.targets import services as targets
    from dabiao.modules.targets.models import Metric, Node

    tree = targets.create_tree(
        name="2026",
        metric_id=Metric.objects.get(code="won").pk,
        unit_id=company.root.pk,
        starts_on=YEAR,
        grains=["year", "month"],
        actor=company["ops"].actor,
        now=NOW,
    )
    root = Node.objects.get(tree=tree, parent=None)
    review = services.begin(node_id=root.pk, grain="month", starts_on=MONTH, actor=SYSTEM, now=NOW)
    found: dict[str, Any] = {}
    for base in ("before", "average", "plan"):
        review.base = base
        taken = []
        for _ in range(TIMES):
            began = process_time()
            split = _Split(review, 10**12, 0).shown()
            taken.append(process_time() - began)
        found[f"{base}_ms"] = round(median(taken) * 1000)
        found[f"{base}_exact"] = sum(one["amount"] for one in split["parts"]) == split["gap"]
        found["people"] = len(split["people"])
    began = process_time()
    detail(review.pk, actor=SYSTEM, now=NOW)
    return found | {"page_ms": round((process_time() - began) * 1000)}


def _table(runs: list[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(run, ensure_ascii=False) for run in runs)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
