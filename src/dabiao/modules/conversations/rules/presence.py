"""When people answer, and when nobody waits for anybody any more."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from dabiao.core.calendar import is_workday
from dabiao.modules.conversations.enums import Ending, State

# how long nothing was said until a conversation is over, and how it then ended
IDLE: Mapping[State, tuple[timedelta, Ending]] = {
    State.BOT: (timedelta(minutes=30), Ending.IDLE),
    State.OPEN: (timedelta(hours=2), Ending.IDLE),
    State.WAITING: (timedelta(days=7), Ending.MISSED),  # words left at night are still there after a holiday
}


def is_idle(state: str, last_at: datetime, now: datetime) -> bool:
    return state in IDLE and last_at <= now - IDLE[State(state)][0]


def somebody_there(hours: Mapping[str, Any], now: datetime, zone: tzinfo) -> bool:
    """Whether this moment lies in `{"days": "workdays" | "all" | [1, 2], "spans": [["09:00", "18:00"]]}`; empty is always."""
    spans = hours.get("spans")
    if not spans:
        return True
    local = now.astimezone(zone)
    return _opens(hours.get("days", "workdays"), local) and any(
        _minute(start) <= local.hour * 60 + local.minute < _minute(end) for start, end in spans
    )


def _opens(days: Any, local: datetime) -> bool:
    if days == "all":
        return True
    return is_workday(local.date()) if days == "workdays" else local.isoweekday() in days


def _minute(text: str) -> int:
    if text == "24:00":
        return 24 * 60
    moment = time.fromisoformat(text)
    return moment.hour * 60 + moment.minute
