"""Past days as they were known when they began: which deals stood open, for how much, with which chances."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from django.utils.timezone import get_default_timezone

from dabiao.core.learning.linear import Linear
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.forecasts.enums import ForecastWhy
from dabiao.modules.forecasts.queries import cases, facts, parts
from dabiao.modules.forecasts.queries.parts import Basis
from dabiao.modules.forecasts.rules import arriving, learning, rhythm, timing
from dabiao.modules.forecasts.rules.pace import LEAST_WON, Pace
from dabiao.modules.forecasts.rules.periods import DAY, Period
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
        self._paces: dict[datetime, Pace | None] = {}
        self._seen: dict[int, list[tuple[datetime, timing.Look]]] = {}
        self._now = now

    def at(
        self, period: Period, moment: datetime, *, pace: Pace | None = None, model: Linear | None = None
    ) -> Basis:
        """What was known of the period then: every deal that was open, what was won in it by then, and what that pace says of
        those to be opened."""
        known = self._known(moment)
        begun = datetime.combine(period.first, time(), self._zone)
        won = [
            Won(one.life.row.owner_id, one.life.row.unit_id, 1, one.life.row.amount_minor)
            for one in self._lives
            if one.life.won_at is not None and begun <= one.life.won_at <= moment
        ]
        coming = parts.arrivals(pace, self._opened(pace, moment), period, moment) if pace else {}
        ways = parts.ways(pace, period, moment, model=model is not None)
        return Basis(period, list(self._open(moment, model, known)), won, ways, coming)

    def _open(self, moment: datetime, model: Linear | None, known: Records) -> Iterator[Open]:
        for one in self._lives:
            row = one.life.row
            if row.created_at > moment or (row.closed_at is not None and row.closed_at <= moment):
                continue
            shot = snapshot(one.life.facts, moment)
            if shot is None:
                continue
            said = (
                model.probability(case(shot, row.customer_id, known, moment, self._zone)) if model else None
            )
            chance = round(1000 * said) if said is not None else None
            owner_id = shot.values.get("owner_id")
            yield Open(
                *(row.id, shot.amount_minor, shot.expected_win_on, owner_id, row.unit_id),
                *(shot.percent, shot.rivals, chance),
                *(shot.opened_at, shot.stage_at, shot.contacts[-1] if shot.contacts else None),
                *(shot.pushes, shot.proofs),
            )

    def _opened(self, pace: Pace, moment: datetime) -> list[tuple[int | None, int | None, int]]:
        since = parts.counting_from(pace, moment)
        rows = (one.life.row for one in self._lives if since <= one.life.row.created_at < moment)
        counts = Counter((row.owner_id, row.unit_id) for row in rows)
        return [(*place, count) for place, count in counts.items()]

    def won_between(self, period: Period) -> int:
        """What was won in it, as the records say now."""
        begun, ended = (
            datetime.combine(day, time(), self._zone) for day in (period.first, period.last + DAY)
        )
        return sum(
            one.life.row.amount_minor
            for one in self._lives
            if one.life.won_at is not None and begun <= one.life.won_at < ended
        )

    def reaches(self, period: Period) -> bool:
        """Whether there was a deal when it began."""
        first = min((one.life.row.created_at for one in self._lives), default=None)
        return first is not None and first.astimezone(self._zone).date() <= period.first

    def span(self) -> tuple[datetime | None, datetime | None]:
        """When the first and the last of the deals were opened."""
        opened = [one.life.row.created_at for one in self._lives]
        return min(opened, default=None), max(opened, default=None)

    def pace(self, moment: datetime) -> Pace | None:
        """As it would have been learnt at that moment, of what was known then; None where that was too little."""
        if moment not in self._paces:
            self._paces[moment] = self._learnt(moment)
        return self._paces[moment]

    def _learnt(self, moment: datetime) -> Pace | None:
        past = [one for one in self._lives if one.life.row.created_at < moment]
        lives = [(one.past.opened_at, one.past.won_by(moment), one.life.row.amount_minor) for one in past]
        won = sum(won_at is not None for _, won_at, _ in lives)
        if min(won, len(lives) - won) < LEAST_WON:
            return None
        beat = rhythm.learn((won_at for _, won_at, _ in lives if won_at), moment, self._zone)
        teach = partial(timing.lessons, now=moment, rhythm=beat, zone=self._zone)
        known = [
            lesson
            for one in past[-timing.MOST_DEALS :]
            for lesson in teach(self._looks(one), one.past.won_by(moment))
        ]
        try:
            return Pace(timing.learn(known), arriving.learn(lives, moment), rhythm=beat)
        except (ImportError, OSError):
            return None

    def _looks(self, one: _Life) -> list[tuple[datetime, timing.Look]]:
        id = one.life.row.id
        if id not in self._seen:
            row = one.life.row
            self._seen[id] = list(timing.looks(row.created_at, one.life.facts, self._now, self._zone))
        return self._seen[id]

    def _known(self, moment: datetime) -> Records:
        return Records(end for end in self._ends if end[0] <= moment)

    def model(self, moment: datetime) -> Linear | None:
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
