"""The two streams as a widget and a console hear them."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import enumerate as enumerate_threads

import orjson
import pytest
from django.db import connection

from dabiao.core.live import lines
from dabiao.core.live.board import board
from dabiao.modules.conversations import queries, services
from dabiao.modules.conversations.api.desk_events import desk_events
from dabiao.modules.conversations.api.visitor_events import visitor_events
from dabiao.modules.conversations.enums import Ending
from dabiao.modules.conversations.models import Conversation, Visitor
from dabiao.modules.conversations.services import visiting
from dabiao.modules.conversations.tests.builders import (
    SECRET,
    a_site,
    a_talk,
    a_visitor,
    agent_says,
    visitor_says,
)
from dabiao.modules.conversations.tests.streams import (
    Heard,
    Line,
    console,
    cookie_of,
    does,
    run,
    texts,
    widget,
)
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_connection_stays(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[None]:
    """Threads of the process outlive a test; their connections must not outlive its database."""
    readers = ThreadPoolExecutor(max_workers=1)
    monkeypatch.setattr(lines, "readers", readers)
    yield
    readers.submit(lambda: connection.close())  # looked up in its own thread
    readers.shutdown()
    for thread in enumerate_threads():
        if thread.name == "live":
            thread.join(timeout=5)


@pytest.fixture
def company(transactional_db: None) -> Company:
    return make_company()


@pytest.mark.parametrize(
    ("headers", "method", "status"),
    [
        ({"x_chat_secret": "another"}, "GET", 401),
        ({"x_chat_secret": ""}, "GET", 401),
        ({}, "POST", 405),
        ({"origin": "https://evil.example"}, "GET", 403),
        ({"origin": "https://shop.example"}, "GET", 200),
        ({"origin": "https://evil.example"}, "OPTIONS", 204),
    ],
)
def test_a_stream_opens_for_its_visitor_on_its_site_alone(
    headers: dict[str, str], method: str, status: int
) -> None:
    talk = a_talk(a_visitor(a_site(origins=["https://shop.example"])))

    async def work() -> None:
        line = Line(visitor_events, f"conversation={talk.pk}", method, **{"x_chat_secret": SECRET, **headers})
        assert await line.status() == status
        assert line.headers[b"access-control-allow-origin"] == headers.get("origin", "*").encode()
        if status == 200:
            await line.leave()
        await line.task

    run(work)


def test_a_foreign_site_is_told_so_in_words() -> None:
    talk = a_talk(a_visitor(a_site(origins=["https://shop.example"])))

    async def work() -> None:
        line = widget(talk, origin="https://evil.example", accept_language="en")
        assert await line.status() == 403
        said = orjson.loads(await line.body())
        assert (said["code"], "https://evil.example" in said["detail"]) == (
            "conversations.foreign_site",
            True,
        )
        await line.task

    run(work)


def test_nobody_hears_the_conversation_of_another() -> None:
    site = a_site()
    talk = a_talk(a_visitor(site))
    a_visitor(site, "other-secret")

    async def work() -> None:
        line = widget(talk, x_chat_secret="other-secret")
        assert await line.status() == 404
        await line.task

    run(work)


def test_a_visitor_hears_what_was_said_before_and_then_what_is_said(company: Company) -> None:
    talk = a_talk()
    visitor_says(talk, "在吗")
    visitor_says(talk, "有人吗")
    agent = company["sales1"]

    def answer() -> None:
        services.take(talk.pk, actor=agent.actor, now=NOW)
        agent_says(talk, agent, "您好 <b>😀</b>")

    async def work() -> None:
        line = widget(talk, after=1)
        assert await line.status() == 200
        assert texts(await line.hear(2)) == [("hello", "", "waiting"), ("message", "2", "有人吗")]
        await does(answer)
        state, message = await line.hear(2)
        assert (state[0], state[2]["state"], state[2]["agent"]) == ("state", "open", "sales1")
        assert not {"owner_id", "unit_id", "was", "version"} & state[2].keys()
        assert texts([message]) == [("message", "3", "您好 <b>😀</b>")]
        assert (message[2]["author"], message[2]["name"]) == ("agent", "sales1")
        await line.leave()
        assert board().listeners == set()

    run(work)


def test_whoever_comes_back_hears_exactly_what_was_missed() -> None:
    talk = a_talk()
    for number in range(1, 6):
        visitor_says(talk, f"{number}")

    async def work() -> None:
        line = widget(talk, after=1, last_event_id="3")
        await line.status()
        assert texts(await line.hear(3)) == [
            ("hello", "", "waiting"),
            ("message", "4", "4"),
            ("message", "5", "5"),
        ]
        await does(lambda: visitor_says(talk, "6"))
        assert texts(await line.hear()) == [("message", "6", "6")]
        await line.leave()

    run(work)


def test_what_a_broken_source_overlooked_is_read_from_the_database() -> None:
    talk = a_talk()
    visitor_says(talk, "1")

    async def work() -> None:
        line = widget(talk)
        await line.status()
        await line.hear(2)
        silent = next(iter(board().listeners))
        silent.put = lambda note: None  # type: ignore[method-assign]  # the line drops
        await does(lambda: visitor_says(talk, "2"))
        await asyncio.sleep(0.1)
        del silent.put
        await does(lambda: visitor_says(talk, "3"))
        heard = await line.hear(3)
        assert texts(heard) == [("state", "", "waiting"), ("message", "2", "2"), ("message", "3", "3")]
        silent.miss()
        assert texts(await line.hear()) == [("state", "", "waiting")]
        await line.leave()

    run(work)


def test_a_message_of_full_length_arrives_whole() -> None:
    talk = a_talk()

    async def work() -> None:
        line = widget(talk)
        await line.status()
        await line.hear()
        await does(lambda: visitor_says(talk, "长" * 4_000))
        heard = [
            one
            for one in await line.hear(2 if connection.vendor == "postgresql" else 1)
            if one[0] == "message"
        ]
        assert [one[2]["text"] for one in heard] == ["长" * 4_000]
        await line.leave()

    run(work)


def test_a_blocked_visitor_is_sent_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "RECHECK", 0.1)
    talk = a_talk()

    async def work() -> None:
        line = widget(talk)
        await line.status()
        await line.hear()
        await does(lambda: Visitor.objects.update(blocked_at=NOW))
        assert await line.hear() == [("", "", None)]
        await asyncio.wait_for(line.task, 5)

    run(work)


def test_a_server_that_stops_ends_both_streams(company: Company) -> None:
    talk, cookie = a_talk(), cookie_of(company["sales1"])

    async def work() -> None:
        open_lines = [widget(talk), console(cookie)]
        for line in open_lines:
            assert await line.status() == 200
            await line.hear()
        board().close()
        for line in open_lines:
            assert await line.hear() == [("", "", None)]
            await asyncio.wait_for(line.task, 5)
        late = widget(talk)
        assert await late.status() == 503
        await late.task

    run(work)


def test_a_desk_needs_a_session_and_the_permission(company: Company) -> None:
    cookie = cookie_of(company["finance"])

    async def work() -> None:
        for line, status in ((Line(desk_events), 401), (console(cookie), 403)):
            assert await line.status() == status
            await line.task

    run(work)


def test_a_desk_hears_of_the_queue_and_what_is_said_in_its_conversations(company: Company) -> None:
    talk = a_talk()
    agent, cookies = company["sales1"], [cookie_of(company[name]) for name in ("sales1", "sales1b")]

    async def work() -> None:
        mine, theirs = map(console, cookies)
        for line in (mine, theirs):
            assert await line.status() == 200
            ((event, _, hello),) = await line.hear()
            assert (event, [(one["id"], one["state"]) for one in hello["conversations"]]) == (
                "hello",
                [(talk.pk, "waiting")],
            )
        await does(lambda: visitor_says(talk, "在吗"))
        assert texts(await theirs.hear()) == [("message", f"{talk.pk}:1", "在吗")]
        await does(lambda: services.take(talk.pk, actor=agent.actor, now=NOW))
        for line, seen in ((mine, True), (theirs, False)):
            heard = await line.hear(3 if line is mine else 2)
            state, queue = heard[-2:]
            assert (state[0], state[2]["owner_id"], state[2]["seen"]) == ("state", agent.id, seen)
            assert queue == ("queue", "", {"id": talk.pk, "waiting": False})
        await does(lambda: visitor_says(talk, "您好"))
        assert texts(await mine.hear()) == [("message", f"{talk.pk}:2", "您好")]
        await does(lambda: services.close(talk.pk, ending=Ending.AGENT, actor=agent.actor, now=NOW))
        assert texts(await mine.hear()) == [("state", "", "closed")]
        fresh: list[Conversation] = []
        await does(lambda: fresh.append(a_talk(a_visitor(talk.site, "second"))))
        assert texts(await theirs.hear(2))[:1] == [("state", "", "waiting")]
        await does(lambda: visitor_says(fresh[0], "新的"))
        assert texts(await theirs.hear()) == [
            ("message", f"{fresh[0].pk}:1", "新的")
        ]  # nothing of another's before
        await mine.leave()
        await theirs.leave()

    run(work)


def test_a_console_that_comes_back_hears_what_it_missed_by_conversation(company: Company) -> None:
    agent = company["sales1"]
    talk = a_talk()
    services.take(talk.pk, actor=agent.actor, now=NOW)
    for number in range(1, 5):
        visitor_says(talk, f"{number}")
    cookie = cookie_of(agent)

    async def work() -> None:
        line = console(cookie, f"after={talk.pk}:2,999:1,nonsense,7:x")
        await line.status()
        hello, *said = await line.hear(3)
        assert [(one["id"], one["seq"]) for one in hello[2]["conversations"]] == [(talk.pk, 4)]
        assert texts(said) == [("message", f"{talk.pk}:3,999:1", "3"), ("message", f"{talk.pk}:4,999:1", "4")]
        await line.leave()

    run(work)


def test_a_desk_hears_numbers_masked_where_somebody_else_has_the_conversation(company: Company) -> None:
    """Also the half of one that is known by now, and what was missed meanwhile."""
    agent, cookies = company["sales1"], [cookie_of(company[name]) for name in ("sales1", "lead1")]
    talk = a_talk()
    services.take(talk.pk, actor=agent.actor, now=NOW)

    def hears(text: str) -> None:
        actor = queries.as_actor(talk.visitor or Visitor())
        visiting.hear(talk.visitor or Visitor(), text=text, client_id="", actor=actor, now=NOW)

    def messages(heard: list[Heard]) -> list[str]:
        return [data["text"] for event, _, data in heard if event == "message"]

    async def work() -> None:
        mine, theirs = map(console, cookies)
        for line in (mine, theirs):
            assert await line.status() == 200
            await line.hear()
        for text, shown in (
            ("您好", "您好"),
            ("139 00", "139 00"),
            ("13 9000", "** ****"),
            ("a@b.com", "*@b.com"),
        ):
            await does(lambda text=text: hears(text))  # type: ignore[misc]
            assert [messages(await line.hear()) for line in (mine, theirs)] == [[text], [shown]]
        back = console(cookies[1], f"after={talk.pk}:1")
        await back.status()
        assert messages(await back.hear(4)) == ["*** **", "** ****", "*@b.com"]
        for line in (mine, theirs, back):
            await line.leave()

    run(work)
