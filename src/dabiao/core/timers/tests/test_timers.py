from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from dabiao.core.events.tests.samples import NOW, in_thread, needs_postgresql, undone
from dabiao.core.timers import firing
from dabiao.core.timers.models import Timer
from dabiao.core.timers.registry import timer
from dabiao.core.timers.services import cancel, schedule
from dabiao.core.timers.tests.samples import said, say

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def ring() -> None:
    timer("test.ring")(lambda payload, now: say(payload.get("bell", "")))


def test_a_timer_fires_once_when_its_time_has_come() -> None:
    schedule("bell", NOW, "test.ring", {"bell": "north"})
    assert (firing.fire_due(NOW - SECOND).done, said()) == (0, [])
    assert firing.fire_due(NOW).done == 1
    assert firing.fire_due(NOW).done == 0
    assert (said(), Timer.objects.count()) == (["north"], 0)


def test_scheduling_a_key_again_replaces_its_timer() -> None:
    schedule("bell", NOW, "test.ring", {"bell": "north"})
    schedule("bell", NOW + SECOND, "test.ring", {"bell": "south"})
    firing.fire_due(NOW)
    assert said() == []
    firing.fire_due(NOW + SECOND)
    assert said() == ["south"]


def test_a_cancelled_timer_does_not_fire() -> None:
    schedule("bell", NOW, "test.ring")
    assert (cancel("bell"), cancel("bell")) == (True, False)
    assert (firing.fire_due(NOW).done, said()) == (0, [])


def test_a_handler_nobody_registered_cannot_be_scheduled() -> None:
    with pytest.raises(LookupError, match=r"no timer is registered as test\.rong"):
        schedule("bell", NOW, "test.rong")


def test_two_handlers_of_one_name_are_refused() -> None:
    with pytest.raises(TypeError, match=r"test\.ring is already"):
        timer("test.ring")(lambda payload, now: None)


def test_the_longest_overdue_fires_first() -> None:
    for minutes in (1, 3, 2):
        schedule(f"bell {minutes}", NOW - timedelta(minutes=minutes), "test.ring", {"bell": str(minutes)})
    firing.fire_due(NOW)
    assert said() == ["3", "2", "1"]


@pytest.mark.django_db(transaction=True)
def test_a_timer_scheduled_in_an_undone_transaction_does_not_exist() -> None:
    undone(lambda: schedule("bell", NOW, "test.ring"))
    assert Timer.objects.count() == 0


def test_a_handler_may_schedule_its_own_key_anew() -> None:
    @timer("test.twice")
    def twice(payload: Any, now: datetime) -> None:
        say(f"{payload['left']} left")
        if payload["left"]:
            schedule("twice", now + SECOND, "test.twice", {"left": payload["left"] - 1})

    schedule("twice", NOW, "test.twice", {"left": 1})
    firing.fire_due(NOW)
    firing.fire_due(NOW + SECOND)
    assert (said(), Timer.objects.count()) == (["1 left", "0 left"], 0)


def test_a_timer_cancelled_by_one_that_fired_with_it_does_not_fire() -> None:
    timer("test.silence")(lambda payload, now: cancel("bell") and None)
    schedule("silence", NOW - SECOND, "test.silence")
    schedule("bell", NOW, "test.ring", {"bell": "north"})
    firing.fire_due(NOW)
    assert (said(), Timer.objects.count()) == ([], 0)


def test_a_timer_moved_by_one_that_fired_with_it_keeps_its_new_time() -> None:
    timer("test.later")(lambda payload, now: schedule("bell", now + SECOND, "test.ring", {"bell": "late"}))
    schedule("later", NOW - SECOND, "test.later")
    schedule("bell", NOW, "test.ring", {"bell": "north"})
    firing.fire_due(NOW)
    assert said() == []
    firing.fire_due(NOW + SECOND)
    assert said() == ["late"]


def test_a_failing_timer_leaves_no_trace_keeps_its_error_and_comes_again() -> None:
    broken = [True]

    @timer("test.broken")
    def fail(payload: Any, now: datetime) -> None:
        say("rang")
        if broken:
            raise RuntimeError("no rope")

    schedule("bell", NOW, "test.broken")
    report = firing.fire_due(NOW)
    assert ([str(error) for error in report.errors], said()) == (["no rope"], [])
    waiting = Timer.objects.values("due_at", "attempts", "last_error").get()
    assert waiting == {"due_at": NOW + SECOND, "attempts": 1, "last_error": "RuntimeError: no rope"}
    broken.clear()
    firing.fire_due(NOW + SECOND)
    assert (said(), Timer.objects.count()) == (["rang"], 0)


def test_a_failing_timer_does_not_undo_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firing, "SPAN", 60.0)  # one transaction, however slow the machine is
    timer("test.broken")(lambda payload, now: 1 // 0)  # type: ignore[arg-type, return-value]
    schedule("broken", NOW - SECOND, "test.broken")
    schedule("bell", NOW, "test.ring", {"bell": "north"})
    assert firing.fire_due(NOW).done == 2
    assert said() == ["north"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_a_handler_leaves_the_timer_and_no_effect() -> None:
    deadly = [True]

    @timer("test.deadly")
    def die(payload: Any, now: datetime) -> None:
        say("rang")
        if deadly:
            raise SystemExit

    schedule("bell", NOW, "test.deadly")
    with pytest.raises(SystemExit):
        firing.fire_due(NOW)
    assert (said(), Timer.objects.get().due_at) == ([], NOW)
    deadly.clear()
    firing.fire_due(NOW)
    firing.fire_due(NOW)
    assert said() == ["rang"]


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_never_fire_one_timer_twice() -> None:
    with transaction.atomic():
        for number in range(200):
            schedule(f"bell {number}", NOW, "test.ring", {"bell": str(number)})

    def work() -> None:
        while Timer.objects.exists():
            firing.fire_due(NOW)

    for thread in [in_thread(work), in_thread(work)]:
        thread.join()
    assert sorted(map(int, said())) == list(range(200))


def test_an_idle_round_asks_one_question(django_assert_num_queries) -> None:
    schedule("bell", NOW + SECOND, "test.ring")
    with django_assert_num_queries(1):
        firing.fire_due(NOW)
