"""`/events`: server-sent messages, served on the event loop beside Django, which only answers who asks."""

import asyncio
import logging
from http import HTTPStatus

from django.db import Error

from dabiao.core.access.auth import actor_from_cookie_header
from dabiao.core.actor import Actor
from dabiao.core.live import lines
from dabiao.core.live.client import Client, frame
from dabiao.core.live.hub import hub
from dabiao.core.live.lines import HEADERS, PING, Message, Receive, Send, body, refuse

logger = logging.getLogger(__name__)

SIGNED_OUT = frame("signed_out", {})


@lines.stream("/events")
async def live_app(scope: Message, receive: Receive, send: Send) -> None:
    """Stream `ready`, then `change`, `notification` and `resync` to a signed-in browser until it leaves, or is
    signed out and told so, or the server stops. Of the `milliseconds` before `ready` everything is told as well: what the
    browser asked in them need not be asked again.

    Answers 405 to anything but GET, 401 without a valid session, 503 while the database is away or the server stops.
    """
    if scope["method"] != "GET" or hub().closing:
        wrong = HTTPStatus.METHOD_NOT_ALLOWED if scope["method"] != "GET" else HTTPStatus.SERVICE_UNAVAILABLE
        await refuse(send, wrong)
        return
    try:
        actor = await _actor_of(scope)
        client = await hub().join(actor) if actor else None
    except (Error, TimeoutError):
        logger.warning("a listener was turned away", exc_info=True)
        await refuse(send, HTTPStatus.SERVICE_UNAVAILABLE)
        return
    if client is None:
        await refuse(send, HTTPStatus.UNAUTHORIZED)
    else:
        await _serve(client, scope, receive, send)


async def _serve(client: Client, scope: Message, receive: Receive, send: Send) -> None:
    leaving = asyncio.create_task(lines.until_gone(receive, client.close))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send(body(lines.RETRY + frame("ready", {"milliseconds": int(client.before * 1000)})))
        await _stream(client, scope, send)
    finally:
        leaving.cancel()
        hub().leave(client)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _stream(client: Client, scope: Message, send: Send) -> None:
    clock = asyncio.get_running_loop().time
    check_at = lines.next_check(clock())
    while True:
        frames = await client.take(min(lines.HEARTBEAT, max(0.0, check_at - clock())))
        if client.closed:
            return
        if client.doubted or clock() >= check_at:
            client.doubted = False
            if not await _still_allowed(client, scope):
                await send(body(SIGNED_OUT))
                return
            check_at = lines.next_check(clock())
        await send(body(frames or PING))


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
    return await lines.in_thread(lambda: actor_from_cookie_header(scope["headers"]))
