"""Schedules of reviews."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.registry import every
from dabiao.modules.reviews import services


@every(1800, "reviews.call")
def call(_: Any, now: datetime) -> None:
    """Once a day, whoever has a review to write is told."""
    services.call_for_reviews(actor=SYSTEM, now=now)
