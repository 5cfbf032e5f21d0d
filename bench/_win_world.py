"""Companies as the demo simulates them, as what was known of their deals when. Only what people would see is taken over: the
chance behind a deal and how it ends after the present are left where they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from unittest.mock import patch
from zoneinfo import ZoneInfo

from dabiao.demo.simulation import happenings as on
from dabiao.demo.simulation import truth
from dabiao.demo.simulation.world import Spec, simulate
from dabiao.modules.forecasts.rules.learning import Example, examples_of
from dabiao.modules.forecasts.rules.moments import horizon
from dabiao.modules.forecasts.rules.snapshots import Kind, Known, Records
from dabiao.modules.opportunities.rules import chance_by

ZONE: tzinfo = ZoneInfo("Asia/Shanghai")
END = datetime(2026, 11, 27, 10, tzinfo=ZONE)
PERCENTS = (10, 30, 50, 70, 90)
PLAINLY = [partial(chance_by, way, "open", thousandths=None) for way in ("stage", "competition")]


@dataclass(slots=True)
class Life:
    customer_id: int
    owner_id: int
    opened_at: datetime
    stage: int = 0
    won_at: datetime | None = None
    ended_at: datetime | None = None
    facts: list[Known] = field(default_factory=list)

    @property
    def amount_minor(self) -> int:
        """As at the beginning: it does not change in these companies."""
        return int(next(fact.value for fact in self.facts if fact.name == "amount_minor"))


def lives(seed: int, leads: int, *, drift: float = 0.0) -> dict[int, Life]:
    """The deals of one company. With `drift`, all buyers of a world beside are by so many log odds less ready to buy."""
    with patch.object(truth, "BASE_WIN", truth.BASE_WIN + drift):
        world = simulate(Spec(leads, END, seed))
    people = {login: number for number, login in enumerate(sorted({one.by for one in world.happenings}), 1)}
    found: dict[int, Life] = {}
    for one in world.happenings:
        _take(found, one, people)
    return found


def _take(found: dict[int, Life], one: on.Happening, people: dict[str, int]) -> None:
    if isinstance(one, on.Converted | on.Reopened):
        _open(found, one, people[one.by])
        return
    number = getattr(one, "deal", None)
    if number is None or number not in found:
        return
    deal = found[number]
    if isinstance(one, on.Moved):
        deal.stage += 1
        deal.facts.append(Known(one.at, Kind.STAGE, (PERCENTS[deal.stage], "open")))
    elif isinstance(one, on.Contacted):
        deal.facts.append(Known(one.at, Kind.CONTACT, one.at))
    elif isinstance(one, on.Challenged):
        deal.facts.append(Known(one.at, Kind.RIVAL))
    elif isinstance(one, on.Postponed):
        deal.facts.append(Known(one.at, Kind.VALUE, one.expected_win_on, "expected_win_on"))
    elif isinstance(one, on.Lost):
        _end(deal, one.at, won=False)
    elif isinstance(one, on.Signed):
        _end(deal, one.at, won=True)


def _open(found: dict[int, Life], one: on.Converted | on.Reopened, owner_id: int) -> None:
    deal = found[one.deal] = Life(one.deal // 2, owner_id, one.at)
    deal.facts.append(Known(one.at, Kind.STAGE, (PERCENTS[0], "open")))
    values = {
        "amount_minor": one.amount_minor,
        "expected_win_on": one.expected_win_on,
        "owner_id": owner_id,
        "source": "" if isinstance(one, on.Reopened) else "lead",
    }
    deal.facts += [Known(one.at, Kind.VALUE, value, name) for name, value in values.items()]


def _end(deal: Life, at: datetime, *, won: bool) -> None:
    deal.ended_at, deal.won_at = at, at if won else None
    deal.facts.append(Known(at, Kind.STAGE, (100 if won else 0, "won" if won else "lost")))


def drifting(seed: int, leads: int, *, at: datetime, drift: float) -> dict[int, Life]:
    """A company whose market turns on that day: deals opened later are those of a world less ready to buy."""
    before, after = lives(seed, leads), lives(seed, leads, drift=drift)
    return {number: after.get(number, one) if one.opened_at >= at else one for number, one in before.items()}


def records(deals: Iterable[Life]) -> Records:
    ends = [
        (one.ended_at, one.owner_id, one.customer_id, one.won_at is not None) for one in deals if one.ended_at
    ]
    return Records(sorted(ends, key=lambda end: end[0]))


def days_of(deals: Iterable[Life]) -> int:
    return horizon([(one.won_at - one.opened_at).total_seconds() / 86_400 for one in deals if one.won_at])


def examples(deals: dict[int, Life], days: int, now: datetime = END) -> list[Example]:
    known = records(deals.values())
    return [
        case
        for number, one in deals.items()
        for case in examples_of(
            number, one.customer_id, one.opened_at, one.won_at, one.facts, days, known, now, ZONE, PLAINLY
        )
    ]
