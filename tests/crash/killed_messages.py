"""A worker that dies at a statement while it sends messages: `… prepare FIELDS | ask SECONDS | run URLS SECONDS N`."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta

import django
from tests.crash.dying import deadly

NOW = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
WHERE = {"wecom": "LiMin", "feishu": "WangBo"}


def prepare(fields: str) -> None:
    """A person for each messenger, known there."""
    from django.contrib.auth import get_user_model

    from dabiao.core.actor import SYSTEM
    from dabiao.core.notifications import accounts, configuring

    for name, given in json.loads(fields).items():
        get_user_model().objects.create(login=name, name=name, created_at=NOW)
        configuring.save(name, enabled=True, fields=given, actor=SYSTEM, now=NOW)
        accounts.bind(name, rows=[(name, WHERE[name])], actor=SYSTEM, now=NOW)


def ask(seconds: str) -> None:
    """A message for each of them on its way."""
    from django.contrib.auth import get_user_model

    from dabiao.core.notifications.services import notify

    at = NOW + timedelta(seconds=int(seconds))
    people = get_user_model().objects.filter(login__in=WHERE).values_list("pk", flat=True)
    said = {"title": seconds, "at": "10:30"}
    notify(people, "reminder.contact", said, ("lead", 7), at, dedupe=seconds, outward=True, ring=True)


def run(urls: str, seconds: str, statement: str) -> None:
    """Work until nothing is left, or die at the given statement; says what became of the messages."""
    from django.conf import settings

    from dabiao.core.notifications.models import Outgoing
    from dabiao.core.timers.worker import drain

    settings.MESSENGER_URLS = json.loads(urls)
    with deadly(int(statement), every=True):
        drain(NOW + timedelta(seconds=int(seconds)), tolerant=True)
    newest = Outgoing.objects.order_by("-notification_id")[: len(WHERE)]
    sys.stdout.write(json.dumps({one.target: one.state for one in newest}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    django.setup()
    {"prepare": prepare, "ask": ask, "run": run}[sys.argv[1]](*sys.argv[2:])
