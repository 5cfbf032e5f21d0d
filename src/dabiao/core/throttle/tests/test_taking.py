"""So often and no oftener, whoever asks at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from dabiao.core.throttle import jobs
from dabiao.core.throttle.models import Tally
from dabiao.core.throttle.services import take

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.mark.django_db
def test_so_many_are_given_at_once_and_the_next_is_told_how_long_to_wait() -> None:
    assert [take("door", 3, 60, NOW) for _ in range(5)] == [None, None, None, 20.0, 20.0]
    assert take("door", 3, 60, later(19)) == 1.0


@pytest.mark.django_db
def test_what_was_taken_comes_back_one_by_one() -> None:
    for _ in range(3):
        take("door", 3, 60, NOW)
    assert [take("door", 3, 60, later(20)) for _ in range(2)] == [None, 20.0]
    assert [take("door", 3, 60, later(600)) for _ in range(4)] == [None, None, None, 20.0]


@pytest.mark.django_db
def test_keys_do_not_take_from_each_other() -> None:
    assert [take(key, 1, 60, NOW) for key in ("door", "window", "door")] == [None, None, 60.0]


@pytest.mark.django_db
def test_a_limit_of_nothing_gives_nothing() -> None:
    assert take("door", 0, 60, NOW) == 60


@pytest.mark.django_db
def test_the_table_does_not_say_who_took() -> None:
    take("203.0.113.9", 3, 60, NOW)
    assert "203" not in Tally.objects.get().key


@pytest.mark.django_db
def test_a_refusal_writes_nothing() -> None:
    take("door", 1, 60, NOW)
    before = Tally.objects.get().full_at
    take("door", 1, 60, later(30))
    assert Tally.objects.get().full_at == before


@pytest.mark.django_db
def test_whoever_has_everything_back_is_forgotten_and_a_second_run_changes_nothing() -> None:
    take("door", 1, 60, NOW)
    take("window", 1, 600, NOW)
    for _ in range(2):
        jobs.forget(None, later(60))
        assert Tally.objects.count() == 1
    assert [take(key, 1, 60, later(60)) for key in ("door", "window")] == [None, 540.0]


@pytest.mark.django_db
@settings(max_examples=40)
@given(
    waits=st.lists(st.floats(0, 50), max_size=30),
    limit=st.integers(1, 5),
    per=st.sampled_from([1.0, 10.0, 60.0]),
)
def test_never_more_than_the_limit_and_what_came_back_and_the_wait_told_is_the_shortest(
    waits: list[float], limit: int, per: float
) -> None:
    Tally.objects.all().delete()
    now, given_at = NOW, []
    for wait in waits:
        now += timedelta(seconds=wait)
        told = take("door", limit, per, now)
        if told is None:
            given_at.append(now)
            continue
        assert 0 < told <= per
        assert take("door", limit, per, now + timedelta(seconds=told, microseconds=-1)) is not None
    for place, first in enumerate(given_at):
        for count, one in enumerate(given_at[place:], 1):
            assert count <= limit + (one - first).total_seconds() * limit / per + 1e-6


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one writer at a time on SQLite")
@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_there_is() -> None:
    def one(_: int) -> bool:
        try:
            return take("door", 7, 60, NOW) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(60))) == 7
