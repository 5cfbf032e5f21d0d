"""Which days stand beside a period. Both ends of days are included."""

from datetime import date, timedelta
from itertools import pairwise

from dabiao.core.calendar import add_months

Days = tuple[date, date]
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
YEAR_OF_WEEKS = timedelta(days=364)  # the same days of the week a year ago


def before(days: Days, grain: str, number: int) -> list[Days]:
    """So many periods of this length up to the first day, the nearest first. Weeks and ten-day periods: as many days."""
    first, last = days
    if grain in MONTHS:
        step = MONTHS[grain]
        starts = [add_months(first, -step * place) for place in range(number + 1)]
        return [(start, end - timedelta(days=1)) for end, start in pairwise(starts)]
    length = last - first + timedelta(days=1)
    return [(first - length * place, last - length * place) for place in range(1, number + 1)]


def year_ago(days: Days, grain: str) -> Days:
    first, last = days
    if grain in MONTHS:
        return add_months(first, -12), add_months(first, MONTHS[grain] - 12) - timedelta(days=1)
    return first - YEAR_OF_WEEKS, last - YEAR_OF_WEEKS
