"""When people work, and when in the year customers buy. Days and months are the company's own."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from dabiao.core.calendar import is_workday, month_start, next_month
from dabiao.demo.simulation.chance import Chance

OPENS, CLOSES = 9, 18
SPRING_FESTIVALS = (
    *(date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26)),
    *(date(2029, 2, 13), date(2030, 2, 3), date(2031, 1, 23), date(2032, 2, 11)),
)
# how many ask in a month, as a multiple of the mean: budgets are spent in spring and before the year ends
SEASON = (0.85, 0.7, 1.15, 1.1, 1.0, 1.05, 0.9, 0.9, 1.1, 1.0, 1.15, 1.1)
DAY_OFF, FESTIVAL = 0.3, 0.4


@lru_cache(maxsize=4096)
def demand(day: date) -> float:
    """How many ask on a day, as a multiple of an ordinary one."""
    near = min(abs((day - feast).days) for feast in SPRING_FESTIVALS)
    return SEASON[day.month - 1] * (1 if is_workday(day) else DAY_OFF) * (FESTIVAL if near <= 10 else 1)


def working(when: datetime, chance: Chance) -> datetime:
    """The moment itself if somebody works then, else soon after the next opening."""
    if is_workday(when.date()) and OPENS <= when.hour < CLOSES:
        return when
    day = when.date() + timedelta(days=1 if when.hour >= CLOSES else 0)
    while not is_workday(day):
        day += timedelta(days=1)
    opening = when.replace(year=day.year, month=day.month, day=day.day, hour=OPENS, minute=0)
    return opening + timedelta(minutes=chance.randint(1, 90))


def after(when: datetime, hours: float, chance: Chance) -> datetime:
    """`hours` on, in working time, to the second."""
    return working((when + timedelta(hours=hours)).replace(microsecond=0), chance)


def in_minutes(when: datetime, minutes: float) -> datetime:
    """`minutes` on, of which only those count in which somebody works."""
    left = max(1, round(minutes * 60))
    while True:
        closing = when.replace(hour=CLOSES, minute=0, second=0, microsecond=0)
        room = int((closing - when).total_seconds())
        if left <= room:
            return when + timedelta(seconds=left)
        left -= max(room, 0)
        when = _next_opening(when)


def _next_opening(when: datetime) -> datetime:
    when = (when + timedelta(days=1)).replace(hour=OPENS, minute=0, second=0, microsecond=0)
    while not is_workday(when.date()):
        when += timedelta(days=1)
    return when


def month_end(when: datetime, chance: Chance) -> datetime:
    """One of the last working days of the month, at a working hour, unless that is past already."""
    day = next_month(month_start(when.date())) - timedelta(days=1)
    last = [one for n in range(9) if is_workday(one := day - timedelta(days=n))][:3]
    chosen = chance.choice(last)
    if chosen <= when.date():
        return when
    return when.replace(month=chosen.month, day=chosen.day, hour=chance.randint(OPENS, CLOSES - 1))
