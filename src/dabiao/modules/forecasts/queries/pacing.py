"""What is in use of when deals are won, read back from its row; and what past months would have been foretold by it."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from dabiao.modules.forecasts.enums import ForecastMode, ForecastWay, ForecastWhy
from dabiao.modules.forecasts.models import Timing
from dabiao.modules.forecasts.queries import serving
from dabiao.modules.forecasts.queries.rebuilding import Rebuilt
from dabiao.modules.forecasts.rules import expecting
from dabiao.modules.forecasts.rules.pace import Foretold, Pace, read, verdict, widened
from dabiao.modules.forecasts.rules.periods import Period

TRIED = 6  # months before the one that is asked about
PLAIN = (ForecastWay.STAGE, ForecastWay.COMPETITION)
LATER = 15  # days into the month, besides its beginning


def in_use() -> Pace | None:
    """None where none is in use or all are switched off, or what is kept is no pace of this program's."""
    row = Timing.objects.filter(in_use=True).first()
    if row is None or not row.artefact or serving.policy().model_mode == ForecastMode.OFF:
        return None
    try:
        return read(row.artefact)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


class Walk:
    """Month by month forward in time: what each month would have been foretold by what was learnt when it began."""

    def __init__(self, past: Rebuilt) -> None:
        self._past = past
        self._zone = get_default_timezone()
        self._told: dict[Period, list[Foretold]] = {}

    def before(self, month: Period) -> list[Foretold]:
        """The months that were over when this one began."""
        return [one for back in range(TRIED, 0, -1) for one in self._of(month.moved(-back))]

    def in_use(self, month: Period) -> Pace | None:
        """What would have been used from its beginning on."""
        told = self.before(month)
        pace = self._past.pace(self._begun(month)) if verdict(told) == ForecastWhy.BETTER else None
        return replace(pace, widen=widened(told)) if pace is not None else None

    def _begun(self, month: Period) -> datetime:
        return datetime.combine(month.first, time(), self._zone)

    def _of(self, month: Period) -> list[Foretold]:
        if month not in self._told:
            begun = self._begun(month)
            pace = self._past.pace(begun)
            days = (begun, begun + timedelta(days=LATER)) if pace is not None else ()
            self._told[month] = [self._foretold(pace, month, day) for day in days if pace is not None]
        return self._told[month]

    def _foretold(self, pace: Pace, month: Period, moment: datetime) -> Foretold:
        then = self._past.at(month, moment, pace=pace)
        said = {way: then.parts(way).whole() for way in then.ways}
        timed = said[ForecastWay.TIMING]
        before = month.year_before()
        plain = {way.value: said[way].outlook().likely for way in PLAIN}
        return Foretold(
            self._past.won_between(month),
            timed.outlook().likely,
            expecting.spread(timed.lot, timed.unborn),
            {**plain, "seasonal": self._past.won_between(before) if self._past.reaches(before) else None},
        )
