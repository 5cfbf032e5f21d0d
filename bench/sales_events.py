"""300 guests signed in by four doors at once, each scanning through the services as the API does: how long one waits, and
whether anybody is lost or counted twice, on both databases. Every tenth guest is scanned at two doors."""

import json
import sys
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from time import perf_counter
from typing import Any

from bench import _both

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
DOORS = 4


def main(argv: list[str]) -> int:
    return _both.main("sales_events", argv, doc=__doc__, leads=300, table=_table)


def _inside(guests: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.modules.sales_events.models import Guest
    from dabiao.testing.people import make_company

    company = make_company()
    event, tokens = _invited(company, guests)
    waits, doubled = _signed_in(company, event.pk, tokens)
    arrived = Guest.objects.filter(event=event, arrived_at__isnull=False).count()
    waits.sort()
    return {
        "database": connection.vendor,
        "guests": guests,
        "doors": DOORS,
        "p50_ms": round(waits[len(waits) // 2] * 1000, 1),
        "p99_ms": round(waits[int(len(waits) * 0.99) - 1] * 1000, 1),
        "longest_ms": round(waits[-1] * 1000, 1),
        "lost": guests - arrived,
        "doubled": doubled,
    }


def _invited(company: Any, guests: int) -> tuple[Any, list[str]]:
    from dabiao.modules.customers.models import Customer
    from dabiao.modules.sales_events import services
    from dabiao.modules.sales_events.models import Guest

    lead, sales = company["lead1"].actor, company["sales1"]
    stamps = {"created_at": NOW, "updated_at": NOW, "owner_id": sales.id, "unit": company.team1}
    Customer.objects.bulk_create(
        Customer(name=f"客户 {n}", phone=f"+86138{n:08d}", **stamps) for n in range(guests)
    )
    values = {"name": "会销", "starts_at": NOW, "ends_at": NOW + timedelta(hours=4)}
    event = services.create(values=values, actor=lead, now=NOW)
    services.move(event.pk, to="open", actor=lead, now=NOW)
    ids = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    services.invite(event.pk, kind="customer", ids=ids, actor=lead, now=NOW)
    return event, list(Guest.objects.order_by("pk").values_list("token", flat=True))


def _signed_in(company: Any, event_id: int, tokens: list[str]) -> tuple[list[float], int]:
    """How long each scan took, and how many guests were told twice that they had just arrived."""
    from django.db import connection

    from dabiao.modules.sales_events import services

    lead = company["lead1"].actor
    queues = [tokens[door::DOORS] for door in range(DOORS)]
    for place, token in enumerate(tokens[::10]):
        queues[(place + 1) % DOORS].append(token)
    start, waits, fresh = Barrier(DOORS), [], []

    def door(queue: list[str]) -> None:
        start.wait(20)
        for token in queue:
            began = perf_counter()
            arrival = services.sign_in(event_id, scanned=token, actor=lead, now=NOW)
            waits.append(perf_counter() - began)
            if not arrival.again:
                fresh.append(token)
        connection.close()

    threads = [Thread(target=door, args=(queue,)) for queue in queues]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return waits, len(fresh) - len(set(fresh))


def _table(runs: list[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(run, ensure_ascii=False) for run in runs)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
