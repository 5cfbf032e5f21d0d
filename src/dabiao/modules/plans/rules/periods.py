"""The periods of plans: every day lies in exactly one of each length. Weeks run from Monday to Sunday, across months."""

from dataclasses import dataclass
from datetime import date, timedelta

from dabiao.core.calendar import add_months, is_workday, workdays_in
from dabiao.modules.plans.enums import PlanGrain

_MONTHS = {PlanGrain.MONTH: 1, PlanGrain.QUARTER: 3, PlanGrain.YEAR: 12}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Both ends included."""

    grain: PlanGrain
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def containing(day: date, grain: str) -> Period:
    if grain == PlanGrain.DAY:
        return Period(PlanGrain.DAY, day, day)
    if grain == PlanGrain.WEEK:
        first = day - timedelta(days=day.weekday())
        return Period(PlanGrain.WEEK, first, first + timedelta(days=6))
    months = _MONTHS[PlanGrain(grain)]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(PlanGrain(grain), first, add_months(first, months) - ONE_DAY)


def following(period: Period) -> Period:
    """The one that begins when this ends."""
    return containing(period.last + ONE_DAY, period.grain)


def before(period: Period) -> Period:
    return containing(period.first - ONE_DAY, period.grain)


def next_working(period: Period) -> Period:
    """The next one that is worked in: for a day the next working day."""
    found = following(period)
    while found.grain == PlanGrain.DAY and not is_workday(found.first):
        found = following(found)
    return found


def day_off(period: Period) -> bool:
    """Whether nobody works in it: weekends and public holidays."""
    return period.grain == PlanGrain.DAY and not is_workday(period.first)


def working_ends(period: Period) -> tuple[date | None, date | None]:
    """Its first and last working day; a week of holidays has none."""
    working = workdays_in(period.first, period.last)
    return (working[0], working[-1]) if working else (None, None)
