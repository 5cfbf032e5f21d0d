from datetime import timedelta

import pytest

from dabiao.core.events.handlers import after_commit
from dabiao.core.events.models import Delivery
from dabiao.core.events.services import record
from dabiao.core.events.tests.samples import MEI, NOW, Knocked
from dabiao.core.timers import worker
from dabiao.core.timers.models import Clock, Timer
from dabiao.core.timers.registry import job, timer
from dabiao.core.timers.services import enqueue, schedule
from dabiao.core.timers.tests.samples import said, say
from dabiao.core.timers.worker import drain, tick

pytestmark = pytest.mark.django_db


def test_draining_follows_every_consequence_until_nothing_is_left() -> None:
    after_commit(Knocked)(lambda fact, event, now: schedule("bell", now, "test.ring"))
    timer("test.ring")(lambda payload, now: enqueue("copy", {}, MEI, now) and None)
    job("copy")(lambda run: say("copied"))
    record(Knocked(), actor=MEI, now=NOW)
    assert (drain(NOW), said(), drain(NOW)) == (3, ["copied"], 0)


def test_draining_at_a_moment_leaves_the_future_and_the_kept_clock_alone() -> None:
    timer("test.ring")(lambda payload, now: say(f"{now:%H:%M}"))
    schedule("now", NOW, "test.ring")
    schedule("later", NOW + timedelta(minutes=1), "test.ring")
    assert (drain(NOW), said(), Timer.objects.count(), Clock.objects.count()) == (1, ["01:00"], 1, 0)


def test_draining_without_a_moment_goes_by_the_kept_clock() -> None:
    timer("test.ring")(lambda payload, now: say("rang"))
    schedule("past", NOW, "test.ring")
    drain()
    assert (said(), Clock.objects.count()) == (["rang"], 1)


def test_what_went_wrong_is_raised_after_everything_else_was_done() -> None:
    timer("test.broken")(lambda payload, now: 1 // 0)  # type: ignore[arg-type, return-value]
    timer("test.ring")(lambda payload, now: say("rang"))
    schedule("broken", NOW - timedelta(seconds=1), "test.broken")
    schedule("bell", NOW, "test.ring")
    with pytest.raises(ExceptionGroup) as raised:
        drain(NOW)
    assert [type(error) for error in raised.value.exceptions] == [ZeroDivisionError]
    assert (said(), Timer.objects.get().attempts) == (["rang"], 1)


def test_a_handler_that_keeps_making_work_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "ROUNDS", 5)
    timer("test.restless")(lambda payload, now: schedule("restless", now, "test.restless"))
    schedule("restless", NOW, "test.restless")
    with pytest.raises(RuntimeError, match="a handler keeps making more"):
        drain(NOW)


def test_a_tick_takes_up_what_is_due_and_says_how_much() -> None:
    after_commit(Knocked)(lambda fact, event, now: None)
    timer("test.ring")(lambda payload, now: None)
    record(Knocked(), actor=MEI, now=NOW)
    schedule("bell", NOW, "test.ring")
    assert (tick(NOW), tick(NOW), Delivery.objects.count()) == (2, 0, 0)
