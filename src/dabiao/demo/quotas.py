"""What the company asks of a working day, since the beginning of this quarter, and what its sellers say they did besides."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from dabiao.core.access import actors
from dabiao.core.calendar import is_workday
from dabiao.demo.staff import Staff
from dabiao.modules.quotas import queries, services
from dabiao.modules.targets import services as targets

BEFORE, NOW = 60, 10  # days: what was asked first, and what is asked since then
ASKED = {"calls": (3, 4), "visits": (1, 1), "leads_contacted": (1, 1), "flyers": (20, 30)}
TOP = {"calls": 6, "visits": 2}  # of the best level
RAMP = [40, 60, 80]
WORDS = ("万达广场门口", "写字楼大堂", "行业展会入口", "地铁口", "")
DECLARED_DAYS = 5


def write(staff: Staff, end: datetime) -> None:
    """Quotas of every team, more of the best; flyers of the last days, one of them corrected. Sums by day are ready,
    so that the first look is quick."""
    if not staff.sellers:
        return
    kinds = {one["code"]: one["id"] for one in queries.kinds(actor=staff.admin)["items"]}
    teams = sorted({one.unit_id for one in staff.sellers if one.unit_id is not None})
    for team in teams:
        for code, (first, since_then) in ASKED.items():
            _ask(staff, kinds[code], first, unit_id=team, now=end - timedelta(days=BEFORE))
            if since_then != first:
                _ask(staff, kinds[code], since_then, base=first, unit_id=team, now=end - timedelta(days=NOW))
        for code, amount in TOP.items():
            _ask(staff, kinds[code], amount, unit_id=team, level="S", now=end - timedelta(days=NOW))
    terms: dict[str, Any] = {"changes": {"ramp": RAMP}, "version": 1}
    services.edit_terms(**terms, actor=staff.admin, now=end - timedelta(days=BEFORE))
    _declare(staff, kinds["flyers"], end)
    targets.tally(actor=staff.admin, now=end)


def _ask(staff: Staff, kind_id: int, amount: int, *, now: datetime, **place: Any) -> None:
    services.set_quota(kind_id=kind_id, amount=amount, **place, actor=staff.admin, now=now)


def _declare(staff: Staff, kind_id: int, end: datetime) -> None:
    """About two thirds of the sellers, on the last working days at their ends."""
    dice = Random(17)  # noqa: S311 not for secrets
    for seller in staff.sellers[:60]:
        actor = actors.of_user(seller.user_id or 0)
        for day in _last_days(end):
            if dice.random() < 0.35:
                continue
            at = datetime.combine(day, time(11, 30), timezone.get_default_timezone())
            wanted: dict[str, Any] = {"kind_id": kind_id, "day": day, "actor": actor, "now": min(at, end)}
            services.declare(more=dice.choice((15, 20, 30, 35, 40)), word=dice.choice(WORDS), **wanted)


def _last_days(end: datetime) -> list[date]:
    found: list[date] = []
    day = end.date()
    while len(found) < DECLARED_DAYS:
        if is_workday(day):
            found.append(day)
        day -= timedelta(days=1)
    return found
