"""Months and quarters that are forecast, and how long before their end a forecast is kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from dabiao.core.calendar import add_months
from dabiao.modules.forecasts.enums import ForecastGrain, ForecastSpan

HORIZONS = (0, 7, 14, 30, 60, 90)  # days before the last one
GRACE = 2  # days that a forecast may come late, where nothing ran when it was due
MONTHS = {ForecastGrain.MONTH: 1, ForecastGrain.QUARTER: 3}
DAY = timedelta(days=1)


class Dated(Protocol):
    """A deal that somebody expects to win on some day."""

    @property
    def expected_win_on(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included."""

    grain: ForecastGrain
    first: date
    last: date

    def moved(self, periods: int) -> "Period":
        return starting(self.grain, add_months(self.first, periods * MONTHS[self.grain]))

    def year_before(self) -> "Period":
        return starting(self.grain, add_months(self.first, -12))

    def those(self, deals: Iterable[D]) -> list[D]:
        """Of these deals those whose expected day lies in it."""
        return [
            one for one in deals if one.expected_win_on and self.first <= one.expected_win_on <= self.last
        ]


def starting(grain: ForecastGrain, first: date) -> Period:
    return Period(grain, first, add_months(first, MONTHS[grain]) - DAY)


def holding(grain: ForecastGrain, day: date) -> Period:
    """The month or quarter that the day lies in."""
    months = MONTHS[grain]
    return starting(grain, add_months(day, -((day.month - 1) % months)))


def of_span(span: ForecastSpan, today: date) -> Period:
    grain = (
        ForecastGrain.QUARTER
        if span in (ForecastSpan.QUARTER, ForecastSpan.NEXT_QUARTER)
        else ForecastGrain.MONTH
    )
    return holding(grain, today).moved(int(span in (ForecastSpan.NEXT_MONTH, ForecastSpan.NEXT_QUARTER)))


def due(today: date) -> Iterator[tuple[Period, int]]:
    """The forecasts to be kept on this day, some perhaps for the second or third time of asking."""
    for grain in ForecastGrain:
        period = holding(grain, today - GRACE * DAY)
        while (period.last - today).days <= HORIZONS[-1]:
            for horizon in HORIZONS:
                if 0 <= (today - period.last).days + horizon <= GRACE:
                    yield period, horizon
            period = period.moved(1)


def past(today: date, *, periods: int) -> Iterator[tuple[Period, int]]:
    """The same for the last so many months, and the quarters in them, up to yesterday; also for those that are not over."""
    for grain in ForecastGrain:
        period = holding(grain, today).moved(-(periods // MONTHS[grain]))
        while (period.last - today).days < HORIZONS[-1]:
            for horizon in HORIZONS:
                if period.last - horizon * DAY < today:
                    yield period, horizon
            period = period.moved(1)
