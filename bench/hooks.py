"""A burst of deliveries by four hands at once, then what comes of them: kept per second, how long an answer takes, lost ones.

Without the network and its server: from the request that Django has to the answer that it gives.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from bench import _both

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
HANDS = 4


def main(argv: list[str]) -> int:
    return _both.main("hooks", argv, doc=__doc__, leads=500, table=_table)


def _inside(leads: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.core.actor import SYSTEM
    from dabiao.core.timers.worker import drain
    from dabiao.modules.channels import services
    from dabiao.modules.channels.models import Delivery
    from dabiao.modules.channels.tests.builders import address
    from dabiao.modules.leads.models import Lead
    from dabiao.testing.people import make_company

    make_company()
    there = services.connect(
        kind="json", name="bench", mapping={"phone": "tel", "name": "who"}, actor=SYSTEM, now=NOW
    )
    path = address(there)
    _delivered(path, HANDS * 5, "warm")
    began = perf_counter()
    took = _delivered(path, leads, "burst")
    kept = perf_counter() - began
    stored = Delivery.objects.filter(event_id__startswith="burst").count()
    began = perf_counter()
    drain()
    worked = perf_counter() - began
    return {
        "database": connection.vendor,
        "stored_per_s": round(leads / kept),
        "p99_ms": round(sorted(took)[int(len(took) * 0.99) - 1] * 1000, 1),
        "lost": leads - stored,
        "leads": Lead.objects.count() - HANDS * 5,
        "worked_per_s": round((leads + HANDS * 5) / worked),
    }


def _delivered(path: str, count: int, name: str) -> list[float]:
    """Seconds that each answer took."""
    from django.db import connection
    from django.test import Client

    def hand(first: int) -> list[float]:
        client, took = Client(), []
        for number in range(first, count, HANDS):
            tel = f"1{'39' if name == 'burst' else '38'}{number:08d}"
            body = json.dumps(
                {"id": f"{name}-{number}", "who": f"客户{number}", "data": {"city": "杭州"}, "tel": tel}
            )
            began = perf_counter()
            response = client.post(path, body, content_type="application/json")
            took.append(perf_counter() - began)
            assert response.status_code == 200, response.content
        connection.close()
        return took

    with ThreadPoolExecutor(HANDS) as hands:
        return [one for some in hands.map(hand, range(HANDS)) for one in some]


def _table(runs: list[dict[str, Any]]) -> str:
    names = ("stored_per_s", "p99_ms", "lost", "leads", "worked_per_s")
    lines = ["database    " + "".join(f"{name:>14}" for name in names)]
    lines.extend(f"{run['database']:<12}" + "".join(f"{run[name]:>14}" for name in names) for run in runs)
    return "\n".join(lines)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
