"""Schedules of reports: reminders of what falls due, and who has not handed in."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.registry import every
from dabiao.modules.reports import services


@every(60, "reports.remind")
def remind(_: Any, now: datetime) -> None:
    """Before a report is due, and when it is. Days without work have nothing due."""
    services.tell_writers(actor=SYSTEM, now=now)


@every(60, "reports.digest")
def digest(_: Any, now: datetime) -> None:
    """After the grace, to leaders; what was missed while nothing ran is told within three days."""
    services.tell_missing(actor=SYSTEM, now=now)
