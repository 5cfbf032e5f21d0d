"""The worker's side: what was removed or never used goes for good."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.attachments.services import forget_gone
from dabiao.core.timers.registry import every


@every(600, "attachments.forget")
def forget(_: Any, now: datetime) -> None:
    forget_gone(actor=SYSTEM, now=now)
