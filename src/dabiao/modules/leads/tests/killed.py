"""A process to be killed in the middle of an undo: `python -m … prepare | undo | report`."""

import json
import sys
from datetime import UTC, datetime

import django

NOW = datetime(2026, 3, 4, tzinfo=UTC)
LEADS = 2_400
CHANGED = "核实过"


def prepare() -> None:
    """Leads from a file, and half of them changed by a second one, which an undo is then asked for."""
    from dabiao.core.actor import SYSTEM
    from dabiao.core.importing import services
    from dabiao.testing.files import imported

    people = [(f"客户{n}", f"138{n:08d}") for n in range(LEADS)]
    first = "姓名,电话,备注\n" + "".join(f"{name},{phone},新\n" for name, phone in people)
    imported("lead", first, SYSTEM, now=NOW)
    second = "电话,备注\n" + "".join(f"{phone},{CHANGED}\n" for _, phone in people[::2])
    run = imported("lead", second, SYSTEM, now=NOW, mode="update", match=["phone"])
    services.undo(run.pk, SYSTEM, NOW)


def undo() -> None:
    """Whatever undo is asked for; says each chunk before it commits, so that a kill can hit on either side of it."""
    from dabiao.core.actor import SYSTEM
    from dabiao.core.importing import services, undoing
    from dabiao.core.importing.models import ImportRun

    def say(seen: ImportRun) -> None:
        sys.stdout.write(f"{seen.undone}\n")
        sys.stdout.flush()

    for run in ImportRun.objects.order_by("-pk"):
        if not run.undo_status:
            services.undo(run.pk, SYSTEM, NOW)
        undoing.execute(run.pk, clock=lambda: NOW, after_chunk=say)


def report() -> None:
    from dabiao.core.events.models import Event
    from dabiao.core.identity.models import IdentityKey
    from dabiao.core.importing.models import ImportRun
    from dabiao.modules.leads.models import Lead

    runs = ImportRun.objects.order_by("pk").values_list("undo_status", "undone", "kept")
    said = {
        "runs": [list(run) for run in runs],
        "leads": Lead.objects.count(),
        "keys": IdentityKey.objects.count(),
        "reverted": Event.objects.filter(kind="lead.reverted").count(),
        "withdrawn": Event.objects.filter(kind="lead.withdrawn").count(),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "undo": undo, "report": report}[sys.argv[1]]()
