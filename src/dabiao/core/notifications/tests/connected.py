"""A company that is connected to a messenger's service on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.conf import LazySettings

from dabiao.core.actor import SYSTEM
from dabiao.core.notifications import accounts, configuring
from dabiao.core.notifications.models import Notification, Outgoing
from dabiao.core.notifications.receipts import delivered
from dabiao.core.notifications.services import notify
from dabiao.testing.messengers import Service
from dabiao.testing.people import NOW, Person

S = TypeVar("S", bound=Service)


@contextmanager
def served(service: S, settings: LazySettings) -> Iterator[S]:
    settings.MESSENGER_URLS, settings.PUBLIC_URL = service.urls, "https://sales.example"
    try:
        yield service
    finally:
        service.close()


def connect(service: Service, *people: tuple[Person, str], **fields: str) -> None:
    """Switched on, with these people known there."""
    given = {**service.fields, **fields}
    configuring.save(service.name, enabled=True, fields=given, actor=SYSTEM, now=NOW)
    rows = [(person.employee.user.login, account) for person, account in people]
    assert accounts.bind(service.name, rows=rows, actor=SYSTEM, now=NOW) == [None] * len(rows)


def warn(*people: Person, title: str = "云岚科技", **more: Any) -> int:
    said = {"title": title, "at": "10:30"}
    ids = [person.id for person in people]
    about = ("lead", 7)
    return notify(ids, "reminder.contact", said, about, NOW, dedupe="hop 1", outward=True, ring=True, **more)


def reached(person: Person, by: datetime = NOW) -> bool:
    return delivered([person.id], "reminder.contact", ("lead", 7), "hop 1", before=by) == {person.id}


def way() -> tuple[str, str, str]:
    """(target, state, error) of the one that there is."""
    return Outgoing.objects.values_list("target", "state", "error").get()


def number() -> int:
    return Notification.objects.get().pk
