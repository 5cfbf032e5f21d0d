"""A small discrete-event simulation: things happen in the order of their time, never after the present."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from dabiao.core.calendar import is_workday

Happening = Callable[[datetime], None]
OPENS, CLOSES = 9, 18


class World:
    """Holds what is still to happen. `random` is the only source of chance, so one seed gives one world."""

    def __init__(self, *, start: datetime, end: datetime, seed: int, zone: str) -> None:
        self.start, self.end, self.zone = start, end, ZoneInfo(zone)
        self.random = Random(seed)  # noqa: S311 - a demo, not a secret
        self._queue: list[tuple[datetime, int, Happening]] = []
        self._order = 0

    def at(self, when: datetime, happening: Happening) -> None:
        """Let something happen then; what lies beyond the present never does."""
        if when <= self.end:
            self._order += 1
            heapq.heappush(self._queue, (when, self._order, happening))

    def run(self, limit: int) -> int:
        """Let up to `limit` things happen; 0 when the present is reached."""
        for done in range(limit):
            if not self._queue:
                return done
            when, _, happening = heapq.heappop(self._queue)
            happening(when)
        return limit

    def later(self, when: datetime, least: float, most: float) -> datetime:
        """A moment `least` to `most` hours on, moved into the next working time."""
        return self.working(when + timedelta(hours=self.random.uniform(least, most)))

    def working(self, when: datetime) -> datetime:
        """The moment itself if somebody works then, else soon after the next opening."""
        local = when.astimezone(self.zone)
        if local.hour >= CLOSES:
            local = (local + timedelta(days=1)).replace(hour=OPENS, minute=0)
        elif local.hour < OPENS:
            local = local.replace(hour=OPENS, minute=0)
        else:
            if is_workday(local.date()):
                return when
            local = local.replace(hour=OPENS, minute=0)
        while not is_workday(local.date()):
            local += timedelta(days=1)
        return local + timedelta(minutes=self.random.uniform(1, 90))

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability
