"""The thread that brings news to an event loop, while anybody there listens."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from dabiao.core.live import source

T = TypeVar("T")

STARTING = 10.0  # seconds within which the source must be up


class Feed(Generic[T]):
    """`read` is a source as `source.follow` takes it; `spread` is called on the loop with everything it says."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        read: Callable[[threading.Event], Iterator[T]],
        missed: T,
        spread: Callable[[T], None],
    ) -> None:
        self._loop, self._read, self._missed, self._spread = loop, read, missed, spread
        self._started = asyncio.Event()
        self._stop: threading.Event | None = None

    @property
    def running(self) -> bool:
        return self._stop is not None

    async def up(self) -> None:
        """Nothing is overlooked from now on. Raises TimeoutError when the database is not to be reached."""
        if self._stop is None:
            self._start()
        async with asyncio.timeout(STARTING):
            await self._started.wait()

    def rest(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._stop = None
            self._started.clear()

    def _start(self) -> None:
        stop = self._stop = threading.Event()

        def tell(news: T) -> None:
            try:
                self._loop.call_soon_threadsafe(self._heard, news, stop)
            except RuntimeError:  # the loop is closed: the server went down without goodbye
                stop.set()

        threading.Thread(
            target=source.follow, args=(self._read, self._missed, tell, stop), name="live", daemon=True
        ).start()

    def _heard(self, news: T, stop: threading.Event) -> None:
        if not stop.is_set():
            self._started.set()
            self._spread(news)
