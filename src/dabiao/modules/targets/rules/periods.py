"""Periods of a target year: which there are, which lies in which.

A year is twelve months from the first of any month. Halves and quarters count from there. A week runs from Monday to Sunday
but ends with its month, so that weeks add up to months; what is left of it is a period of its own. A ten-day period (旬) is
1–10, 11–20, 21–end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dabiao.core.calendar import add_months
from dabiao.core.errors import Invalid
from dabiao.modules.targets.enums import Grain

_MONTHS = {Grain.YEAR: 12, Grain.HALF: 6, Grain.QUARTER: 3, Grain.MONTH: 1}
_ORDER = list(Grain)
_SHORT = (Grain.WEEK, Grain.TEN_DAY)


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Both ends included."""

    first: date
    last: date
    grain: Grain

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def year_from(first: date) -> Period:
    """Raises `targets.year_starts_on_first`."""
    if first.day != 1:
        raise Invalid("targets.year_starts_on_first", field="starts_on", value=first.isoformat())
    return Period(first, add_months(first, 12) - timedelta(days=1), Grain.YEAR)


def checked_grains(grains: list[str]) -> list[Grain]:
    """The lengths in use, longest first, the year always among them.

    Raises `targets.unknown_grain`, and `targets.overlapping_periods` for weeks beside ten-day periods, or without months.
    """
    unknown = [one for one in grains if one not in _ORDER]
    if unknown:
        raise Invalid("targets.unknown_grain", field="grains", value=unknown[0], known=", ".join(_ORDER))
    chosen = [one for one in _ORDER if one in {*grains, Grain.YEAR}]
    short = [one for one in chosen if one in _SHORT]
    if len(short) > 1 or (short and Grain.MONTH not in chosen):
        raise Invalid("targets.overlapping_periods", field="grains")
    return chosen


def periods(year: Period, grain: str) -> list[Period]:
    """All periods of this length in the year, in order; they cover it without gap or overlap."""
    return list(_periods(year, grain))


@lru_cache(maxsize=256)
def _periods(year: Period, grain: str) -> tuple[Period, ...]:
    if grain in _SHORT:
        return tuple(part for month in periods(year, Grain.MONTH) for part in _short(month, grain))
    months = _MONTHS[Grain(grain)]
    starts = [add_months(year.first, n) for n in range(0, 12, months)]
    return tuple(
        Period(first, add_months(first, months) - timedelta(days=1), Grain(grain)) for first in starts
    )


def _short(month: Period, grain: str) -> list[Period]:
    ends = (
        [month.first.replace(day=10), month.first.replace(day=20)]
        if grain == Grain.TEN_DAY
        else _sundays(month)
    )
    found, first = [], month.first
    for last in [*ends, month.last]:
        if last >= first:
            found.append(Period(first, last, Grain(grain)))
        first = last + timedelta(days=1)
    return found


def _sundays(month: Period) -> list[date]:
    days = [month.first + timedelta(days=n) for n in range(month.days)]
    return [day for day in days if day.weekday() == 6 and day < month.last]


def parts(whole: Period, year: Period, grain: str) -> list[Period]:
    """The shorter periods that `whole` is made of."""
    return [one for one in periods(year, grain) if one.first in whole]


def containing(day: date, year: Period, grain: str) -> Period:
    """Raises `targets.outside_the_year`."""
    if day not in year:
        raise Invalid(
            "targets.outside_the_year",
            field="starts_on",
            value=day.isoformat(),
            first=year.first.isoformat(),
            last=year.last.isoformat(),
        )
    return next(one for one in _periods(year, grain) if day in one)


def starting(day: date, year: Period, grain: str) -> Period:
    """The period that begins on this very day. Raises `targets.no_such_period` naming the one that the day lies in."""
    found = containing(day, year, grain)
    if found.first != day:
        raise Invalid(
            "targets.no_such_period", field="starts_on", value=day.isoformat(), meant=found.first.isoformat()
        )
    return found


def longer(grain: str, grains: Sequence[str]) -> str | None:
    """The length whose periods are divided into this one; None for the year. Raises `targets.grain_not_in_use`."""
    if grain not in grains:
        raise Invalid("targets.grain_not_in_use", field="grain", value=grain, known=", ".join(grains))
    place = grains.index(grain)
    return grains[place - 1] if place else None
