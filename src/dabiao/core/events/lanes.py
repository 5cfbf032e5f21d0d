"""Order of deliveries: per handler and record, events are handled in the order in which they happened.

Event ids follow commits per record, because writers lock a record before they record about it; delivery ids
follow event ids. A delivery therefore runs only when no earlier one of the same handler, about any of the
same records, is still waiting for a retry or in another worker's hands. An earlier one cannot turn up later,
so looking once, after claiming, is enough.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from dabiao.core.events.models import Delivery, EventSubject

# Another worker holds the earlier delivery right now: look again soon.
SHORT_WAIT = timedelta(milliseconds=200)


class Lanes:
    """What stands in front of the claimed deliveries. Reads subjects only when something does."""

    def __init__(self, claimed: Sequence[Delivery], now: datetime) -> None:
        self._now = now
        self._claimed = claimed
        self._records: dict[int, list[tuple[str, int]]] | None = None
        self._waits: dict[tuple[str, str, int], tuple[int, datetime]] = {}
        for delivery in self._earlier():
            self.block(delivery)

    def _earlier(self) -> list[Delivery]:
        waiting = Delivery.objects.filter(dead_at=None, pk__lt=self._claimed[-1].pk)
        waiting = waiting.filter(handler__in={delivery.handler for delivery in self._claimed})
        return list(waiting.exclude(pk__in=[delivery.pk for delivery in self._claimed]).order_by("pk"))

    def block(self, delivery: Delivery) -> None:
        """Later deliveries of this handler about these records wait until this one is due again."""
        again = max(delivery.next_try_at or self._now, self._now + SHORT_WAIT)
        for record in self._subjects(delivery):
            lane = (delivery.handler, *record)
            if lane not in self._waits or self._waits[lane][0] > delivery.pk:
                self._waits[lane] = (delivery.pk, again)

    def wait_of(self, delivery: Delivery) -> datetime | None:
        """When to look at this delivery again; None when nothing stands in front of it."""
        if not self._waits:
            return None
        found = [self._waits.get((delivery.handler, *record)) for record in self._subjects(delivery)]
        return max((again for first, again in filter(None, found) if first < delivery.pk), default=None)

    def _subjects(self, delivery: Delivery) -> list[tuple[str, int]]:
        if self._records is None:
            self._records = defaultdict(list)
            self._load({delivery.event_id for delivery in self._claimed})
        if delivery.event_id not in self._records:
            self._load({delivery.event_id})
        return self._records[delivery.event_id]

    def _load(self, event_ids: set[int]) -> None:
        assert self._records is not None
        rows = EventSubject.objects.filter(event_id__in=event_ids)
        for event_id, kind, object_id in rows.values_list("event_id", "kind", "object_id"):
            self._records[event_id].append((kind, object_id))
        for event_id in event_ids:
            self._records[event_id]  # remembered also when it concerns no record
