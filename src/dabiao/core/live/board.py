"""Who listens to topics in this process."""

import asyncio
import threading
from collections import defaultdict, deque
from collections.abc import Iterable

from dabiao.core.live import rings, topics
from dabiao.core.live.feed import Feed
from dabiao.core.live.topics import Note, Rung

# What a listener may fall behind before it is told to look again instead.
LARGEST_BACKLOG = 1_000

_of_thread = threading.local()


def board() -> "Board":
    """The board of the running event loop."""
    loop = asyncio.get_running_loop()
    found: Board | None = getattr(_of_thread, "board", None)
    if found is None or found.loop is not loop:
        found = _of_thread.board = Board(loop)
    return found


class Listener:
    """Notes on their way to one stream. Lives on the event loop."""

    def __init__(self, topics: Iterable[str]) -> None:
        self.topics = frozenset(topics)
        self.closed = False
        self._notes: deque[Note] = deque()
        self._missed = False
        self._news = asyncio.Event()

    def put(self, note: Note) -> None:
        if len(self._notes) >= LARGEST_BACKLOG:
            self.miss()
        self._notes.append(note)
        self._news.set()

    def miss(self) -> None:
        self._notes.clear()
        self._missed = True
        self._news.set()

    def close(self) -> None:
        self.closed = True
        self._news.set()

    async def take(self, timeout: float) -> tuple[list[Note], bool]:
        """All notes, and whether any are missing before them; nothing after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                await self._news.wait()
        except TimeoutError:
            return [], False
        self._news.clear()
        taken, missed = list(self._notes), self._missed
        self._notes.clear()
        self._missed = False
        return taken, missed


class Board:
    """Lives on one event loop; its source thread runs only while there are listeners."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.closing = False
        self.listeners: set[Listener] = set()
        self._of_topic: dict[str, set[Listener]] = defaultdict(set)
        self._feed = Feed(loop, rings.read, rings.MISSED, self.spread)

    async def join(self, topics_: Iterable[str]) -> Listener:
        """A listener that overlooks nothing from now on. Raises TimeoutError when the database is not to be reached."""
        listener = Listener(topics_)
        self.listeners.add(listener)
        for topic in listener.topics:
            self._of_topic[topic].add(listener)
        topics.hear_here(self._rung_here)
        try:
            await self._feed.up()
        except BaseException:
            self.leave(listener)
            raise
        return listener

    def leave(self, listener: Listener) -> None:
        """The last one to leave stops the source."""
        listener.close()
        self.listeners.discard(listener)
        for topic in listener.topics:
            self._of_topic[topic].discard(listener)
            if not self._of_topic[topic]:
                del self._of_topic[topic]
        if not self.listeners:
            topics.unhear_here(self._rung_here)
            self._feed.rest()

    def heard(self, topic: str) -> int:
        """How many listen to it in this process."""
        return len(self._of_topic.get(topic, ()))

    def close(self) -> None:
        """Send everybody home, for good: the server stops."""
        self.closing = True
        for listener in self.listeners:
            listener.close()

    def spread(self, rung: Rung) -> None:
        if rung.missed:
            for listener in self.listeners:
                listener.miss()
        for topic, note in rung.notes:
            for name in {topic, topic.partition("/")[0]}:
                for listener in self._of_topic.get(name, ()):
                    listener.put(note)

    def _rung_here(self, rung: Rung) -> None:
        """From the thread of whoever rang."""
        try:
            self.loop.call_soon_threadsafe(self.spread, rung)
        except RuntimeError:  # the loop is closed
            topics.unhear_here(self._rung_here)
