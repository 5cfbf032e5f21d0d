"""Past days as they were known when they began: which deals stood open, for how much, with which chances."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import get_default_timezone

from dabiao.core.learning.linear import Linear
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.forecasts.enums import ForecastWay, ForecastWhy
from dabiao.modules.forecasts.queries import cases, facts
from dabiao.modules.forecasts.rules import learning
from dabiao.modules.forecasts.rules.periods import Period
from dabiao.modules.forecasts.rules.snapshots import Records, case, snapshot
from dabiao.modules.opportunities.queries import learning as deals
from dabiao.modules.opportunities.queries.outlook import Open, Won


@dataclass(frozen=True, slots=True)
class _Life:
    life: facts.Life
    past: cases.Past


class Rebuilt:
    """The newest deals, read once, and looked at day by day. The unit of a deal is its present one."""

    def __init__(self, *, now: datetime) -> None:
        self._zone = get_default_timezone()
        ids = deals.newest_opened(now - cases.WINDOW, now, limit=cases.MOST_DEALS)
        found = (one for one in facts.lives(ids) if one.row.currency == DEFAULT_CURRENCY)
        self._lives = [_Life(one, _past(one)) for one in found]
        self._ends = list(facts.endings(now))
        self._models: dict[date, Linear | None] = {}

    def at(self, period: Period, moment: datetime) -> tuple[list[Open], list[Won], list[ForecastWay]]:
        """(open then and to be won in the period, won in it by then, the ways there were)."""
        model = self._model(moment)
        known = self._known(moment)
        open_ones = list(self._open(period, moment, model, known))
        begun = datetime.combine(period.first, time(), self._zone)
        won = [
            Won(one.life.row.owner_id, one.life.row.unit_id, 1, one.life.row.amount_minor)
            for one in self._lives
            if one.life.won_at is not None and begun <= one.life.won_at <= moment
        ]
        return (
            open_ones,
            won,
            [ForecastWay.STAGE, ForecastWay.COMPETITION, *([ForecastWay.MODEL] if model else [])],
        )

    def _open(self, period: Period, moment: datetime, model: Linear | None, known: Records) -> Iterator[Open]:
        for one in self._lives:
            row = one.life.row
            if row.created_at > moment or (row.closed_at is not None and row.closed_at <= moment):
                continue
            shot = snapshot(one.life.facts, moment)
            day = shot.expected_win_on if shot else None
            if shot is None or day is None or not period.first <= day <= period.last:
                continue
            said = (
                model.probability(case(shot, row.customer_id, known, moment, self._zone)) if model else None
            )
            chance = round(1000 * said) if said is not None else None
            owner_id = shot.values.get("owner_id")
            yield Open(
                *(row.id, "", "", shot.amount_minor, day, owner_id, row.unit_id),
                *(shot.percent, shot.rivals, chance),
            )

    def _known(self, moment: datetime) -> Records:
        return Records(end for end in self._ends if end[0] <= moment)

    def _model(self, moment: datetime) -> Linear | None:
        """As it would have been trained at the beginning of that month, and used only if it had been better."""
        month = moment.astimezone(self._zone).date().replace(day=1)
        if month not in self._models:
            begun = datetime.combine(month, time(), self._zone)
            self._models[month] = self._trained(begun)
        return self._models[month]

    def _trained(self, at: datetime) -> Linear | None:
        past = [one.past for one in self._lives if one.past.opened_at < at]
        known_wins = [
            cases.Past(one.id, one.customer_id, one.opened_at, one.won_by(at), one.facts) for one in past
        ]
        days = cases.horizon_of(known_wins)
        examples = list(cases.examples_at(known_wins, days, self._known(at), at))
        if not learning.is_enough(examples):
            return None
        try:
            found = learning.verdict(learning.judged(learning.tried(examples)))
        except (ImportError, OSError):
            return None
        return learning.learn(examples) if found == ForecastWhy.BETTER else None


def _past(life: facts.Life) -> cases.Past:
    row = life.row
    return cases.Past(row.id, row.customer_id, row.created_at, life.won_at, life.facts)
