from datetime import datetime, timedelta
from typing import Any

import pytest

from dabiao.core.events.tests.samples import NOW
from dabiao.core.timers import firing, registry
from dabiao.core.timers.models import Timer
from dabiao.core.timers.registry import every
from dabiao.core.timers.tests.samples import said, say

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_a_periodic_handler_runs_on_its_beat() -> None:
    every(60, "test.sweep")(lambda payload, now: say(f"{now:%H:%M:%S}"))
    firing.ensure_periodic(NOW)
    for seconds in (0, 59, 61, 119, 120):
        firing.fire_due(NOW + timedelta(seconds=seconds))
    assert said() == ["01:00:00", "01:01:01", "01:02:00"]


def test_rounds_missed_in_an_outage_are_not_made_up() -> None:
    every(60, "test.sweep")(lambda payload, now: say("swept"))
    firing.ensure_periodic(NOW)
    firing.fire_due(NOW + timedelta(minutes=30, seconds=5))
    assert (said(), Timer.objects.get().due_at) == (["swept"], NOW + 31 * MINUTE)


def test_a_failing_round_is_noted_and_the_next_one_comes_in_time() -> None:
    broken = [True]

    @every(60, "test.sweep")
    def sweep(payload: Any, now: datetime) -> None:
        say("swept")
        if broken:
            raise RuntimeError("no broom")

    firing.ensure_periodic(NOW)
    firing.fire_due(NOW)
    firing.fire_due(NOW + MINUTE)
    noted = Timer.objects.values("due_at", "attempts", "last_error").get()
    assert noted == {"due_at": NOW + 2 * MINUTE, "attempts": 2, "last_error": "RuntimeError: no broom"}
    broken.clear()
    firing.fire_due(NOW + 2 * MINUTE)
    mended = Timer.objects.values("due_at", "attempts", "last_error").get()
    assert (said(), mended) == (["swept"], {"due_at": NOW + 3 * MINUTE, "attempts": 0, "last_error": ""})


def test_making_sure_of_periodic_timers_twice_changes_nothing(django_assert_num_queries) -> None:
    every(60, "test.sweep")(lambda payload, now: None)
    firing.ensure_periodic(NOW)
    with django_assert_num_queries(1):
        firing.ensure_periodic(NOW + MINUTE)
    assert list(Timer.objects.values_list("key", "due_at")) == [("every:test.sweep", NOW)]


def test_the_timer_of_a_periodic_handler_that_is_gone_goes_too() -> None:
    every(60, "test.sweep")(lambda payload, now: None)
    firing.ensure_periodic(NOW)
    registry._periods.clear()
    firing.ensure_periodic(NOW)
    assert Timer.objects.count() == 0
