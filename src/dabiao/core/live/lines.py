"""What all streams share: the answer's head, its end, the heartbeat, looking again whether one may listen."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from random import uniform
from typing import Any, Protocol, TypeVar

import orjson
from django.db import close_old_connections

from dabiao.core.live.board import Listener
from dabiao.core.live.topics import Note

HEARTBEAT = 15.0  # seconds of silence after which a comment keeps the line open
RECHECK = 20.0  # seconds after which it is looked at again whether this one may listen
RECONNECT = 3_000  # milliseconds a browser waits before it comes back

RETRY = b"retry: %d\n" % RECONNECT
PING = b": ping\n\n"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

T = TypeVar("T")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

# two threads, hence two database connections, read for any number of listeners
readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live-read")

# path → who serves it on the event loop, beside Django
STREAMS: dict[str, App] = {}


def stream(path: str) -> Callable[[App], App]:
    """Serve this path by an ASGI application of one's own."""

    def register(app: App) -> App:
        STREAMS[path] = app
        return app

    return register


async def in_thread(work: Callable[[], T]) -> T:
    """Whatever asks the database, off the event loop."""

    def run() -> T:
        close_old_connections()
        return work()

    return await asyncio.get_running_loop().run_in_executor(readers, run)


class Telling(Protocol):
    """What a stream of topics says."""

    async def frames(self, notes: list[Note], missed: bool) -> bytes:
        """Of these notes; of the database where some are missing."""

    async def allowed(self) -> bool:
        """Whether this one may go on listening."""


async def serve(
    listener: Listener,
    telling: Telling,
    first: bytes,
    receive: Receive,
    send: Send,
    *,
    headers: Headers = HEADERS,
) -> None:
    """Send `first`, then what is told, until the listener is closed, leaves, or may no longer hear."""
    leaving = asyncio.create_task(until_gone(receive, listener.close))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send(body(first))
        await _tell(listener, telling, send)
    finally:
        leaving.cancel()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _tell(listener: Listener, telling: Telling, send: Send) -> None:
    clock = asyncio.get_running_loop().time
    check_at = next_check(clock())
    while True:
        notes, missed = await listener.take(min(HEARTBEAT, max(0.0, check_at - clock())))
        if listener.closed:
            return
        if clock() >= check_at:
            if not await telling.allowed():
                return
            check_at = next_check(clock())
        told = await telling.frames(notes, missed) if notes or missed else PING
        if told:
            await send(body(told))


def next_check(now: float) -> float:
    """Spread, so that many who came together are not checked together."""
    return now + uniform(0.5, 1.0) * RECHECK  # noqa: S311 - no secret


async def until_gone(receive: Receive, close: Callable[[], None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    close()


def body(frames: bytes) -> Message:
    return {"type": "http.response.body", "body": frames, "more_body": True}


async def answer(send: Send, status: int, content: bytes = b"", headers: Headers | None = None) -> None:
    """A whole answer that is no stream."""
    await send({"type": "http.response.start", "status": status, "headers": headers or []})
    await send({"type": "http.response.body", "body": content, "more_body": False})


async def refuse(send: Send, status: HTTPStatus, more: Headers | None = None) -> None:
    problem = {"type": "about:blank", "title": status.phrase, "status": status}
    headers = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store"), *(more or [])]
    await answer(send, status, orjson.dumps(problem), headers)
