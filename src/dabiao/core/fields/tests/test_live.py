"""A new or changed field is seen by everybody at once: open screens are told to ask for the definitions again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from dabiao.core.events import channel
from dabiao.core.events.models import Event
from dabiao.core.fields.tests.made import make
from dabiao.core.live.reach import Change, sees
from dabiao.core.live.source import News, Poller, understood
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db(transaction=True)
Heard = Callable[[], News]


@pytest.fixture
def company() -> Company:
    return make_company()


def changes_of(company: Company) -> list[Callable[[], Any]]:
    """Everything that an administrator can do to the fields of a kind."""
    admin = company["ops"].client
    first, second = make(company), make(company, "people", "number")
    path = f"/fields/{first['id']}"
    return [
        lambda: make(company, "go_live", "date"),
        lambda: admin.write("PATCH", path, {"changes": {"required": True}, "version": 1}),
        lambda: admin.write("PUT", "/fields/order", {"kind": "lead", "ids": [second["id"], first["id"]]}),
        lambda: admin.write("POST", f"{path}/removals"),
        lambda: admin.write("POST", f"{path}/restorations"),
    ]


def test_every_change_of_a_field_is_told_to_everybody(company: Company) -> None:
    for change in changes_of(company):
        with _listening() as heard:
            change()
            (told,) = heard()
        assert told.kind == "field"
        assert all(sees(person.actor, told) for person in company.people.values())


def test_the_same_order_again_is_no_news(company: Company) -> None:
    ids = [make(company)["id"], make(company, "people", "number")["id"]]
    before = Event.objects.count()
    company["ops"].client.write("PUT", "/fields/order", {"kind": "lead", "ids": ids})
    assert Event.objects.count() == before
    company["ops"].client.write("PUT", "/fields/order", {"kind": "lead", "ids": ids[::-1]})
    assert Event.objects.latest("pk").data == {"of": "lead", "keys": ["people", "budget"]}


def test_records_of_others_stay_unheard(company: Company) -> None:
    assert not sees(company["sales1"].actor, Change("lead", 1, None, frozenset()))


class _listening:
    """As the live source of this database hears."""

    def __enter__(self) -> Callable[[], tuple[Change, ...]]:
        if connection.vendor != "postgresql":
            poller = Poller()
            return lambda: poller.poll().changes
        self.line = channel.listen(channel.EVENTS)
        listener = self.line.__enter__()
        return lambda: (
            understood([(one.channel, one.payload) for one in listener.notifies(timeout=0.3)]).changes
        )

    def __exit__(self, *_: object) -> None:
        if connection.vendor == "postgresql":
            self.line.__exit__(None, None, None)
