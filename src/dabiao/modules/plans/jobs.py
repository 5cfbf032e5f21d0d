"""Schedules of plans: the prompts of morning and evening."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.registry import every
from dabiao.modules.plans import services


@every(60, "plans.prompt")
def prompt(_: Any, now: datetime) -> None:
    """At the times that are set, once a working day; what one person is told and that they were are one transaction."""
    services.prompt(actor=SYSTEM, now=now)
