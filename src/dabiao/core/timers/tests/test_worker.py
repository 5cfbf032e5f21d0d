"""The worker beside its web server, on PostgreSQL; on SQLite the crash tests run it as a process."""

import time
from collections.abc import Iterator
from threading import Event as Flag

import pytest
from django.db import connection, transaction

from dabiao.core.events.handlers import after_commit
from dabiao.core.events.services import record
from dabiao.core.events.tests.samples import MEI, NOW, Knocked, in_thread, needs_postgresql
from dabiao.core.timers import worker
from dabiao.core.timers.models import Job
from dabiao.core.timers.registry import job
from dabiao.core.timers.running import JobRun
from dabiao.core.timers.services import enqueue

pytestmark = [pytest.mark.django_db(transaction=True), needs_postgresql]


@pytest.fixture
def heard() -> Flag:
    """Set when the worker has handled a knock."""
    flag = Flag()
    after_commit(Knocked)(lambda fact, event, now: flag.set())
    return flag


@pytest.fixture
def working(heard: Flag) -> Iterator[None]:
    stop = Flag()
    thread = in_thread(lambda: worker.run_forever(stop))
    knock()
    assert heard.wait(10)
    heard.clear()
    yield
    stop.set()
    knock()  # wakes it, should it sleep
    thread.join(timeout=20)
    assert not thread.is_alive()


def knock() -> None:
    with transaction.atomic():
        record(Knocked(), ("door", 1), actor=MEI, now=NOW)


@pytest.fixture
def sleepy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that sleeps for a minute when it finds nothing to do."""
    monkeypatch.setattr(worker, "SHORTEST_SLEEP", 60.0)
    monkeypatch.setattr(worker, "LONGEST_SLEEP", 60.0)


@pytest.mark.usefixtures("sleepy", "working")
def test_word_of_new_work_wakes_a_sleeping_worker(heard: Flag) -> None:
    time.sleep(0.2)  # until it sleeps
    knock()
    assert heard.wait(10)


@pytest.mark.usefixtures("working")
def test_a_worker_goes_on_after_losing_its_connections(heard: Flag) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    knock()
    assert heard.wait(10)


@pytest.mark.usefixtures("working")
def test_a_long_job_does_not_keep_reactions_waiting(heard: Flag) -> None:
    begun, leave = Flag(), Flag()

    @job("long")
    def last(run: JobRun) -> None:
        begun.set()
        leave.wait(10)

    enqueue("long", {}, MEI, NOW)
    assert begun.wait(5)
    knock()
    assert heard.wait(5)
    leave.set()


@pytest.mark.usefixtures("working")
def test_an_urgent_job_does_not_wait_for_long_ones() -> None:
    begun, leave, rung = [Flag() for _ in range(worker.JOB_THREADS)], Flag(), Flag()

    @job("long")
    def last(run: JobRun) -> None:
        begun[run.payload["number"]].set()
        leave.wait(10)

    job("ring")(lambda run: rung.set())
    for number in range(worker.JOB_THREADS):
        enqueue("long", {"number": number}, MEI, NOW)
    assert all(flag.wait(5) for flag in begun)
    enqueue("ring", {}, MEI, NOW, urgent=True)
    assert rung.wait(5)
    leave.set()


@pytest.mark.usefixtures("heard")
def test_a_stopped_worker_hands_its_job_back() -> None:
    begun, stop = Flag(), Flag()

    @job("endless")
    def go_on(run: JobRun) -> None:
        for step in range(1_000):
            run.progress(step)
            begun.set()
            time.sleep(0.02)

    enqueue("endless", {}, MEI, NOW)
    thread = in_thread(lambda: worker.run_forever(stop))
    assert begun.wait(10)
    stop.set()
    thread.join(timeout=20)
    assert Job.objects.values_list("status", "lease_until").get() == ("queued", None)
