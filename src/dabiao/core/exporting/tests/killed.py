"""A process to be killed: `python -m … prepare ROWS | run MINUTES | settle | report`, on the database of its environment."""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django


def prepare(rows: str) -> None:
    """A company whose team lead has asked for a file of so many leads."""
    from dabiao.core.access.models import Role
    from dabiao.core.exporting import services
    from dabiao.core.exporting.seeing import Seen
    from dabiao.modules.leads.models import Lead
    from dabiao.testing.people import NOW, make_company

    company = make_company()
    seller = company["sales1"]
    times = {"received_at": NOW, "created_at": NOW, "updated_at": NOW}
    Lead.objects.bulk_create(
        [
            Lead(
                name=f"客户{n}",
                owner_id=seller.id,
                unit_id=seller.employee.unit_id,
                status="assigned",
                **times,
            )
            for n in range(int(rows))
        ],
        batch_size=500,
    )
    Role.objects.update(rows_per_export=None, export_rows_per_day=int(rows))
    seen = Seen(sort="id")
    asker = company["lead1"].actor
    services.ask(kind="lead", seen=seen, format="csv", columns=["name"], language="en", actor=asker, now=NOW)


def run(minutes: str) -> None:
    """Work as a worker does, so many minutes on: the lease of whoever was killed has run out. Each step is said before it is
    committed, and when the bytes are in their place, so that a kill can hit on either side."""
    from dabiao.core.files import disk
    from dabiao.core.timers import clock, running
    from dabiao.core.timers.running import JobRun

    progress, keep = JobRun.progress, disk.keep

    def told(self: JobRun, done: int, total: int | None = None) -> None:
        progress(self, done, total)
        _say(str(done))

    def kept(incoming: Any) -> None:
        keep(incoming)
        _say("kept")

    JobRun.progress, disk.keep = told, kept  # type: ignore[method-assign]
    running.run_next(clock.read() + timedelta(minutes=int(minutes)))
    _say("over")


def settle() -> None:
    from dabiao.core.exporting import jobs
    from dabiao.core.timers import clock

    jobs.settle({}, clock.read())


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
    time.sleep(0.25)  # whoever is to kill us has to hear it first, on a busy machine too


def report() -> None:
    from django.conf import settings

    from dabiao.core.events.models import Event
    from dabiao.core.exporting.models import Export, ExportDay
    from dabiao.core.files import services as files
    from dabiao.core.files.models import StoredFile
    from dabiao.core.notifications.models import Notification
    from dabiao.doctor import run as doctor
    from dabiao.modules.leads.models import Lead

    export = Export.objects.get()
    folder = Path(settings.DABIAO_HOME) / "files"
    lines = files.path_of(export.file_id).read_text("utf-8-sig").splitlines() if export.file_id else []
    found = {
        "status": export.status,
        "counted": [export.total, export.charged, ExportDay.objects.get().rows],
        "whole": lines[1:]
        == [f"{id},{name}" for id, name in Lead.objects.order_by("id").values_list("id", "name")],
        "kept": [
            path.name for path in folder.rglob("*") if path.is_file() and path.parent.name != "incoming"
        ],
        "rows": list(StoredFile.objects.values_list("sha256", flat=True)),
        "told": [Event.objects.filter(kind="export.written").count(), Notification.objects.count()],
        "doctor": [finding.check for finding in doctor() if finding.check.startswith("export.")],
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "run": run, "settle": settle, "report": report}[sys.argv[1]](*sys.argv[2:])
