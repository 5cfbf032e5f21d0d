"""Rings: heard once, in order, by whoever listens to the topic or to what stands before its slash; and only if committed."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from threading import enumerate as enumerate_threads

import pytest
from django.db import connection, transaction

from dabiao.core.events.tests.samples import undone
from dabiao.core.live import rings, topics
from dabiao.core.live.board import LARGEST_BACKLOG, Board, Listener, board
from dabiao.core.live.models import Ring
from dabiao.core.live.rings import Poller
from dabiao.core.live.topics import Rung, ring

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL carries rings itself")


@pytest.fixture
def no_thread_stays(transactional_db: None) -> Iterator[None]:
    yield
    for thread in enumerate_threads():
        if thread.name == "live":
            thread.join(timeout=5)


async def in_thread(work: Callable[[], object]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    await asyncio.to_thread(run)


def listening(work: Callable[[Listener], Awaitable[None]], *names: str) -> None:
    async def run() -> None:
        listener = await board().join(names)
        try:
            await work(listener)
        finally:
            board().leave(listener)

    asyncio.run(run())


def rung(*notes: tuple[str, int]) -> None:
    with transaction.atomic():
        for topic, number in notes:
            ring(topic, {"n": number})


async def heard(listener: Listener, count: int) -> list[int]:
    found: list[int] = []
    while len(found) < count:
        notes, missed = await listener.take(5)
        assert (bool(notes), missed) == (True, False)
        found += [note["n"] for note in notes]
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_thread_stays")
def test_a_committed_ring_is_heard_on_its_topic_and_before_the_slash() -> None:
    async def work(listener: Listener) -> None:
        await in_thread(lambda: rung(("room/1", 1), ("room/2", 2), ("other/1", 3), ("room/1", 4)))
        assert await heard(listener, 3) == [1, 2, 4]

    listening(work, "room")

    async def narrow(listener: Listener) -> None:
        await in_thread(lambda: rung(("room/1", 1), ("room/2", 2), ("room/1", 4)))
        assert await heard(listener, 2) == [1, 4]

    listening(narrow, "room/1")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_thread_stays")
def test_what_was_taken_back_is_never_heard() -> None:
    async def work(listener: Listener) -> None:
        await in_thread(lambda: undone(lambda: ring("room/1", {"n": 1})))
        await in_thread(lambda: rung(("room/1", 2)))
        assert await heard(listener, 1) == [2]

    listening(work, "room/1")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_thread_stays")
def test_what_is_too_long_to_be_carried_is_said_in_short_on_postgresql() -> None:
    long = {"n": 1, "text": "长" * 4_000}

    def say() -> None:
        with transaction.atomic():
            ring("room/1", long, shorter={"n": 1})

    async def work(listener: Listener) -> None:
        await in_thread(say)
        notes, _ = await listener.take(5)
        assert notes == [{"n": 1} if connection.vendor == "postgresql" else long]

    listening(work, "room/1")


@pytest.mark.django_db(transaction=True)
def test_a_ring_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        ring("room/1", {})


@sqlite_only
@pytest.mark.django_db
def test_a_poller_reads_what_other_processes_rang_and_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rung(("room/1", 1))
    poller = Poller()
    rung(("room/1", 2))
    monkeypatch.setattr(topics, "ORIGIN", "another")
    rung(("room/1", 3), ("room/2", 4))
    assert poller.poll() == Rung((("room/1", {"n": 3}), ("room/2", {"n": 4})))
    assert poller.poll() == rings.STARTED


@sqlite_only
@pytest.mark.django_db
def test_rings_are_thrown_away_and_whoever_was_too_slow_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    poller = Poller()
    monkeypatch.setattr(topics, "KEPT", 4)
    monkeypatch.setattr(topics, "ORIGIN", "another")
    first = Ring.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rung(*[("room/1", number) for number in range(12)])
    assert Ring.objects.count() <= 8
    assert Ring.objects.order_by("pk").values_list("pk", flat=True)[0] > first + 1
    assert poller.poll().missed is True


def test_a_listener_too_far_behind_is_told_that_it_missed_something() -> None:
    async def work() -> None:
        here = Board(asyncio.get_running_loop())
        listener = Listener(["room/1"])
        here.listeners.add(listener)
        here._of_topic["room/1"].add(listener)
        here.spread(Rung(tuple(("room/1", {"n": number}) for number in range(LARGEST_BACKLOG + 1))))
        assert await listener.take(1) == ([{"n": LARGEST_BACKLOG}], True)
        here.spread(rings.MISSED)
        assert await listener.take(1) == ([], True)
        assert await listener.take(0.01) == ([], False)

    asyncio.run(work())
