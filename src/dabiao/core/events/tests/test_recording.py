from datetime import datetime

import pytest
from django.db import connection, transaction

from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Delivery, Event, EventSubject
from dabiao.core.events.services import Entry, record, record_all
from dabiao.core.events.tests.samples import MEI, NOW, Door, Echoed, Knocked, Opened, undone

ON_POSTGRESQL = connection.vendor == "postgresql"


def react(fact: Knocked, event: Event, now: datetime) -> None:
    """A reaction that these tests never deliver."""


@pytest.mark.django_db
def test_a_recorded_fact_says_who_did_what_when_and_from_where() -> None:
    event = record(Knocked(3), ("door", 1), actor=MEI, now=NOW)
    stored = Event.objects.values(
        "id", "kind", "at", "actor_id", "actor_name", "via", "address", "data", "audience"
    ).get()
    assert stored == {
        "id": event.pk,
        "kind": "test.knocked",
        "at": NOW,
        "actor_id": 7,
        "actor_name": "Mei",
        "via": "web",
        "address": "10.0.0.7",
        "data": {"times": 3},
        "audience": [{"kind": "door", "id": 1, "version": None, "owner_ids": [], "unit_ids": []}],
    }


@pytest.mark.django_db
def test_an_event_stands_on_the_timeline_of_each_record_once() -> None:
    event = record(Knocked(), ("door", 1), Door(1, 7, 70), ("house", 1), actor=MEI, now=NOW)
    subjects = EventSubject.objects.order_by("kind").values_list("event_id", "kind", "object_id")
    assert list(subjects) == [(event.pk, "door", 1), (event.pk, "house", 1)]


@pytest.mark.django_db(transaction=True)
def test_event_and_change_stand_or_fall_together() -> None:
    after_commit(Knocked)(react)
    undone(lambda: record(Knocked(), ("door", 1), actor=MEI, now=NOW))
    assert (Event.objects.count(), EventSubject.objects.count(), Delivery.objects.count()) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(Knocked(), ("door", 1), actor=MEI, now=NOW)
    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_each_after_commit_handler_is_owed_one_delivery() -> None:
    after_commit(Knocked, name="first")(react)
    after_commit(Knocked, Opened, name="second")(react)
    event = record(Knocked(), actor=MEI, now=NOW)
    owed = Delivery.objects.order_by("pk").values_list("event_id", "event_kind", "handler")
    assert list(owed) == [(event.pk, "test.knocked", "first"), (event.pk, "test.knocked", "second")]


@pytest.mark.django_db
def test_a_fact_nobody_reacts_to_owes_nothing() -> None:
    after_commit(Opened)(react)
    record(Knocked(), actor=MEI, now=NOW)
    assert Delivery.objects.count() == 0


@pytest.mark.django_db
def test_a_handler_is_known_by_its_path() -> None:
    after_commit(Knocked)(react)
    record(Knocked(), actor=MEI, now=NOW)
    assert Delivery.objects.get().handler == "core.events.tests.test_recording.react"


def test_two_handlers_of_one_name_are_refused() -> None:
    after_commit(Knocked, name="same")(react)
    with pytest.raises(TypeError, match=r"test\.knocked already has a handler same"):
        after_commit(Knocked, name="same")(react)


@pytest.mark.django_db
def test_recording_takes_few_statements(django_assert_num_queries) -> None:
    after_commit(Knocked)(react)
    with django_assert_num_queries(4 if ON_POSTGRESQL else 3):
        record(Knocked(), ("door", 1), ("house", 1), actor=MEI, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 60])
def test_many_facts_take_the_statements_of_one(count: int, django_assert_num_queries) -> None:
    after_commit(Knocked)(react)
    entries = [Entry(Knocked(number), [("door", number)]) for number in range(count)]
    with django_assert_num_queries(4 if ON_POSTGRESQL else 3):
        events = record_all(entries, actor=MEI, now=NOW)
    assert [event.data for event in events] == [{"times": number} for number in range(count)]
    assert Delivery.objects.count() == count


@pytest.mark.django_db
def test_inline_handlers_run_at_once_in_the_order_of_registration() -> None:
    said: list[tuple[str, int, int, datetime]] = []
    inline(Knocked)(lambda fact, event, now: said.append(("first", fact.times, event.pk, now)))
    inline(Knocked)(lambda fact, event, now: said.append(("second", fact.times, event.pk, now)))
    event = record(Knocked(2), actor=MEI, now=NOW)
    assert said == [("first", 2, event.pk, NOW), ("second", 2, event.pk, NOW)]


@pytest.mark.django_db
def test_an_inline_handler_may_record_what_follows() -> None:
    inline(Knocked)(lambda fact, event, now: record(Echoed(event.pk), ("door", 1), actor=MEI, now=now))
    event = record(Knocked(), ("door", 1), actor=MEI, now=NOW)
    assert list(Event.objects.order_by("pk").values_list("kind", "data")) == [
        ("test.knocked", {"times": 1}),
        ("test.echoed", {"of": event.pk, "said": ""}),
    ]


@pytest.mark.django_db(transaction=True)
def test_an_inline_handlers_error_undoes_the_change() -> None:
    def refuse(fact: Knocked, event: Event, now: datetime) -> None:
        raise RuntimeError("nobody home")

    inline(Knocked)(refuse)
    with pytest.raises(RuntimeError, match="nobody home"), transaction.atomic():
        record(Knocked(), actor=MEI, now=NOW)
    assert Event.objects.count() == 0
