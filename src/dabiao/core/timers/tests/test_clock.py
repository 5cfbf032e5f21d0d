from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from dabiao.core.events.tests.samples import NOW
from dabiao.core.timers import clock
from dabiao.core.timers.models import Clock

pytestmark = pytest.mark.django_db


def test_the_clock_never_goes_back() -> None:
    assert clock.current(NOW) == NOW
    assert clock.current(NOW - timedelta(hours=1)) == NOW
    assert clock.current(NOW + timedelta(microseconds=1)) == NOW + timedelta(microseconds=1)


def test_a_whole_second_is_later_than_the_fraction_before_it() -> None:
    clock.current(NOW - timedelta(microseconds=1))
    assert clock.current(NOW) == NOW
    assert clock.current(NOW - timedelta(microseconds=1)) == NOW


def test_it_follows_the_database() -> None:
    before = clock.database_time()
    assert before <= clock.read() <= clock.current() <= clock.database_time()


def test_reading_keeps_nothing() -> None:
    clock.read()
    assert Clock.objects.count() == 0


def test_a_database_clock_set_back_does_not_take_the_kept_time_with_it() -> None:
    ahead = clock.database_time() + timedelta(hours=2)
    clock.advance(ahead)
    assert clock.read() == ahead
    assert clock.drift() > timedelta(hours=1, minutes=59)


def test_a_healthy_clock_has_no_drift() -> None:
    clock.current()
    assert clock.drift() == timedelta()


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL has a clock of its own")
def test_on_sqlite_the_hosts_clock_is_the_databases() -> None:
    with time_machine.travel(NOW, tick=False):
        assert clock.database_time() == NOW
