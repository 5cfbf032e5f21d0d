"""What is read at the door, and whether it is open."""

import re
from datetime import datetime, timedelta

from dabiao.core.errors import Conflict
from dabiao.modules.sales_events.enums import EventState

EARLY = timedelta(hours=12)  # before the start: who sets up a hall tries the door
_SHUT = {
    EventState.DRAFT: "sales_events.not_open",
    EventState.CLOSED: "sales_events.door_closed",
    EventState.CANCELLED: "sales_events.is_cancelled",
}
_TOKEN = re.compile(r"(?:^|/e/)([A-Za-z0-9_-]{16,32})(?:[/?#].*)?$")


def token_in(text: str) -> str:
    """The token of a guest in what a camera read: their whole address or the token alone; empty for anything else."""
    found = _TOKEN.search(text.strip())
    return found[1] if found else ""


def check_door(state: str, *, starts_at: datetime, now: datetime) -> None:
    """Raises `sales_events.not_open`, `sales_events.door_closed`, `sales_events.is_cancelled`, `sales_events.too_early`."""
    if code := _SHUT.get(EventState(state)):
        raise Conflict(code, field="state")
    if state == EventState.OPEN and now < starts_at - EARLY:
        raise Conflict("sales_events.too_early", field="state", hours=int(EARLY.total_seconds()) // 3600)
