"""The news of the last seconds: whoever joins is told it too, and need not ask again what they have just asked."""

from collections import deque
from collections.abc import Hashable
from typing import NamedTuple

from dabiao.core.live.reach import Change
from dabiao.core.live.source import News

KEPT = 3.0  # seconds; as long as it may take from a page's first question until its line stands
MOST = 1_000  # changes and notifications; of a flood less time is kept


class Told(NamedTuple):
    """All that happened in the last `seconds`; each record once. `notified`: (user id, notification id)."""

    seconds: float
    changes: list[Change]
    notified: list[tuple[int, int]]


class Recent:
    """Moments are seconds of one clock that never goes back."""

    def __init__(self) -> None:
        self._since: float | None = None  # nothing has been overlooked since then
        self._news: deque[tuple[float, News]] = deque()
        self._size = 0

    def keep(self, news: News, now: float) -> None:
        if self._since is None or news.missed:
            self.forget()
            self._since = now
        if news:
            self._news.append((now, news))
            self._size += _size(news)
        while self._news and (self._news[0][0] < now - KEPT or self._size > MOST):
            self._since, gone = self._news.popleft()
            self._size -= _size(gone)

    def forget(self) -> None:
        """Nobody listens any more."""
        self._since, self._size = None, 0
        self._news.clear()

    def told(self, now: float) -> Told:
        if self._since is None:
            return Told(0.0, [], [])
        first = max(self._since, now - KEPT)
        changes: dict[Hashable, Change] = {}
        notified: list[tuple[int, int]] = []
        for at, news in self._news:
            if at >= first:
                for one in news.changes:
                    topic = (one.kind, one.id)
                    changes[topic] = changes[topic].with_later(one) if topic in changes else one
                notified += news.notified
        return Told(now - first, list(changes.values()), notified)


def _size(news: News) -> int:
    return len(news.changes) + len(news.notified)
