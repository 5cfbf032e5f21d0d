"""One open stream."""

import asyncio
from collections import deque

import orjson

from dabiao.core.actor import Actor

# What a client may fall behind before it is told to look again instead.
LARGEST_BACKLOG = 256


def frame(event: str, data: object) -> bytes:
    """One server-sent message."""
    return b"event: %s\ndata: %s\n\n" % (event.encode(), orjson.dumps(data))


RESYNC = frame("resync", {})


class Client:
    """Frames on their way to one browser, and the actor who decides which. Lives on the event loop."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.closed = False
        self.before = 0.0  # seconds before it came of which it is told everything too
        self.doubted = False  # whether its session has to be looked at again before it hears more
        self._frames: deque[bytes] = deque()
        self._news = asyncio.Event()

    def put(self, frame: bytes) -> None:
        """Queue a frame. A client that is too far behind loses its queue and gets one `resync` for it."""
        if len(self._frames) >= LARGEST_BACKLOG:
            self._frames.clear()
            self._frames.append(RESYNC)
        self._frames.append(frame)
        self._news.set()

    def doubt(self) -> None:
        self.doubted = True
        self._news.set()

    def close(self) -> None:
        self.closed = True
        self._news.set()

    async def take(self, timeout: float) -> bytes:
        """Everything queued, as soon as there is something; nothing after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                await self._news.wait()
        except TimeoutError:
            return b""
        self._news.clear()
        taken = b"".join(self._frames)
        self._frames.clear()
        return taken
