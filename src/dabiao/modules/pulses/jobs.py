"""Schedules of pulses."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.registry import every
from dabiao.modules.pulses import services


@every(300, "pulses.open")
def open_when_due(_: Any, now: datetime) -> None:
    """Once a week, at the time that was set; made up for after an outage while answers would still be taken."""
    services.open_pulse(actor=SYSTEM, now=now)
