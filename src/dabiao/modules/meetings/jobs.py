"""Timers of meetings."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.registry import timer
from dabiao.modules.meetings import services


@timer(services.NEXT)
def plan_next(payload: Any, now: datetime) -> None:
    """A meeting of a series is over: the next one is planned."""
    services.make_next(payload["id"], actor=SYSTEM, now=now)
