"""Sums of open deals that are kept for the forecast, and what is read live because no sum answers for it (adr/0072, adr/0076).

Every deal is weighed as of the beginning of the company's day, so that a sum made in the morning is right until midnight unless
a deal of that person changes. Kept and live go through the same `pieces`; what is shown is what the records come to.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from heapq import nsmallest
from itertools import chain

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import shared_ids, wholly_seen
from dabiao.core.sums import NOBODY, PersonalSums
from dabiao.modules.forecasts.enums import ForecastSpan, ForecastWay
from dabiao.modules.forecasts.models import OpenSum, OpenSumBasis, OpenSumMark
from dabiao.modules.forecasts.queries import pacing, parts, serving
from dabiao.modules.forecasts.queries.parts import Basis, Part, Parts, Place
from dabiao.modules.forecasts.rules import expecting
from dabiao.modules.forecasts.rules.expecting import EXACT, Lot, Unborn
from dabiao.modules.forecasts.rules.pace import Pace, kept
from dabiao.modules.forecasts.rules.periods import Period, of_span
from dabiao.modules.opportunities.queries import outlook as deals
from dabiao.modules.opportunities.queries.outlook import Believing, Open

VERSION = 1  # of `pieces` and `written`: another one makes all sums anew
MOVERS = 10
READ = "opportunity.read"
KEPT = PersonalSums("open_sums", OpenSum, OpenSumMark, OpenSumBasis)


@dataclass(frozen=True)
class Terms:
    """Of what sums are made, besides deals; `basis` names it, and is another one as soon as anything of it is."""

    today: date
    at: datetime
    pace: Pace | None
    model: bool
    believed: Callable[[Open], int]
    basis: str

    def ways(self, period: Period) -> Mapping[ForecastWay, parts.Weigher]:
        return parts.ways(self.pace, period, self.at, model=self.model)


def terms(now: datetime) -> Terms:
    today, zone = local_day(now), get_default_timezone()
    pace, model, believed = pacing.in_use(), serving.in_use() is not None, Believing(today)
    said = (VERSION, today, zone, kept(pace) if pace else None, model, believed.stages)
    basis = hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()
    return Terms(today, datetime.combine(today, time(), zone), pace, model, believed, basis)


@dataclass(slots=True)
class Piece:
    """What lies in one place: its part of the forecast without what is won, the deals that move it most (minus the swing, and
    the deal), and what no period counts: (late, worth in all, without a day)."""

    part: Part
    swings: list[tuple[int, int]] = field(default_factory=list)
    beyond: tuple[int, int, int] = (0, 0, 0)


def pieces(basis: Basis, way: ForecastWay, told: Terms) -> dict[Place, Piece]:
    weigher, (open_ones, _, coming) = basis.ways[way], basis.counted(way)
    made = parts.parts(open_ones, (), coming, weigher, told.believed)
    found: dict[Place, Piece] = defaultdict(lambda: Piece(Part(weigher.widen)))
    found.update({place: Piece(part) for place, part in made.places.items()})
    for one in open_ones:
        if swing := expecting.swing(weigher.chance(one)):
            found[one.owner_id, one.unit_id].swings.append((-swing, one.id))
    for piece in found.values():
        piece.swings = nsmallest(MOVERS, piece.swings)
    if way != ForecastWay.TIMING:
        _count_beyond(basis.open_ones, min(basis.period.first, told.today), found)
    return dict(found)


def _count_beyond(open_ones: Iterable[Open], first: date, found: dict[Place, Piece]) -> None:
    for one in open_ones:
        win_on = one.expected_win_on
        if win_on is None or win_on < first:
            piece = found[one.owner_id, one.unit_id]
            late, worth, undated = piece.beyond
            if win_on is None:
                piece.beyond = (late, worth, undated + 1)
            else:
                piece.beyond = (late + 1, worth + one.amount_minor, undated)


def written(piece: Piece) -> str:
    """As JSON; whole numbers of any length."""
    part, lot = piece.part, piece.part.lot
    ends = part.outlook()
    said = (
        (lot.count, lot.amount, lot.likely, lot.sure, lot.mean, lot.variance, lot.uncertain),
        lot.few if lot.uncertain <= EXACT else (),
        (part.unborn.count, part.unborn.likely),
        part.credible,
        (ends.low, ends.high),
        piece.swings,
        piece.beyond,
    )
    return json.dumps(said, separators=(",", ":"))


def _read(text: str, told: Terms, way: ForecastWay) -> Piece:
    figures, few, (count, likely), credible, (low, high), swings, beyond = json.loads(text)
    lot = Lot(*figures)
    lot.few = [(amount, share, whole) for amount, share, whole in few]
    pace = told.pace if way == ForecastWay.TIMING else None
    unborn = Unborn(count, likely, pace.arriving.amounts) if pace and count else expecting.NONE
    part = Part(pace.widen if pace else 1.0, lot=lot, unborn=unborn, credible=credible, ends=(low, high))
    return Piece(part, [(swing, id) for swing, id in swings], tuple(beyond))


@dataclass(frozen=True)
class Gathered:
    """All that one sees of what is open: by place, and what it comes to by each way."""

    period: Period
    way: ForecastWay
    weigher: parts.Weigher
    pieces: Mapping[Place, Piece]
    likely: Mapping[ForecastWay, int]

    def movers(self) -> list[int]:
        """The deals, the one that moves it most first."""
        every = chain.from_iterable(piece.swings for piece in self.pieces.values())
        return [id for _, id in nsmallest(MOVERS, every)]

    def beyond(self) -> dict[str, int]:
        every = [piece.beyond for piece in self.pieces.values()]
        sums = [sum(column) for column in zip((0, 0, 0), *every, strict=True)]
        return dict(zip(("late", "late_minor", "undated"), sums, strict=True))

    def parts(self, won: Iterable[deals.Won]) -> Parts:
        """With what is won."""
        places = {place: piece.part for place, piece in self.pieces.items()}
        for one in won:
            part = places.setdefault((one.owner_id, one.unit_id), Part(self.weigher.widen))
            part.won, part.won_minor = part.won + one.deals, part.won_minor + one.amount_minor
        return Parts(self.weigher.widen, places)


def gathered(
    span: ForecastSpan, choose: Callable[[Collection[str]], ForecastWay], told: Terms, *, actor: Actor
) -> Gathered:
    """`choose`: one of the ways that there are. The statements are of one moment where the caller sees to it."""
    period = of_span(span, told.today)
    ways = told.ways(period)
    way = choose(ways)
    found: dict[Place, Piece] = {}
    likely = dict.fromkeys(ways, 0)
    units, upto, live = _split(told, actor)
    if units is None or units:
        counting = _counting(span, units, upto, told)
        for one, worth in _likely(counting):
            likely[one] += worth
        found = _kept(counting, way, told)
    if live is not None:
        basis = read(live, told, actor).basis(period, told)
        for one in ways:
            some = pieces(basis, one, told)
            likely[one] += sum(piece.part.lot.likely + piece.part.unborn.likely for piece in some.values())
            if one == way:
                found |= some
    return Gathered(period, way, ways[way], found, likely)


@dataclass(frozen=True)
class Read:
    """Open deals, and how many were opened of late, by (who has them, where)."""

    open_ones: list[Open]
    opened: list[tuple[int | None, int | None, int]]

    def basis(self, period: Period, told: Terms) -> Basis:
        pace = told.pace
        coming = parts.arrivals(pace, self.opened, period, told.at) if pace else {}
        return Basis(period, self.open_ones, [], told.ways(period), coming)


def read(where: Q, told: Terms, actor: Actor) -> Read:
    """Those of the deals that the actor sees."""
    open_ones = deals.all_open(currency=DEFAULT_CURRENCY, where=where, actor=actor)
    if told.pace is None:
        return Read(open_ones, [])
    since = parts.counting_from(told.pace, told.at)
    opened = deals.opened_between(since, told.at, currency=DEFAULT_CURRENCY, where=where, actor=actor)
    return Read(open_ones, opened)


def _split(told: Terms, actor: Actor) -> tuple[frozenset[int] | None, int, Q | None]:
    """(the units whose sums count, None: all; up to which person they are made), and the deals that are read (None: none)."""
    units, upto = wholly_seen(actor, READ), KEPT.upto(told.basis)
    if units == frozenset() or upto < NOBODY:
        return frozenset(), upto, Q()
    theirs = KEPT.stale(upto)
    if units is None:
        return None, upto, theirs
    mine = Q(owner_id=actor.user_id) | Q(pk__in=shared_ids(actor, READ))
    elsewhere = mine & (Q(unit_id=None) | ~Q(unit_id__in=units))
    return units, upto, elsewhere | (theirs & Q(unit_id__in=units)) if theirs is not None else elsewhere


def is_behind(now: datetime) -> bool:
    """Whether any sum is out of date."""
    return KEPT.is_behind(terms(now).basis)


def _counting(
    span: ForecastSpan, units: frozenset[int] | None, upto: int, told: Terms
) -> QuerySet[OpenSum, OpenSum]:
    found = KEPT.counting(told.basis, upto).filter(span=span)
    return found if units is None else found.filter(unit_id__in=units)


def _likely(counting: QuerySet[OpenSum, OpenSum]) -> list[tuple[ForecastWay, int]]:
    sums = counting.order_by().values_list("way").annotate(Sum("likely_minor"))
    return [(ForecastWay(way), int(worth)) for way, worth in sums]


def _kept(counting: QuerySet[OpenSum, OpenSum], way: ForecastWay, told: Terms) -> dict[Place, Piece]:
    rows = counting.filter(way=way).values_list("owner_id", "unit_id", "content")
    return {(owner_id or None, unit_id or None): _read(text, told, way) for owner_id, unit_id, text in rows}
