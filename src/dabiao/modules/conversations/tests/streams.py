"""One connection to a stream of conversations, and what is heard on it, without a network."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from django.conf import settings
from django.db import OperationalError, connection

from dabiao.core.live.lines import App
from dabiao.modules.conversations.api.desk_events import desk_events
from dabiao.modules.conversations.api.visitor_events import visitor_events
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.tests.builders import SECRET
from dabiao.testing.people import Person

Heard = tuple[str, str, Any]  # event, id, data


class Line:
    """One connection to a stream, without a network."""

    def __init__(self, app: App, query: str = "", method: str = "GET", **headers: str) -> None:
        given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "query_string": query.encode(), "headers": given}
        self._incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._ahead: list[Heard] = []
        self.headers: dict[bytes, bytes] = {}
        self.task = asyncio.create_task(app(scope, self._incoming.get, self._sent.put))

    async def status(self) -> int:
        head = await asyncio.wait_for(self._sent.get(), 5)
        self.headers = dict(head["headers"])
        return int(head["status"])

    async def body(self) -> bytes:
        return bytes((await asyncio.wait_for(self._sent.get(), 5))["body"])

    async def hear(self, count: int = 1) -> list[Heard]:
        """The next so many events; an empty one is the end."""
        while len(self._ahead) < count:
            said = await self.body()
            self._ahead += [("", "", None)] if not said else filter(None, map(_event, said.split(b"\n\n")))
        found, self._ahead = self._ahead[:count], self._ahead[count:]
        return found

    async def leave(self) -> None:
        self._incoming.put_nowait({"type": "http.disconnect"})
        await asyncio.wait_for(self.task, 5)


def _event(block: bytes) -> Heard | None:
    pairs = dict(
        line.split(": ", 1) for line in block.decode().split("\n") if not line.startswith(":") and line
    )
    return (pairs["event"], pairs.get("id", ""), orjson.loads(pairs["data"])) if "event" in pairs else None


def widget(talk: Conversation, after: int = 0, **headers: str) -> Line:
    return Line(
        visitor_events, f"conversation={talk.pk}&after={after}", **{"x_chat_secret": SECRET, **headers}
    )


def cookie_of(person: Person) -> str:
    return f"{settings.SESSION_COOKIE}={person.client.cookies[settings.SESSION_COOKIE].value}"


def console(cookie: str, query: str = "") -> Line:
    return Line(desk_events, query, cookie=cookie)


async def does(work: Callable[[], object]) -> None:
    """In a thread; SQLite in memory refuses, rather than waits, while a stream reads the table."""

    def run() -> None:
        try:
            for turn in range(200):
                try:
                    return work() and None
                except OperationalError:
                    if turn == 199:
                        raise
        finally:
            connection.close()

    await asyncio.to_thread(run)


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())  # type: ignore[arg-type]  # an async function gives a coroutine


def texts(heard: list[Heard]) -> list[tuple[str, str, str]]:
    return [(event, id, data.get("text", data.get("state", ""))) for event, id, data in heard]
