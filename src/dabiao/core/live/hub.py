"""Who listens in this process, and handing each the news they may hear."""

import asyncio
import threading
from collections.abc import Hashable

from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.live import source
from dabiao.core.live.client import RESYNC, Client, frame
from dabiao.core.live.reach import Change, sees
from dabiao.core.live.source import News

SAME_RECORD = 1.0  # seconds between two messages about one record
SAME_RESYNC = 5.0  # seconds between two calls on everybody to look again
STARTING = 10.0  # seconds within which the source must be up

_of_thread = threading.local()


def hub() -> "Hub":
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    found: Hub | None = getattr(_of_thread, "hub", None)
    if found is None or found.loop is not loop:
        found = _of_thread.hub = Hub(loop)
    return found


class Hub:
    """Lives on one event loop; only the source thread is elsewhere, and only while there are listeners."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.clients: set[Client] = set()
        self.closing = False
        self._started = asyncio.Event()
        self._stop: threading.Event | None = None
        self._quiet: dict[Hashable, Change | bool] = {}

    async def join(self, actor: Actor) -> Client:
        """A client that overlooks nothing from now on. Raises TimeoutError when the database is not to be
        reached.
        """
        client = Client(actor)
        self.clients.add(client)
        if self._stop is None:
            self._start()
        try:
            async with asyncio.timeout(STARTING):
                await self._started.wait()
        except BaseException:
            self.leave(client)
            raise
        return client

    def leave(self, client: Client) -> None:
        """The last one to leave stops the source."""
        client.close()
        self.clients.discard(client)
        if not self.clients and self._stop is not None:
            self._stop.set()
            self._stop = None
            self._started.clear()

    def close(self) -> None:
        """Send everybody home, for good: the server stops."""
        self.closing = True
        for client in self.clients:
            client.close()

    def _start(self) -> None:
        stop = self._stop = threading.Event()

        def tell(news: News) -> None:
            try:
                self.loop.call_soon_threadsafe(self._heard, news, stop)
            except RuntimeError:  # the loop is closed: the server went down without goodbye
                stop.set()

        threading.Thread(target=source.follow, args=(tell, stop), name="live", daemon=True).start()

    def _heard(self, news: News, stop: threading.Event) -> None:
        if not stop.is_set():
            self._started.set()
            self.spread(news)

    def spread(self, news: News) -> None:
        """Hand news to those who may hear it."""
        if news.missed:
            self._resync()
        for change in news.changes:
            self._changed(change)
        for user_id, notification_id in news.notified:
            told = frame("notification", {"id": notification_id})
            for client in self.clients:
                if client.actor.user_id == user_id:
                    client.put(told)

    def _changed(self, change: Change) -> None:
        """At once if nothing was said of the record in the last second; else together with what follows, when
        it is over.
        """
        if change.kind == User.subject_kind:
            self._doubt(change.id)
        topic = (change.kind, change.id)
        if topic in self._quiet:
            held = self._quiet[topic]
            self._quiet[topic] = held.with_later(change) if isinstance(held, Change) else change
            return
        told = frame("change", {"kind": change.kind, "id": change.id, "version": change.version})
        for client in self.clients:
            if sees(client.actor, change):
                client.put(told)
        self._quiet[topic] = False
        self.loop.call_later(SAME_RECORD, self._speak_again, topic)

    def _doubt(self, user_id: int) -> None:
        """Something happened to this person's access: their sessions may be over."""
        for client in self.clients:
            if client.actor.user_id == user_id:
                client.doubt()

    def _resync(self) -> None:
        if "resync" in self._quiet:
            self._quiet["resync"] = True
            return
        for client in self.clients:
            client.put(RESYNC)
        self._quiet["resync"] = False
        self.loop.call_later(SAME_RESYNC, self._speak_again, "resync")

    def _speak_again(self, topic: Hashable) -> None:
        held = self._quiet.pop(topic)
        if isinstance(held, Change):
            self._changed(held)
        elif held:
            self._resync()
