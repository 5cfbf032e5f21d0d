"""The sums that a funnel is made of: from blocks where these are exact, from the records themselves everywhere else.

A block is what one unit's deals of one month come to. It counts while no mark lies in it (`models.FunnelMark`); what is marked,
what is no whole month, and what the actor sees for another reason than its unit, is read live in the same moment of the
database. So what is shown is what the records come to, however far behind the blocks are (adr/0023).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

import orjson
from django.db.models import Q
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor, Scope
from dabiao.core.calendar import next_month
from dabiao.core.db import one_moment
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import shared_ids
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Basis
from dabiao.modules.analytics.models import FunnelBlock, FunnelMark
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org

COLUMN = {Basis.OPENED: "created_at", Basis.CLOSED: "closed_at"}
NO_UNIT = 0
PERMISSION = "opportunity.read"
PARTS = ("persons", "sources")
Lines = Sequence[Mapping[str, Any]]
Key = tuple[date, int]


class Piece(NamedTuple):
    """What the deals of one unit, opened or closed in one month, come to; a part of them, where not all were asked for."""

    month: date
    unit_id: int
    content: rules.Content


def pieces(
    basis: Basis,
    period: rules.Period,
    within: Mapping[str, Any],
    *,
    part: str = "",
    lines: Lines,
    actor: Actor,
) -> list[Piece]:
    """All that the actor sees `within` filters (`owner_id`, `unit_id`) in the period, each deal in exactly one piece; with
    the `part` (`PARTS`) of the sums that is asked for.
    """
    whole, units = rules.whole_months(period), _units_by_block(within, actor)
    with one_moment():
        if whole is None or units == frozenset():
            return list(_live(basis, _in(basis, period), within, lines, actor))
        stale = _stale(basis, whole, units)
        found = [piece for piece in _blocks(basis, whole, units, part) if piece[:2] not in stale]
        for where in _elsewhere(basis, period, whole, units, stale, actor):
            found += _live(basis, where, within, lines, actor)
        return found


def _units_by_block(within: Mapping[str, Any], actor: Actor) -> frozenset[int] | None:
    """The units all of whose deals are meant, so that their blocks serve; None: every unit there is."""
    scope = actor.scope(PERMISSION)
    if "owner_id" in within:
        return frozenset()
    below = frozenset(org.units_below(within["unit_id"])) if "unit_id" in within else None
    if scope is Scope.ALL:
        return below
    own = {Scope.TEAM: [actor.unit_id or NO_UNIT], Scope.UNIT: actor.unit_ids}.get(scope, ()) if scope else ()
    seen = frozenset(own) - {NO_UNIT}
    return seen if below is None else seen & below


def written(piece: Piece) -> dict[str, str]:
    """The columns of a block."""
    parts: dict[str, Any] = {name: {} for name in ("content", *PARTS)}
    for pipeline, line in piece.content.items():
        parts["content"][pipeline] = {name: rows for name, rows in line.items() if name not in PARTS}
        for name in PARTS:
            parts[name][pipeline] = line[name]
    return {name: orjson.dumps(rows).decode() for name, rows in parts.items()}


def _blocks(basis: Basis, whole: rules.Period, units: frozenset[int] | None, part: str) -> Iterator[Piece]:
    rows = FunnelBlock.objects.filter(basis=basis, month__gte=whole.first, month__lt=whole.until)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    more = [part] if part else []
    for month, unit_id, text, *texts in rows.values_list("month", "unit_id", "content", *more):
        content = orjson.loads(text)
        for pipeline, groups in orjson.loads(texts[0]).items() if texts else ():
            content[pipeline][part] = groups
        yield Piece(month, unit_id, content)


def _stale(basis: Basis, whole: rules.Period, units: frozenset[int] | None) -> set[Key]:
    zone = get_default_timezone()
    since, until = rules.midnight(whole.first, zone), rules.midnight(whole.until, zone)
    marks = FunnelMark.objects.filter(basis=basis, at__gte=since, at__lt=until)
    if units is not None:
        marks = marks.filter(unit_id__in=units)
    return {key_of(at, unit_id, zone) for unit_id, at in marks.values_list("unit_id", "at").distinct()}


def key_of(at: datetime, unit_id: int | None, zone: tzinfo) -> Key:
    return rules.local_day(at, zone).replace(day=1), unit_id or NO_UNIT


def _in(basis: Basis, period: rules.Period) -> Q:
    zone, column = get_default_timezone(), COLUMN[basis]
    since, until = rules.midnight(period.first, zone), rules.midnight(period.until, zone)
    return Q(**{f"{column}__gte": since, f"{column}__lt": until})


def _of_units(units: Iterable[int]) -> Q:
    known = [unit_id for unit_id in units if unit_id != NO_UNIT]
    return Q(unit_id__in=known) | Q(unit_id=None) if NO_UNIT in units else Q(unit_id__in=known)


def _elsewhere(
    basis: Basis,
    period: rules.Period,
    whole: rules.Period,
    units: frozenset[int] | None,
    stale: set[Key],
    actor: Actor,
) -> Iterator[Q]:
    """What no block answers for; each part has an index of its own, and no deal is in two."""
    for edge in (rules.Period(period.first, whole.first), rules.Period(whole.until, period.until)):
        if edge.first < edge.until:
            yield _in(basis, edge)
    by_month = defaultdict(set)
    for month, unit_id in stale:
        by_month[month].add(unit_id)
    for month, some in by_month.items():
        yield _in(basis, rules.Period(month, next_month(month))) & _of_units(some)
    if units is not None and actor.scope(PERMISSION) is not Scope.ALL:
        mine = Q(owner_id=actor.user_id) | Q(pk__in=shared_ids(actor, PERMISSION))
        yield _in(basis, whole) & mine & (Q(unit_id=None) | ~Q(unit_id__in=units))


def _live(basis: Basis, where: Q, within: Mapping[str, Any], lines: Lines, actor: Actor) -> Iterator[Piece]:
    deals = opportunities.deals(filters=within, where=where, actor=actor)
    yield from (_opened if basis is Basis.OPENED else _closed)(deals, lines)


def is_behind() -> bool:
    """Whether any block is out of date."""
    return FunnelMark.objects.exists()


def recounted(basis: Basis, month: date, units: Iterable[int]) -> list[Piece]:
    """The blocks of these units in this month as the records have it; none for a unit that has no deals there."""
    where = _in(basis, rules.Period(month, next_month(month))) & _of_units(units)
    return list(_live(basis, where, {}, opportunities.pipelines(), SYSTEM))


def _opened(deals: list[opportunities.Deal], lines: Lines) -> Iterator[Piece]:
    places = {line["id"]: _places(line["stages"]) for line in lines}
    stays: dict[int, list[opportunities.Stay]] = defaultdict(list)
    for stay in opportunities.stays([deal.id for deal in deals]):
        stays[stay.deal_id].append(stay)
    zone = get_default_timezone()
    grouped: dict[Key, list[rules.OpenedDeal]] = defaultdict(list)
    for deal in deals:
        place, been = places[deal.pipeline_id], stays[deal.id]
        counted = rules.OpenedDeal(
            deal.pipeline_id,
            deal.owner_id or 0,
            deal.source,
            _money(deal),
            max((place.get(stay.stage_id, 0) for stay in been), default=0),
            len(place),
            [(stay.stage_id, _seconds(stay.entered_at, stay.left_at)) for stay in been if stay.left_at],
        )
        grouped[key_of(deal.created_at, deal.unit_id, zone)].append(counted)
    return (Piece(*key, rules.opened(some)) for key, some in grouped.items())


def _places(stages: Lines) -> dict[int, int]:
    """Stage → which step of the way to a win it is, from 1; a lost stage is none."""
    steps = [stage["id"] for kind in ("open", "won") for stage in stages if stage["kind"] == kind]
    return {stage_id: place for place, stage_id in enumerate(steps, start=1)}


def _closed(deals: list[opportunities.Deal], _: Lines) -> Iterator[Piece]:
    zone = get_default_timezone()
    grouped: dict[Key, list[rules.ClosedDeal]] = defaultdict(list)
    for deal in deals:
        if deal.closed_at is not None:
            counted = rules.ClosedDeal(
                deal.pipeline_id,
                deal.owner_id or 0,
                deal.source,
                deal.stage_kind == "won",
                deal.currency == DEFAULT_CURRENCY,
                _money(deal),
                _seconds(deal.created_at, deal.closed_at),
                deal.lost_reason,
            )
            grouped[key_of(deal.closed_at, deal.unit_id, zone)].append(counted)
    return (Piece(*key, rules.closed(some)) for key, some in grouped.items())


def _money(deal: opportunities.Deal) -> int:
    return deal.amount_minor if deal.currency == DEFAULT_CURRENCY else 0


def _seconds(since: datetime, until: datetime | None) -> int:
    """Never below nothing: a deal may be entered with a day of closing before it was entered."""
    return max(0, int((until - since).total_seconds())) if until else 0
