"""Which of the events that a customer came to a contract or a receipt is credited to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """An event somebody came to: what falls on a day from its first to so many days after its last counts for it."""

    event_id: int
    guest_id: int
    first_on: date
    last_on: date
    window_days: int

    @property
    def until(self) -> date:
        return self.last_on + timedelta(days=self.window_days)


def nearest(spans: Iterable[Span], day: date) -> Span | None:
    """The event that lies nearest before the day, or on it; of two the one that began later, then the newer; of an event
    the guest who came first."""
    fitting = [span for span in spans if span.first_on <= day <= span.until]
    return min(fitting, key=lambda span: _rank(span, day), default=None)


def _rank(span: Span, day: date) -> tuple[int, int, int, int]:
    past = max(0, (day - span.last_on).days)
    return past, -span.first_on.toordinal(), -span.event_id, span.guest_id
