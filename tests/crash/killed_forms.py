"""A form is sent to processes that die, each at the next statement; then the visitor's browser sends it once more."""

import json
import os
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import django
from tests.crash.dying import deadly, dies

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def main() -> None:
    form, found, at, killed = a_form(), Counter[str](), 0, True
    while killed:
        at += 1
        killed = dies(lambda at=at: send(form, at, at))  # type: ignore[misc]
        found["steps"] += killed
        found.update(wrong(f"after a kill at statement {at}", at - 1, at))
        send(form, at, 0)
        found.update(wrong(f"after it was sent again, killed at statement {at}", at, at))
    sys.stdout.write(json.dumps(found))


def a_form() -> Any:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.forms import services

    values = {"name": "官网", "state": "live", "texts": {"title": "预约"}, "fields": [{"name": "phone"}]}
    return services.create(values={**values, "language": "zh-Hans", "origins": []}, actor=SYSTEM, now=NOW)


def send(form: Any, number: int, at: int) -> None:
    """The visitor of this number sends; the process dies at statement `at`, with 0 at none."""
    from dabiao.modules.forms import services
    from dabiao.modules.forms.rules import tickets
    from dabiao.modules.forms.services._taking import hand_of, key

    ticket = tickets.written(tickets.Ticket(f"n{number}", int(NOW.timestamp()) - 60), form.token, key())
    sent = {"phone": [f"138{number:08}"]}
    arrival = services.Arrival(sent=sent, ticket=ticket, address=f"203.0.113.{number}")
    with deadly(at):
        services.submit(form, arrival=arrival, actor=hand_of(form), now=NOW)


def wrong(when: str, least: int, most: int) -> list[str]:
    """So many visitors, so many leads and submissions; nobody's lead without theirs, nobody taken for somebody known."""
    from dabiao.modules.forms.models import Submission
    from dabiao.modules.leads.models import Enquiry, Lead

    leads = set(Lead.objects.values_list("pk", flat=True))
    sent = list(Submission.objects.values_list("about_id", flat=True))
    right = least <= len(leads) <= most and sorted(sent) == sorted(leads) and not Enquiry.objects.exists()
    return [] if right else [f"{len(leads)} leads of {len(sent)} submissions {when}"]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    django.setup()
    main()
