"""Timers of people: absences begin and end at the company's midnight."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.registry import timer
from dabiao.modules.org import services
from dabiao.modules.org.services.absences import TURN


@timer(TURN)
def absence_turns(payload: dict[str, Any], now: datetime) -> None:
    services.turn(payload["id"], actor=SYSTEM, now=now)
