"""Months of companies held out, foretold by when deals are won, beside the plain ways, at several horizons.

As the product does it: each company learns of its own past alone, anew at the beginning of each month, of what was known then;
intervals are widened by how far off the months before were.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from bench import _win_world as world
from bench._win_world import END, Life
from dabiao.core.calendar import add_months
from dabiao.modules.forecasts.enums import ForecastGrain
from dabiao.modules.forecasts.rules import accuracy, arriving, expecting, pace, periods, rhythm, timing
from dabiao.modules.forecasts.rules.accuracy import Said
from dabiao.modules.forecasts.rules.expecting import Chance, Unborn
from dabiao.modules.forecasts.rules.pace import Foretold, Pace
from dabiao.modules.forecasts.rules.periods import Period
from dabiao.modules.forecasts.rules.snapshots import DAY, snapshot

HORIZONS = (60, 30, 14, 7)  # days before the end
JUDGED, TRIED = 6, 6  # months


def measured(companies: list[dict[int, Life]]) -> dict[str, Any]:
    """Horizon → error and coverage; `served`: of how many months it would have been in use."""
    said: dict[tuple[int, str], list[Said]] = defaultdict(list)
    served = []
    for deals in companies:
        company = _Company(deals)
        for back in range(JUDGED, 0, -1):
            month = periods.holding(ForecastGrain.MONTH, END.date()).moved(-back)
            for horizon in HORIZONS:
                for name, one in company.foretold(month, month.last + DAY - horizon * DAY).items():
                    said[horizon, name].append(one)
            served.append(pace.verdict(company.before(month)))
    found = {
        f"{name} {horizon}": _rounded(said[horizon, name])
        for horizon in HORIZONS
        for name in ("timing", "stage", "competition", "seasonal")
    }
    return {**found, "served": f"{sum(one == 'better' for one in served)} of {len(served)}"}


def _rounded(said: list[Said]) -> dict[str, float | None]:
    found = accuracy.judged(said)
    return {
        "error": round(found.mape, 3) if found.mape is not None else None,
        "bias": round(found.bias, 3) if found.bias is not None else None,
        "within": round(found.within, 3),
        "months": found.periods,
    }


class _Company:
    def __init__(self, deals: dict[int, Life]) -> None:
        self._deals = list(deals.values())
        self._seen = [list(timing.looks(one.opened_at, one.facts, END, world.ZONE)) for one in self._deals]
        self._paces: dict[datetime, Pace] = {}

    def _pace(self, at: datetime) -> Pace:
        """Of what was known then."""
        if at not in self._paces:
            past = [one for one in zip(self._deals, self._seen, strict=True) if one[0].opened_at < at]
            beat = rhythm.learn((won_at for deal, _ in past if (won_at := _by(deal, at))), at, world.ZONE)
            known = [
                one
                for deal, seen in past
                for one in timing.lessons(seen, _by(deal, at), at, rhythm=beat, zone=world.ZONE)
            ]
            lives = [(deal.opened_at, _by(deal, at), deal.amount_minor) for deal, _ in past]
            self._paces[at] = Pace(timing.learn(known), arriving.learn(lives, at), rhythm=beat)
        return self._paces[at]

    def _won(self, begun: datetime, ended: datetime) -> int:
        won = (one for one in self._deals if one.won_at is not None and begun <= one.won_at < ended)
        return sum(one.amount_minor for one in won)

    def before(self, month: Period) -> list[Foretold]:
        """What the months before would have been foretold, each by what was known when it began."""
        found = []
        for back in range(TRIED, 0, -1):
            past = month.moved(-back)
            for later in (0, 15):
                told = self._told(past, _start(past.first) + later * DAY)
                came, (chances, unborn, won, plain) = self._won(*_both(past)), told
                likely = won + expecting.outlook(0, expecting.lot(chances), unborn).likely
                found.append(Foretold(came, likely, expecting.spread(expecting.lot(chances), unborn), plain))
        return found

    def foretold(self, month: Period, day: Any) -> dict[str, Said]:
        """By each way on that day."""
        at = _start(day)
        chances, unborn, won, plain = self._told(month, at)
        by = expecting.outlook(won, expecting.lot(chances), unborn, widen=pace.widened(self.before(month)))
        came = self._won(*_both(month))
        found = {name: Said(one, one, one, came) for name, one in plain.items() if one is not None}
        return {**found, "timing": Said(by.low, by.likely, by.high, came)}

    def _told(self, month: Period, at: datetime) -> tuple[list[Chance], Unborn, int, dict[str, int | None]]:
        begun, ended = _both(month)
        here = self._pace(min(at, begun))
        begins, ends = max(0.0, (begun - at) / DAY), (ended - at) / DAY
        counted = [here.rhythm.days(at, max(at, edge), world.ZONE) for edge in (begun, ended)]
        won = self._won(begun, max(begun, at)) if at > begun else 0
        chances, by_stage, by_rivals = [], won, won
        for one in self._deals:
            shot = snapshot(one.facts, at)
            if shot is None:
                continue
            before, by_then = here.timing.within(timing.look_at(shot, at, world.ZONE), counted)
            chances.append(Chance(shot.amount_minor, expecting.in_thousandths(by_then - before)))
            if month.those([shot]):
                by_stage += shot.amount_minor * shot.percent // 100
                by_rivals += round(shot.amount_minor * (1 / (shot.rivals + 1) if shot.rivals else 0.8))
        year = [one.replace(year=one.year - 1) for one in (begun, ended)]
        plain = {"stage": by_stage, "competition": by_rivals, "seasonal": self._won(*year)}
        return chances, self._coming(here, begins, ends, at), won, dict(plain)

    def _coming(self, here: Pace, begins: float, ends: float, at: datetime) -> Unborn:
        since = at - timedelta(days=here.arriving.days)
        opened = sum(since <= one.opened_at < at for one in self._deals)
        return here.arriving.unborn(opened, begins, ends)


def _by(deal: Life, at: datetime) -> datetime | None:
    return deal.won_at if deal.won_at is not None and deal.won_at <= at else None


def _start(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=world.ZONE)


def _both(month: Period) -> tuple[datetime, datetime]:
    return _start(month.first), _start(add_months(month.first, 1))
