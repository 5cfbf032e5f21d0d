from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from dabiao.core.events import pump
from dabiao.core.events.handlers import after_commit
from dabiao.core.events.models import Delivery, Event, EventSubject
from dabiao.core.events.services import record
from dabiao.core.events.tests.samples import MEI, NOW, Echoed, Knocked

pytestmark = pytest.mark.django_db


def echo(fact: Knocked, event: Event, now: datetime) -> None:
    record(Echoed(fact.times), actor=MEI, now=now)


def knock(times: int = 1, door: int = 1) -> Event:
    return record(Knocked(times), ("door", door), actor=MEI, now=NOW)


def echoes() -> list[int]:
    return [
        data["of"]
        for data in Event.objects.filter(kind="test.echoed").order_by("pk").values_list("data", flat=True)
    ]


def failing_on(*times: int) -> tuple[Callable[..., None], set[int]]:
    """A handler that fails on these knocks until they are taken out of the returned set."""
    broken = set(times)

    def handler(fact: Knocked, event: Event, now: datetime) -> None:
        record(Echoed(fact.times), actor=MEI, now=now)
        if fact.times in broken:
            raise RuntimeError(f"knock {fact.times}")

    return handler, broken


def test_a_delivery_is_handled_once() -> None:
    after_commit(Knocked)(echo)
    knock(3)
    assert pump.deliver_due(NOW).done == 1
    assert pump.deliver_due(NOW).done == 0
    assert (echoes(), Delivery.objects.count()) == ([3], 0)


def test_a_worker_killed_in_a_handler_leaves_the_delivery_and_no_effect() -> None:
    def die(fact: Knocked, event: Event, now: datetime) -> None:
        echo(fact, event, now)
        raise SystemExit

    after_commit(Knocked, name="h")(echo)
    after_commit(Knocked, name="deadly")(die)
    knock()
    with pytest.raises(SystemExit):
        pump.deliver_due(NOW)
    assert (echoes(), Delivery.objects.count(), Delivery.objects.filter(attempts=0).count()) == ([], 2, 2)


def test_a_failing_handler_leaves_no_trace_and_is_tried_again_later() -> None:
    handler, broken = failing_on(1)
    after_commit(Knocked, name="h")(handler)
    knock()
    report = pump.deliver_due(NOW)
    assert [str(error) for error in report.errors] == ["knock 1"]
    waiting = Delivery.objects.values("attempts", "next_try_at", "last_error", "dead_at").get()
    assert waiting == {
        "attempts": 1,
        "next_try_at": NOW + timedelta(seconds=1),
        "last_error": "RuntimeError: knock 1",
        "dead_at": None,
    }
    broken.clear()
    assert pump.deliver_due(NOW).done == 0
    assert pump.deliver_due(NOW + timedelta(seconds=1)).done == 1
    assert (echoes(), Delivery.objects.count()) == ([1], 0)


def test_waits_double_up_to_an_hour() -> None:
    handler, _ = failing_on(1)
    after_commit(Knocked)(handler)
    knock()
    now, waits = NOW, []
    for _ in range(pump.ATTEMPTS - 1):
        pump.deliver_due(now)
        following = Delivery.objects.get().next_try_at
        assert following is not None
        waits.append(int((following - now).total_seconds()))
        now = following
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]


def test_one_failing_handler_does_not_keep_others_from_the_event() -> None:
    handler, _ = failing_on(1)
    after_commit(Knocked, name="broken")(handler)
    after_commit(Knocked, name="sound")(echo)
    knock()
    assert pump.deliver_due(NOW).done == 2
    assert (echoes(), Delivery.objects.get().handler) == ([1], "broken")


def test_a_failure_holds_back_later_deliveries_about_the_same_record_only() -> None:
    handler, broken = failing_on(1)
    after_commit(Knocked)(handler)
    knock(1, door=1)
    knock(2, door=1)
    knock(3, door=2)
    pump.deliver_due(NOW)
    assert echoes() == [3]
    broken.clear()
    pump.deliver_due(NOW + timedelta(seconds=1))
    assert echoes() == [3, 1, 2]


def test_what_is_held_back_holds_back_what_follows_it() -> None:
    handler, _ = failing_on(1)
    after_commit(Knocked)(handler)
    knock(1, door=1)
    record(Knocked(2), ("door", 1), ("door", 2), actor=MEI, now=NOW)
    knock(3, door=2)
    pump.deliver_due(NOW)
    pump.deliver_due(NOW)
    assert echoes() == []


def test_a_delivery_that_came_in_during_the_wait_stays_behind() -> None:
    handler, broken = failing_on(1)
    after_commit(Knocked)(handler)
    knock(1)
    pump.deliver_due(NOW)
    knock(2)
    pump.deliver_due(NOW)
    assert echoes() == []
    broken.clear()
    pump.deliver_due(NOW + timedelta(seconds=1))
    assert echoes() == [1, 2]


def test_many_held_back_deliveries_do_not_keep_others_waiting() -> None:
    handler, _ = failing_on(1)
    after_commit(Knocked)(handler)
    knock(1)
    for _ in range(pump.BATCH + 5):
        knock(2)
    knock(3, door=2)
    while pump.deliver_due(NOW).done:
        pass
    assert echoes() == [3]


def test_after_fifteen_attempts_a_delivery_is_dead_kept_and_lets_others_pass() -> None:
    handler, _ = failing_on(1)
    after_commit(Knocked)(handler)
    knock(1)
    Delivery.objects.update(attempts=pump.ATTEMPTS - 1)
    knock(2)
    pump.deliver_due(NOW)
    assert echoes() == [2]
    dead = Delivery.objects.get()
    assert (dead.attempts, dead.dead_at, dead.last_error) == (15, NOW, "RuntimeError: knock 1")
    assert pump.deliver_due(NOW + timedelta(days=1)).done == 0


def test_a_revived_delivery_is_tried_afresh() -> None:
    handler, broken = failing_on(1)
    after_commit(Knocked)(handler)
    knock(1)
    Delivery.objects.update(attempts=pump.ATTEMPTS - 1)
    pump.deliver_due(NOW)
    broken.clear()
    assert (pump.revive(), pump.deliver_due(NOW).done, echoes()) == (1, 1, [1])


def test_a_handler_that_no_longer_exists_is_an_error_that_shows() -> None:
    after_commit(Knocked, name="kept")(echo)
    knock()
    Delivery.objects.update(handler="renamed")
    pump.deliver_due(NOW)
    assert Delivery.objects.get().last_error == "LookupError: test.knocked has no handler renamed"


def test_a_handler_that_swallows_a_database_error_has_failed() -> None:
    def careless(fact: Knocked, event: Event, now: datetime) -> None:
        with suppress(IntegrityError):
            EventSubject.objects.create(event_id=event.pk, kind="door", object_id=1)

    after_commit(Knocked, name="careless")(careless)
    knock()
    pump.deliver_due(NOW)
    assert (
        Delivery.objects.get().last_error
        == "TransactionManagementError: the handler swallowed a database error"
    )


def test_an_idle_pump_asks_one_question(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        pump.deliver_due(NOW)
