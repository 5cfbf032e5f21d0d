"""The stream as a browser sees it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import enumerate as enumerate_threads
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from dabiao.core.access import actors, auth
from dabiao.core.access.models import Role, Session, User
from dabiao.core.events.services import record
from dabiao.core.events.tests.samples import MEI, NOW, Door, Knocked, needs_postgresql
from dabiao.core.live import hub as hubs
from dabiao.core.live import lines, source, sse
from dabiao.core.live.hub import hub
from dabiao.core.live.reach import Change
from dabiao.core.live.source import News
from dabiao.core.notifications.models import Notification
from dabiao.core.notifications.services import notify

pytestmark = pytest.mark.django_db(transaction=True)
SIGNED_OUT = "event: signed_out\ndata: {}"
READY = 'retry: 3000\nevent: ready\ndata: {"milliseconds":'


@pytest.fixture(autouse=True)
def no_connection_stays(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[None]:
    """Threads of the process outlive a test; their connections must not outlive its database."""
    checks = ThreadPoolExecutor(max_workers=1)
    monkeypatch.setattr(lines, "readers", checks)
    yield
    checks.submit(lambda: connection.close())  # looked up in its own thread
    checks.shutdown()
    for thread in enumerate_threads():
        if thread.name == "live":
            thread.join(timeout=5)


class Browser:
    """One connection to the live app, without a network."""

    def __init__(self, cookie: str = "", method: str = "GET") -> None:
        headers = [(b"cookie", f"{settings.SESSION_COOKIE}={cookie}".encode())] if cookie else []
        self._scope = {"type": "http", "method": method, "path": "/events", "headers": headers}
        self._incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.task = asyncio.create_task(sse.live_app(self._scope, self._incoming.get, self._sent.put))
        self._incoming.put_nowait({"type": "http.request", "body": b"", "more_body": False})

    async def status(self) -> int:
        return (await asyncio.wait_for(self._sent.get(), 5))["status"]

    async def hear(self, within: float = 5) -> str:
        """The next message; empty when the stream ended."""
        message = await asyncio.wait_for(self._sent.get(), within)
        return message["body"].decode().removesuffix("\n\n")

    async def leave(self) -> None:
        self._incoming.put_nowait({"type": "http.disconnect"})
        await asyncio.wait_for(self.task, 5)


@pytest.fixture
def key() -> str:
    """The cookie of a signed-in reader of all doors."""
    actors._cache.clear()
    now = timezone.now()
    user = User.objects.create(login="mei", name="Mei", created_at=now)
    user.roles.add(Role.objects.create(code="keeper", grants={"door.read": "all"}))
    times = {"created_at": now, "seen_at": now, "expires_at": now + timedelta(days=1)}
    Session.objects.create(key_hash=auth.digest("cookie"), user=user, **times)
    return "cookie"


def browsing(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())


async def in_thread(work: Callable[[], object]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    await asyncio.to_thread(run)


@pytest.mark.parametrize(
    ("cookie", "method", "status"), [("", "GET", 401), ("stale", "GET", 401), ("", "POST", 405)]
)
def test_without_a_session_there_is_no_stream(cookie: str, method: str, status: int) -> None:
    async def work() -> None:
        browser = Browser(cookie, method)
        assert await browser.status() == status
        await browser.task

    browsing(work)


def test_the_first_message_is_ready_and_leaving_stops_the_source(key: str) -> None:
    async def work() -> None:
        browser = Browser(key)
        assert await browser.status() == 200
        assert (await browser.hear()).startswith(READY)
        assert len(hub().clients) == 1
        await browser.leave()
        assert (len(hub().clients), hub().feed.running) == (0, False)

    browsing(work)


def test_news_is_heard(key: str) -> None:
    async def work() -> None:
        browser = Browser(key)
        await browser.status()
        await browser.hear()
        hub().spread(News(missed=True))
        assert await browser.hear() == "event: resync\ndata: {}"
        await browser.leave()

    browsing(work)


def test_a_silent_line_is_kept_open(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "HEARTBEAT", 0.05)

    async def work() -> None:
        browser = Browser(key)
        await browser.status()
        assert (await browser.hear()).startswith(READY)
        assert [await browser.hear() for _ in range(2)] == [": ping", ": ping"]
        await browser.leave()

    browsing(work)


def test_who_comes_while_others_listen_is_told_what_was_told_just_before(key: str) -> None:
    async def work() -> None:
        first = Browser(key)
        await first.status()
        await first.hear()
        hub().spread(News(changes=(Change("door", 5, 2, frozenset()),), notified=((0, 9),)))
        await asyncio.sleep(0.02)
        second = Browser(key)
        await second.status()
        ready, told = await second.hear(), await second.hear()
        assert int(ready.removeprefix(READY).removesuffix("}")) >= 20
        assert told == 'event: change\ndata: {"kind":"door","id":5,"version":2}'
        await first.leave()
        await second.leave()

    browsing(work)


def test_who_would_be_told_too_much_looks_again(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "MOST_AT_ONCE", 1)

    async def work() -> None:
        first = Browser(key)
        await first.status()
        await first.hear()
        hub().spread(News(changes=tuple(Change("door", id, 2, frozenset()) for id in (5, 6))))
        second = Browser(key)
        await second.status()
        assert await second.hear() == f"{READY}0}}"
        await first.leave()
        await second.leave()

    browsing(work)


def test_the_stream_ends_soon_after_the_session_does(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "RECHECK", 0.1)

    async def work() -> None:
        browser = Browser(key)
        await browser.status()
        await browser.hear()
        await in_thread(Session.objects.all().delete)
        heard = [await browser.hear()]
        while heard[-1]:
            heard.append(await browser.hear())
        await asyncio.wait_for(browser.task, 5)
        assert [message for message in heard if message != ": ping"] == [SIGNED_OUT, ""]

    browsing(work)


def end_sessions() -> None:
    """SQLite in memory refuses, rather than waits, while the stream reads the table; a file would wait."""
    for _ in range(200):
        try:
            Session.objects.all().delete()
        except OperationalError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the table was never free")


def test_news_of_the_person_ends_the_stream_of_a_session_that_is_over(key: str) -> None:
    """Long before the stream would have looked by itself."""

    async def work() -> None:
        browser = Browser(key)
        await browser.status()
        await browser.hear()
        told: list[int] = []
        await in_thread(lambda: told.append(User.objects.get().pk))
        hub().spread(News(changes=(Change("user", told[0], None, frozenset()),)))
        await in_thread(end_sessions)
        hub().spread(News(changes=(Change("user", told[0], None, frozenset()),)))
        heard = [await browser.hear()]
        while heard[-1]:
            heard.append(await browser.hear())
        assert [message for message in heard if message != ": ping"] == [SIGNED_OUT, ""]

    browsing(work)


def test_a_server_that_stops_ends_its_streams_and_opens_none(key: str) -> None:
    async def work() -> None:
        browser = Browser(key)
        await browser.status()
        await browser.hear()
        hub().close()
        assert await browser.hear() == ""
        await asyncio.wait_for(browser.task, 5)
        late = Browser(key)
        assert await late.status() == 503
        await late.task

    browsing(work)


@needs_postgresql
def test_a_committed_change_and_a_notification_reach_the_browser(key: str) -> None:
    def change() -> None:
        with transaction.atomic():
            record(Knocked(), Door(1, 8, 80, version=4), actor=MEI, now=NOW)
            notify([User.objects.get().pk], "door.knocked", {}, ("door", 1), NOW)

    async def work() -> None:
        browser = Browser(key)
        await browser.status()
        await browser.hear()
        await in_thread(change)
        heard = await browser.hear()
        while "notification" not in heard:
            heard += "\n\n" + await browser.hear()
        told = []
        await in_thread(lambda: told.append(Notification.objects.get().pk))
        assert heard.split("\n\n") == [
            'event: change\ndata: {"kind":"door","id":1,"version":4}',
            f'event: notification\ndata: {{"id":{told[0]}}}',
        ]
        await browser.leave()

    browsing(work)


@needs_postgresql
def test_after_an_outage_everyone_looks_again(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LONGEST_WAIT", 0.1)

    def cut_off() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                " AND query LIKE 'LISTEN %'"
            )

    async def work() -> None:
        browser = Browser(key)
        await browser.status()
        await browser.hear()
        await in_thread(cut_off)
        assert await browser.hear() == "event: resync\ndata: {}"
        await browser.leave()

    browsing(work)
