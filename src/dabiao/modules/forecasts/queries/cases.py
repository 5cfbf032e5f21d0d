"""Deals at moments of their lives, as cases to learn from, and as they stand now, to say their chance."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import get_default_timezone

from dabiao.core.learning.encoding import Case
from dabiao.modules.forecasts.queries import facts
from dabiao.modules.forecasts.rules import snapshots
from dabiao.modules.forecasts.rules.learning import Example, examples_of
from dabiao.modules.forecasts.rules.moments import horizon
from dabiao.modules.forecasts.rules.snapshots import DAY, Known, Records, case, snapshot
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.queries import learning as deals

WINDOW = timedelta(days=1_095)
MOST_DEALS = 20_000  # the newest; more teach nothing new and cost memory
PLAINLY = (opportunities.Weighing("stage"), opportunities.Weighing("competition"))


@dataclass(frozen=True, slots=True)
class History:
    """What there is to learn from; `days` is the horizon within which a win counts."""

    days: int
    examples: list[Example]


def records(now: datetime) -> Records:
    """How deals had ended by then."""
    return Records(facts.endings(now))


def history(now: datetime) -> History:
    """Cases of which the outcome is known by `now`, deal by deal in the order of their opening."""
    past = list(_past(deals.newest_opened(now - WINDOW, now, limit=MOST_DEALS), now))
    days = horizon_of(past)
    return History(days, list(examples_at(past, days, records(now), now)))


def opened_since(moment: datetime, days: int, now: datetime) -> list[Example]:
    """The same of the deals opened after that moment, by a horizon that was set before."""
    ids = deals.newest_opened(moment + timedelta(microseconds=1), now, limit=MOST_DEALS)
    return list(examples_at(_past(ids, now), days, records(now), now))


@dataclass(frozen=True, slots=True)
class Past:
    """A deal with all that is known of it by now."""

    id: int
    customer_id: int
    opened_at: datetime
    won_at: datetime | None
    facts: list[Known]

    def won_by(self, moment: datetime) -> datetime | None:
        return _by(self.won_at, moment)


def _past(ids: Collection[int], now: datetime) -> Iterator[Past]:
    for life in facts.lives(ids):
        row = life.row
        yield Past(row.id, row.customer_id, row.created_at, _by(life.won_at, now), life.facts)


def horizon_of(past: Iterable[Past]) -> int:
    return horizon([(one.won_at - one.opened_at) / DAY for one in past if one.won_at])


def examples_at(past: Iterable[Past], days: int, known: Records, now: datetime) -> Iterator[Example]:
    zone = get_default_timezone()
    for one in past:
        won_at = one.won_by(now)
        yield from examples_of(
            one.id, one.customer_id, one.opened_at, won_at, one.facts, days, known, now, zone, PLAINLY
        )


def _by(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and moment <= now else None


def standing(ids: Collection[int], known: snapshots.Past, now: datetime) -> Iterator[tuple[int, Case | None]]:
    """Each of these deals as a case at this moment; None where it is not open."""
    zone = get_default_timezone()
    for life in facts.lives(ids):
        shot = snapshot(life.facts, now)
        yield life.row.id, case(shot, life.row.customer_id, known, now, zone) if shot else None
