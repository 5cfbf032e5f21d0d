"""A worker to be killed: `python -m … prepare ROWS | run YEAR | report`, on the database that the environment names."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import django

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def prepare(rows: str) -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.core.fields.models import CustomField
    from dabiao.core.timers.services import enqueue
    from dabiao.modules.leads.models import Lead

    times = dict.fromkeys(("received_at", "created_at", "updated_at"), NOW)
    Lead.objects.bulk_create(
        (Lead(name=f"{n}", fields={"budget": n}, **times) for n in range(int(rows))), batch_size=2_000
    )
    field = CustomField.objects.create(
        kind="lead", key="budget", type="money", indexed=True, index_state="building",
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    enqueue("fields.index", {"field_id": field.pk}, SYSTEM, NOW)


def run(year: str) -> None:
    """Do what the worker does in that year, when earlier leases have run out; say when an index is dropped or made."""
    from django.db import connection

    from dabiao.core.timers.worker import drain

    def say(execute: Any, sql: Any, *rest: Any) -> Any:
        if sql.startswith(("CREATE INDEX", "DROP INDEX")):
            sys.stdout.write(f"{sql.split()[0]}\n")
            sys.stdout.flush()
        return execute(sql, *rest)

    with connection.execute_wrapper(say):
        drain(datetime(int(year), 1, 1, tzinfo=UTC))


def report() -> None:
    from dabiao.core.fields import indexing
    from dabiao.core.fields.models import CustomField

    field = CustomField.objects.get()
    sys.stdout.write(json.dumps({"stands": indexing.stands(field.pk), "state": field.index_state}))


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "run": run, "report": report}[sys.argv[1]](*sys.argv[2:])
