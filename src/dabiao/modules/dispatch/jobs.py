"""The lane, looked after by every worker; one at a time decides."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.events.attempts import Report
from dabiao.core.timers.registry import every, steady
from dabiao.modules.dispatch.queries import waiting
from dabiao.modules.dispatch.services import clocking, deciding, recycling


def is_due(now: datetime) -> bool:
    return waiting.is_waiting(now) or waiting.needs_beat(now)


@steady("dispatch.lane", due=is_due)
def look_after_the_lane(now: datetime) -> Report:
    """Who waits first, then clocks: a batch of each, so that neither holds up the other for long."""
    if waiting.needs_beat(now):
        deciding.beat(actor=SYSTEM, now=now)
    report = deciding.decide_waiting(actor=SYSTEM, now=now)
    report += clocking.run_due(actor=SYSTEM, now=now)
    return report


@every(300, "dispatch.recycle")
def recycle(payload: Any, now: datetime) -> None:
    recycling.recycle(actor=SYSTEM, now=now)
