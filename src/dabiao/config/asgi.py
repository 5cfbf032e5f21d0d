"""One port: `/events` native, everything else Django through the bridge."""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")

from django.core.wsgi import get_wsgi_application

from dabiao.config.bridge import Bridge

django_app = Bridge(get_wsgi_application(), threads=int(os.environ.get("DABIAO_THREADS", "4")))

from dabiao.core.live.sse import live_app  # noqa: E402

Message = MutableMapping[str, Any]


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Send each connection to the server that fits it."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/events":
        await live_app(scope, receive, send)
    else:
        await django_app(scope, receive, send)


async def _lifespan(
    receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
