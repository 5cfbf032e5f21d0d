"""`/events`: server-sent messages, served on the event loop beside Django, which only answers who asks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from random import uniform
from typing import Any

import orjson
from django.db import Error, close_old_connections

from dabiao.core.access.auth import actor_from_cookie_header
from dabiao.core.actor import Actor
from dabiao.core.live.client import Client, frame
from dabiao.core.live.hub import hub

logger = logging.getLogger(__name__)

HEARTBEAT = 15.0  # seconds of silence after which a comment keeps the line open
RECHECK = 20.0  # seconds after which session and grants are read again
RECONNECT = 3_000  # milliseconds a browser waits before it comes back

READY = b"retry: %d\n" % RECONNECT + frame("ready", {})
PING = b": ping\n\n"
SIGNED_OUT = frame("signed_out", {})
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# two threads, hence two database connections, check any number of listeners
_checks = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live-check")


async def live_app(scope: Message, receive: Receive, send: Send) -> None:
    """Stream `ready`, then `change`, `notification` and `resync` to a signed-in browser until it leaves, or is
    signed out and told so, or the server stops.

    Answers 405 to anything but GET, 401 without a valid session, 503 while the database is away or the server stops.
    """
    if scope["method"] != "GET" or hub().closing:
        wrong = HTTPStatus.METHOD_NOT_ALLOWED if scope["method"] != "GET" else HTTPStatus.SERVICE_UNAVAILABLE
        await _refuse(send, wrong)
        return
    try:
        actor = await _actor_of(scope)
        client = await hub().join(actor) if actor else None
    except (Error, TimeoutError):
        logger.warning("a listener was turned away", exc_info=True)
        await _refuse(send, HTTPStatus.SERVICE_UNAVAILABLE)
        return
    if client is None:
        await _refuse(send, HTTPStatus.UNAUTHORIZED)
    else:
        await _serve(client, scope, receive, send)


async def _serve(client: Client, scope: Message, receive: Receive, send: Send) -> None:
    leaving = asyncio.create_task(_until_gone(receive, client))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send(_body(READY))
        await _stream(client, scope, send)
    finally:
        leaving.cancel()
        hub().leave(client)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _stream(client: Client, scope: Message, send: Send) -> None:
    clock = asyncio.get_running_loop().time
    # spread, so that many who came together are not checked together
    check_at = clock() + uniform(0.5, 1.0) * RECHECK  # noqa: S311 - no secret
    while True:
        frames = await client.take(min(HEARTBEAT, max(0.0, check_at - clock())))
        if client.closed:
            return
        if client.doubted or clock() >= check_at:
            client.doubted = False
            if not await _still_allowed(client, scope):
                await send(_body(SIGNED_OUT))
                return
            check_at = clock() + RECHECK
        await send(_body(frames or PING))


async def _still_allowed(client: Client, scope: Message) -> bool:
    """Take over the actor's present grants; False once the session is over. While the database is away
    nothing is told anyway, so the stream is left open.
    """
    try:
        actor = await _actor_of(scope)
    except Error:
        return True
    if actor is not None:
        client.actor = actor
    return actor is not None


async def _actor_of(scope: Message) -> Actor | None:
    def check() -> Actor | None:
        close_old_connections()
        return actor_from_cookie_header(scope["headers"])

    return await asyncio.get_running_loop().run_in_executor(_checks, check)


async def _until_gone(receive: Receive, client: Client) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    client.close()


def _body(frames: bytes) -> Message:
    return {"type": "http.response.body", "body": frames, "more_body": True}


async def _refuse(send: Send, status: HTTPStatus) -> None:
    problem = {"type": "about:blank", "title": status.phrase, "status": status}
    headers = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": orjson.dumps(problem), "more_body": False})
