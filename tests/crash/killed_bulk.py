"""A process that dies at a statement of a change of many records, or of its undo: `… prepare | run N | report`."""

import json
import os
import sys
from datetime import UTC, datetime
from typing import Any

import django
from tests.crash.dying import deadly

NOW = datetime(2026, 3, 4, tzinfo=UTC)
LEADS = 40


def prepare() -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.leads import services as leads

    for n in range(LEADS):
        values = {"name": f"客户{n}", "owner_id": None}
        leads.receive(values=values, actor=SYSTEM, now=NOW)


def run(at: int) -> None:
    """Change all, or take the change back if it is there; dies at the given statement."""

    from dabiao.core.bulk import services as bulk
    from dabiao.core.bulk.models import BulkEdit
    from dabiao.modules.leads.models import Lead

    actor, waiting = _actor(), BulkEdit.objects.filter(undone_at=None).first()
    bases: dict[int, Any] = {id: {} for id in Lead.objects.values_list("pk", flat=True)}
    with deadly(at, every=True):
        if waiting is None:
            bulk.edit("lead", bases=bases, changes={"region": "苏州"}, actor=actor, now=NOW)
        else:
            bulk.undo(waiting.pk, actor=actor, now=NOW)


def _actor() -> Any:
    from dataclasses import replace

    from dabiao.core.actor import SYSTEM

    return replace(SYSTEM, user_id=1)


def report() -> None:
    from dabiao.core.bulk.models import BulkEdit
    from dabiao.core.events.models import Event
    from dabiao.modules.leads.models import Lead

    said = {
        "regions": sorted(set(Lead.objects.values_list("region", "version"))),
        "edits": [one.undone_at is None for one in BulkEdit.objects.order_by("pk")],
        "events": [Event.objects.filter(kind=kind).count() for kind in ("lead.edited", "lead.put_back")],
    }
    sys.stdout.write(json.dumps(said, ensure_ascii=False))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    django.setup()
    {"prepare": prepare, "report": report, "run": lambda: (run(int(sys.argv[2])), report())}[sys.argv[1]]()
