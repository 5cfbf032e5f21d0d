"""What was delivered is worked on by every worker, as it comes; what is long done is forgotten."""

from datetime import datetime, timedelta
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.events.attempts import Report
from dabiao.core.timers.registry import every, steady
from dabiao.modules.channels import queries, services

KEPT = timedelta(days=180)


@steady("channels.deliveries", due=queries.is_waiting)
def work_on_deliveries(now: datetime) -> Report:
    return services.work(actor=SYSTEM, now=now)


@every(3600, "channels.forget")
def forget(payload: Any, now: datetime) -> None:
    """Bodies hold people's numbers: half a year after it was done, a delivery goes."""
    services.forget(before=now - KEPT, actor=SYSTEM, now=now)
