"""Schedules, timer handlers and job handlers of conversations."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.registry import every
from dabiao.modules.conversations import services


@every(60, "conversations.idle")
def close_idle(_: Any, now: datetime) -> None:
    services.close_idle(actor=SYSTEM, now=now)
