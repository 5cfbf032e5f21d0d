"""What a forecast is made of: deals that are open, what is won, what is still to be opened, by person and by unit; and the ways
to weigh them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from fractions import Fraction
from functools import cache

from django.utils.timezone import get_default_timezone

from dabiao.modules.forecasts.enums import ForecastWay
from dabiao.modules.forecasts.rules import expecting
from dabiao.modules.forecasts.rules.expecting import Chance, Lot, Outlook, Unborn
from dabiao.modules.forecasts.rules.pace import Pace
from dabiao.modules.forecasts.rules.periods import DAY, Period
from dabiao.modules.forecasts.rules.timing import look
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.queries.outlook import Open, Won

Place = tuple[int | None, int | None]  # who has it, in which unit
Arrivals = Mapping[Place, Unborn]


@dataclass(frozen=True, slots=True)
class Weigher:
    """How one way weighs an open deal, and by how much wider its interval is drawn."""

    chance: Callable[[Open], Chance]
    widen: float = 1.0


NO_WAY = Weigher(
    lambda one: Chance(one.amount_minor, Fraction(0))
)  # of what is won there is nothing to weigh


def plain(way: str) -> Weigher:
    """As the lists weigh it."""
    weigh = cache(opportunities.Weighing(way))
    return Weigher(lambda one: Chance(one.amount_minor, weigh(one.percent, one.rivals, one.model_chance)))


def timed(pace: Pace, period: Period, at: datetime) -> Weigher:
    """By the chance that it is won within the period, of what is known at that moment."""
    zone = get_default_timezone()
    begins, ends = (pace.rhythm.days(at, max(at, edge), zone) for edge in _edges(period))
    known: dict[int, Chance] = {}

    def chance(one: Open) -> Chance:
        if one.id not in known:
            known[one.id] = _won_between(one)
        return known[one.id]

    def _won_between(one: Open) -> Chance:
        seen = look(
            opened_at=one.opened_at,
            stage_at=one.stage_at,
            last_contact_at=one.last_contact_at,
            percent=one.percent,
            rivals=one.rivals,
            pushes=one.pushes,
            amount_minor=one.amount_minor,
            proofs=one.proofs,
            expected_win_on=one.expected_win_on,
            at=at,
            zone=zone,
        )
        before, by_then = pace.timing.within(seen, (begins, ends))
        return Chance(one.amount_minor, expecting.in_thousandths(by_then - before))

    return Weigher(chance, pace.widen)


def _ahead(period: Period, at: datetime) -> tuple[float, float]:
    """In how many days the period begins and ends; 0 where that is past."""
    begins, ends = _edges(period)
    return max(0.0, (begins - at) / DAY), max(0.0, (ends - at) / DAY)


def _edges(period: Period) -> tuple[datetime, datetime]:
    zone = get_default_timezone()
    return datetime.combine(period.first, time(), zone), datetime.combine(period.last + DAY, time(), zone)


def arrivals(
    pace: Pace, opened: Iterable[tuple[int | None, int | None, int]], period: Period, at: datetime
) -> dict[Place, Unborn]:
    """What each brings by deals that are not there yet, as many as they opened of late."""
    begins, ends = _ahead(period, at)
    found = {
        (owner_id, unit_id): pace.arriving.unborn(count, begins, ends) for owner_id, unit_id, count in opened
    }
    return {place: one for place, one in found.items() if one.is_there}


def counting_from(pace: Pace, at: datetime) -> datetime:
    """Since when openings are counted."""
    return at - timedelta(days=pace.arriving.days)


@dataclass(slots=True)
class Part:
    """What belongs to one person in one unit, to a person, a unit or all, weighed in one way."""

    widen: float
    won_minor: int = 0
    won: int = 0
    lot: Lot = field(default_factory=Lot)
    unborn: Unborn = expecting.NONE
    credible: int = 0  # what the open ones bring by their chances, each so far as it is believed
    ends: tuple[int, int] | None = None  # of the interval over what is won, where they were kept

    def outlook(self) -> Outlook:
        if self.ends is None:
            return expecting.outlook(self.won_minor, self.lot, self.unborn, widen=self.widen)
        likely = self.won_minor + self.lot.likely + self.unborn.likely
        low, high = (self.won_minor + end for end in self.ends)
        return Outlook(self.won_minor, low, likely, high)

    def __iadd__(self, other: "Part") -> "Part":
        is_first = not self.lot.count and not self.unborn.is_there
        adds = other.lot.count or other.unborn.is_there
        self.ends = other.ends if is_first else None if adds else self.ends
        self.won, self.won_minor = self.won + other.won, self.won_minor + other.won_minor
        self.lot += other.lot
        self.unborn += other.unborn
        self.credible += other.credible
        return self


@dataclass(frozen=True, slots=True)
class Parts:
    """Each deal is weighed and added up once, where it lies; what lies above is sums of these."""

    widen: float
    places: Mapping[Place, Part]

    def whole(self) -> Part:
        part = Part(self.widen)
        for one in self.places.values():
            part += one
        return part

    def by_unit(self, paths: Mapping[int, str]) -> dict[int, Part]:
        """Each unit with all below it."""
        above = {id: [int(one) for one in path.split("/") if one] for id, path in paths.items()}
        found: dict[int, Part] = {}
        for (_, unit_id), part in self.places.items():
            for id in above.get(unit_id or 0, ()):
                found.setdefault(id, Part(self.widen)).__iadd__(part)
        return found

    def by_owner(self) -> dict[int | None, Part]:
        found: dict[int | None, Part] = {}
        for (owner_id, _), part in self.places.items():
            found.setdefault(owner_id, Part(self.widen)).__iadd__(part)
        return found


def parts(
    open_ones: Iterable[Open],
    won: Iterable[Won],
    unborn: Arrivals,
    by: Weigher,
    believed: Callable[[Open], int] | None = None,
) -> Parts:
    """`believed`: how far a deal is, in percent; where nobody asks for it nothing is credible."""
    found: dict[Place, Part] = {}

    def at(place: Place) -> Part:
        if place not in found:
            found[place] = Part(by.widen)
        return found[place]

    for deal in open_ones:
        part, said = at((deal.owner_id, deal.unit_id)), by.chance(deal)
        part.lot.add(said)
        if believed is not None:
            part.credible += expecting.weighed(said, believed(deal))
    for one in won:
        part = at((one.owner_id, one.unit_id))
        part.won, part.won_minor = part.won + one.deals, part.won_minor + one.amount_minor
    for place, more in unborn.items():
        at(place).unborn += more
    return Parts(by.widen, found)


@dataclass(frozen=True, slots=True)
class Basis:
    """All that a forecast of one period is made of, at one moment, and the ways in which it may be weighed."""

    period: Period
    open_ones: list[Open]
    won: list[Won]
    ways: Mapping[ForecastWay, Weigher]
    arrivals: Arrivals = field(default_factory=dict)

    def counted(self, way: ForecastWay) -> tuple[list[Open], list[Won], Arrivals]:
        """By when deals are won every open one counts; by the other ways those whose expected day lies in the period."""
        if way == ForecastWay.TIMING:
            return self.open_ones, self.won, self.arrivals
        return self.period.those(self.open_ones), self.won, {}

    def parts(self, way: ForecastWay, believed: Callable[[Open], int] | None = None) -> Parts:
        return parts(*self.counted(way), self.ways[way], believed)


def ways(pace: Pace | None, period: Period, at: datetime, *, model: bool) -> dict[ForecastWay, Weigher]:
    """The ways there are; the learnt ones only while one is in use."""
    plain_ones = [ForecastWay.STAGE, ForecastWay.COMPETITION, *([ForecastWay.MODEL] if model else [])]
    found = {ForecastWay.TIMING: timed(pace, period, at)} if pace is not None else {}
    return {**found, **{way: plain(way) for way in plain_ones}}
