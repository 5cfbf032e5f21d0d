"""Draws when they are due, and a word to whoever has checks that are late."""

from datetime import date, datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.days import local_day
from dabiao.core.notifications.services import News, notify_many
from dabiao.core.timers.registry import every, timer
from dabiao.modules.checks import services
from dabiao.modules.checks.queries.listing import late_by_checker


@timer("checks.draw")
def draw_when_due(payload: Any, now: datetime) -> None:
    day = date.fromisoformat(payload["day"])
    services.draw_when_due(payload["programme_id"], day=day, actor=SYSTEM, now=now)


@every(3600, "checks.remind")
def remind(_: Any, now: datetime) -> None:
    """Each checker once a day, however many are late."""
    day = local_day(now).isoformat()
    news = [
        News(checker, "check.late", {"count": count}, ("check", first), dedupe=day)
        for checker, (count, first) in late_by_checker(now).items()
    ]
    notify_many(news, now, outward=True)
