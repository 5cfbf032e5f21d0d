"""Processes to be killed between keeping a delivery and working on it: `python -m … prepare | deliver | work | report`."""

import json
import sys
from datetime import UTC, datetime

import django

NOW = datetime(2026, 3, 4, tzinfo=UTC)
DELIVERIES = 120


def prepare() -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.channels import services

    services.connect(kind="json", name="官网", mapping={"phone": "tel"}, actor=SYSTEM, now=NOW)


def deliver() -> None:
    """As a platform that was told nothing would: all of them, and again from the start after every kill."""
    from dabiao.modules.channels.tests.builders import connection_there
    from dabiao.modules.channels.tests.builders import deliver as post

    connection = connection_there()
    for number in range(DELIVERIES):
        assert post(connection, {"id": str(number), "tel": f"1380000{number:04d}"})[0] == 200
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def work() -> None:
    """What waits, saying each before it commits, so that a kill can hit on either side of it."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.channels import services
    from dabiao.modules.channels.services import working

    save = working._save

    def said(delivery):  # type: ignore[no-untyped-def]
        save(delivery)
        sys.stdout.write(f"{delivery.event_id}\n")
        sys.stdout.flush()

    working._save = said
    while services.work(actor=SYSTEM, now=datetime.now(UTC)).done:
        pass


def report() -> None:
    from dabiao.modules.channels.models import Delivery
    from dabiao.modules.leads.models import Enquiry, Lead

    said = {
        "deliveries": Delivery.objects.count(),
        "done": Delivery.objects.filter(state="done").count(),
        "leads": Lead.objects.count(),
        "phones": Lead.objects.values("phone").distinct().count(),
        "enquiries": Enquiry.objects.count(),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "deliver": deliver, "work": work, "report": report}[sys.argv[1]]()
