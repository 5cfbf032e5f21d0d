"""Who listens in this process, and handing each the news they may hear."""

import asyncio
import threading
from collections.abc import Hashable

from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.live import source
from dabiao.core.live.client import RESYNC, Client, frame
from dabiao.core.live.feed import Feed
from dabiao.core.live.reach import Change, sees
from dabiao.core.live.recent import Recent
from dabiao.core.live.source import News

SAME_RECORD = 1.0  # seconds between two messages about one record
SAME_RESYNC = 5.0  # seconds between two calls on everybody to look again
MOST_AT_ONCE = 100  # messages to who has just come; of more they look again instead

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
        self.feed = Feed(loop, source.read, News(missed=True), self.spread)
        self._quiet: dict[Hashable, Change | bool] = {}
        self._recent = Recent()

    async def join(self, actor: Actor) -> Client:
        """A client that overlooks nothing from now on, and has `before` it what was told in the seconds before it came.
        Raises TimeoutError when the database is not to be reached.
        """
        client = Client(actor)
        self.clients.add(client)
        try:
            await self.feed.up()
        except BaseException:
            self.leave(client)
            raise
        client.before = self._told_before(client)
        return client

    def leave(self, client: Client) -> None:
        """The last one to leave stops the source."""
        client.close()
        self.clients.discard(client)
        if not self.clients:
            self.feed.rest()
            self._recent.forget()

    def close(self) -> None:
        """Send everybody home, for good: the server stops."""
        self.closing = True
        for client in self.clients:
            client.close()

    def spread(self, news: News) -> None:
        """Hand news to those who may hear it."""
        self._recent.keep(news, self.loop.time())
        if news.missed:
            self._resync()
        for change in news.changes:
            self._changed(change)
        for user_id, notification_id in news.notified:
            told = _notification(notification_id)
            for client in self.clients:
                if client.actor.user_id == user_id:
                    client.put(told)

    def _told_before(self, client: Client) -> float:
        """Tell it the news of so many seconds; where it is too much for one who has just come, of none."""
        seconds, changes, notified = self._recent.told(self.loop.time())
        told = [_change(one) for one in changes if sees(client.actor, one)]
        told += [_notification(id) for user_id, id in notified if user_id == client.actor.user_id]
        if len(told) > MOST_AT_ONCE:
            return 0.0
        for one_frame in told:
            client.put(one_frame)
        return seconds

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
        told = _change(change)
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


def _change(change: Change) -> bytes:
    return frame("change", {"kind": change.kind, "id": change.id, "version": change.version})


def _notification(id: int) -> bytes:
    return frame("notification", {"id": id})
