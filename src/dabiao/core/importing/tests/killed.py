"""A process to be killed: `python -m … prepare FILE | run | report`, on the database that the environment names."""

import json
import sys
from datetime import UTC, datetime

import django

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def prepare(path: str) -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.core.importing import services

    options = {"dates": {"received_at": {"month_only_in_order": True, "start_year": 2008}}}
    run = services.upload("probe", path, "many.csv", SYSTEM, NOW)
    services.start(run.pk, {"name": "name", "month": "received_at"}, options, SYSTEM, NOW)


def run() -> None:
    """Say each chunk before it commits, so that a kill can hit on either side of it."""
    from dabiao.core.importing import services
    from dabiao.core.importing.models import ImportRun

    def say(seen: ImportRun) -> None:
        sys.stdout.write(f"{seen.done}\n")
        sys.stdout.flush()

    services.execute(ImportRun.objects.latest("pk").pk, after_chunk=say)


def report() -> None:
    from dabiao.core.importing.models import ImportRun
    from dabiao.core.importing.tests.probe import records

    done = ImportRun.objects.latest("pk")
    rows = list(records().order_by("size").values_list("size", "name", "created_at"))
    sys.stdout.write(
        json.dumps(
            {
                "status": done.status,
                "counters": [done.total, done.done, done.created, done.joined, done.rejected],
                "rejects": list(done.rejects.order_by("row_number").values_list("row_number", flat=True)),
                "rows": [[size, name, f"{at:%Y-%m-%dT%H}"] for size, name, at in rows],
            }
        )
    )


if __name__ == "__main__":
    django.setup()
    from dabiao.core.importing.kinds import register_import
    from dabiao.core.importing.tests.probe import PROBE

    register_import(PROBE)
    {"prepare": prepare, "run": run, "report": report}[sys.argv[1]](*sys.argv[2:])
