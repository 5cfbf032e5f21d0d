"""From which state an event goes to which, and what one must be."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.sales_events.enums import EventState

LONGEST = timedelta(days=31)
MOVES: Mapping[str, tuple[str, ...]] = {
    EventState.DRAFT: (EventState.OPEN, EventState.CANCELLED),
    EventState.OPEN: (EventState.RUNNING, EventState.CANCELLED),
    EventState.RUNNING: (EventState.CLOSED,),
    EventState.CLOSED: (),
    EventState.CANCELLED: (),
}


def check_move(state: str, to: str, reason: str) -> None:
    """Raises `sales_events.no_such_move`, `core.required` for a cancellation without a reason."""
    if to not in MOVES[state]:
        raise Conflict("sales_events.no_such_move", field="to", state=state, to=to)
    if to == EventState.CANCELLED and not reason.strip():
        raise Invalid("core.required", field="reason")


def check_event(values: Mapping[str, Any]) -> None:
    """Raises `core.required`, `sales_events.ends_before_start`, `sales_events.too_long`."""
    if not values["name"].strip():
        raise Invalid("core.required", field="name")
    starts_at: datetime = values["starts_at"]
    if values["ends_at"] <= starts_at:
        raise Invalid("sales_events.ends_before_start", field="ends_at")
    if values["ends_at"] - starts_at > LONGEST:
        raise Invalid("sales_events.too_long", field="ends_at", days=LONGEST.days)
