"""When the next meeting of a series is."""

from datetime import date, datetime, timedelta

from django.utils.timezone import get_default_timezone

from dabiao.core.calendar import is_workday
from dabiao.modules.meetings import rules
from dabiao.modules.meetings.models import Series


def place_of(series: Series, last: date | None, now: datetime) -> tuple[date, datetime] | None:
    """The first day of the series after its last one that has not begun yet."""
    zone = get_default_timezone()
    day: date | None = max(last or date.min, now.astimezone(zone).date() - timedelta(days=1))
    while day is not None:
        day = rules.next_day(
            day,
            repeat=series.repeat,
            weekdays=series.weekdays,
            number=series.number,
            skip_holidays=series.skip_holidays,
            is_workday=is_workday,
        )
        if day is not None and (begins := datetime.combine(day, series.at, zone)) > now:
            return day, begins
    return None
