"""One port: streams native, everything else Django through the bridge."""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from dabiao.config.bridge import Bridge
from dabiao.config.preparing import wait_prepared
from dabiao.config.proxies import client_of
from dabiao.config.settled import settle

django_app = Bridge(get_wsgi_application(), threads=int(os.environ.get("DABIAO_THREADS", "4")))

import dabiao.config.api  # noqa: E402 - the rooms register their streams
import dabiao.core.live.sse  # noqa: E402, F401
from dabiao.core.live.farewell import close_on_signal  # noqa: E402
from dabiao.core.live.lines import STREAMS  # noqa: E402

Message = MutableMapping[str, Any]


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Send each connection to the server that fits it."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    if settings.TRUSTED_PROXIES and scope.get("client"):
        scope["client"] = (client_of(scope["client"][0], scope["headers"], settings.TRUSTED_PROXIES), 0)
    if scope["type"] == "http" and (stream := STREAMS.get(scope["path"])):
        await stream(scope, receive, send)
    else:
        await django_app(scope, receive, send)


async def _lifespan(
    receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            close_on_signal()
            settle()
            wait_prepared(settings.DABIAO_HOME)
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
