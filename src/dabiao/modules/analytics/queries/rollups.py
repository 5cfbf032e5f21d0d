"""The sums that a funnel is made of: from blocks where these are exact, from the records themselves everywhere else.

A block is what one unit's deals of one month come to. It counts while no mark lies in it (`models.FunnelMark`); what is marked,
what is no whole month, and what the actor sees for another reason than its unit, is read live in the same moment of the
database. So what is shown is what the records come to, however far behind the blocks are (adr/0023).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from threading import Lock
from typing import Any, NamedTuple

import orjson
from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, Q, QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor, Scope
from dabiao.core.calendar import next_month
from dabiao.core.db import one_moment
from dabiao.core.kept import Among, Given, Kept
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import shared_ids, wholly_seen
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Basis
from dabiao.modules.analytics.models import FunnelBlock, FunnelMark
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org

COLUMN = {Basis.OPENED: "created_at", Basis.CLOSED: "closed_at"}
NO_UNIT = 0
PERMISSION = "opportunity.read"
# columns of a block, read only where they are asked for
PARTS = ("persons", "sources", "industries", "bands", "rivals", "products", "lost_to", "flows")
Lines = Sequence[Mapping[str, Any]]
Key = tuple[date, int]


class Piece(NamedTuple):
    """What the deals of some units, opened or closed in one month, come to; a part of them, where not all were asked for.

    Beside what `rules` say, `teams` is unit → its `total`.
    """

    month: date
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
        found = _summed(basis, whole, units, stale, part)
        for where in _elsewhere(basis, period, whole, units, stale, actor):
            found += _live(basis, where, within, lines, actor)
        return found


def _units_by_block(within: Mapping[str, Any], actor: Actor) -> frozenset[int] | None:
    """The units all of whose deals are meant, so that their blocks serve; None: every unit there is."""
    if "owner_id" in within:
        return frozenset()
    seen = wholly_seen(actor, PERMISSION)
    if "unit_id" not in within:
        return seen
    below = frozenset(org.units_below(within["unit_id"]))
    return below if seen is None else seen & below


def written(content: rules.Content) -> dict[str, str]:
    """The columns of a block."""
    parts: dict[str, Any] = {name: {} for name in ("content", *PARTS)}
    for pipeline, line in content.items():
        parts["content"][pipeline] = {name: rows for name, rows in line.items() if name not in PARTS}
        for name in PARTS:
            parts[name][pipeline] = line.get(name, {})
    return {name: orjson.dumps(rows, option=orjson.OPT_SORT_KEYS).decode() for name, rows in parts.items()}


# Sums of a month by the stamps of the blocks they were made of; a block counted anew has another stamp.
_MOST_KEPT = (
    144  # eighteen months by two moments, four times over: 10 MB, 40 with five hundred people in each
)
_kept: dict[tuple[str, frozenset[int]], rules.Content] = {}
_keeping = Lock()


def _stamps(**more: Any) -> QuerySet[FunnelBlock, Any]:
    first, until = Given("first", DateField()), Given("until", DateField())
    rows = FunnelBlock.objects.filter(basis=Given("basis", CharField()), month__gte=first, month__lt=until)
    return rows.filter(**more).values_list("month", "unit_id", "stamp")


def _marks(**more: Any) -> QuerySet[FunnelMark, Any]:
    since, until = Given("since", DateTimeField()), Given("until", DateTimeField())
    rows = FunnelMark.objects.filter(basis=Given("basis", CharField()), at__gte=since, at__lt=until)
    return rows.filter(**more).values_list("unit_id", "at").distinct()


_AMONG = Among("units", BigIntegerField())
_STAMPS, _STAMPS_OF = Kept(_stamps), Kept(lambda: _stamps(unit_id__in=_AMONG))
_MARKS, _MARKS_OF = Kept(_marks), Kept(lambda: _marks(unit_id__in=_AMONG))


def _summed(
    basis: Basis, whole: rules.Period, units: frozenset[int] | None, stale: set[Key], part: str
) -> list[Piece]:
    """A piece for each month: its blocks in which no mark lies, added up."""
    given: dict[str, Any] = {"basis": basis.value, "first": whole.first, "until": whole.until}
    stamps: dict[date, set[int]] = defaultdict(set)
    for month, unit_id, stamp in _STAMPS(**given) if units is None else _STAMPS_OF(units=units, **given):
        if (month, unit_id) not in stale:
            stamps[month].add(stamp)
    keys = {month: (part, frozenset(some)) for month, some in stamps.items()}
    known = {month: _kept[key] for month, key in keys.items() if key in _kept}
    unknown = [month for month in keys if month not in known]
    if unknown:
        blocks = FunnelBlock.objects.filter(basis=basis, month__in=unknown)
        added = _added(blocks if units is None else blocks.filter(unit_id__in=units), stamps, part)
        with _keeping:
            for month in unknown:
                known[month] = _kept[keys[month]] = added[month]
            while len(_kept) > _MOST_KEPT:
                del _kept[next(iter(_kept))]
    return [Piece(month, content) for month, content in known.items()]


def _added(
    blocks: QuerySet[FunnelBlock], stamps: Mapping[date, set[int]], part: str
) -> dict[date, rules.Content]:
    found: dict[date, rules.Content] = {}
    more = [part] if part else []
    for month, unit_id, stamp, text, *texts in blocks.values_list(
        "month", "unit_id", "stamp", "content", *more
    ):
        if stamp in stamps[month]:
            content = orjson.loads(text)
            for pipeline, groups in orjson.loads(texts[0]).items() if texts else ():
                content[pipeline][part] = groups
            _add(found.setdefault(month, {}), unit_id, content)
    return found


def _add(sums: rules.Content, unit_id: int, content: rules.Content) -> None:
    """What one unit's deals come to onto what others' do."""
    for pipeline, line in content.items():
        into = sums.setdefault(pipeline, {})
        rules.add(into, "total", line["total"])
        rules.add(into.setdefault("teams", {}), str(unit_id), line["total"])
        for name, groups in line.items():
            if name != "total":
                rules.add_all(into.setdefault(name, {}), groups)


def _stale(basis: Basis, whole: rules.Period, units: frozenset[int] | None) -> set[Key]:
    zone = get_default_timezone()
    given: dict[str, Any] = {
        "basis": basis.value,
        "since": rules.midnight(whole.first, zone),
        "until": rules.midnight(whole.until, zone),
    }
    marks = _MARKS(**given) if units is None else _MARKS_OF(units=units, **given)
    return {key_of(at, unit_id, zone) for unit_id, at in marks}


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
    for (month, unit_id), content in _counted(basis, where, within, lines, actor):
        sums: rules.Content = {}
        _add(sums, unit_id, content)
        yield Piece(month, sums)


def _counted(
    basis: Basis, where: Q, within: Mapping[str, Any], lines: Lines, actor: Actor
) -> Iterator[tuple[Key, rules.Content]]:
    deals = opportunities.deals(filters=within, where=where, actor=actor)
    return (_opened if basis is Basis.OPENED else _closed)(deals, lines)


def is_behind() -> bool:
    """Whether any block is out of date."""
    return FunnelMark.objects.exists()


def recounted(basis: Basis, month: date, units: Iterable[int]) -> dict[int, rules.Content]:
    """The blocks of these units in this month as the records have it; none for a unit that has no deals there."""
    where = _in(basis, rules.Period(month, next_month(month))) & _of_units(units)
    found = _counted(basis, where, {}, opportunities.pipelines(retired=True), SYSTEM)
    return {unit_id: content for (_, unit_id), content in found}


def _opened(deals: list[opportunities.Deal], lines: Lines) -> Iterator[tuple[Key, rules.Content]]:
    places = {line["id"]: _places(line["stages"]) for line in lines}
    stays: dict[int, list[opportunities.Stay]] = defaultdict(list)
    for stay in opportunities.stays([deal.id for deal in deals]):
        stays[stay.deal_id].append(stay)
    zone = get_default_timezone()
    grouped: dict[Key, list[rules.OpenedDeal]] = defaultdict(list)
    for deal in deals:
        place = places[deal.pipeline_id]
        been = sorted(stays[deal.id], key=lambda stay: (stay.entered_at, stay.id))
        counted = rules.OpenedDeal(
            deal.pipeline_id,
            deal.owner_id or 0,
            deal.source,
            _money(deal),
            max((place.get(stay.stage_id, 0) for stay in been), default=0),
            max(place.values(), default=0),
            [(stay.stage_id, _seconds(stay.entered_at, stay.left_at)) for stay in been if stay.left_at],
            deal.stage_kind,
            deal.closed_at - deal.created_at if deal.closed_at else None,
            rules.way([(stay.stage_id, stay.position) for stay in been], deal.stage_kind),
        )
        grouped[key_of(deal.created_at, deal.unit_id, zone)].append(counted)
    return ((key, rules.opened(some)) for key, some in grouped.items())


def _places(stages: Lines) -> dict[int, int]:
    """Stage → which step of the way to a win it is, from 1; a lost stage is none. A retired one counts as the last step that
    was no further than it."""
    active = [stage for stage in stages if stage["active"]]
    steps = [stage for kind in ("open", "won") for stage in active if stage["kind"] == kind]
    places = {stage["id"]: place for place, stage in enumerate(steps, start=1)}
    for stage in stages:
        if stage["kind"] == "open" and not stage["active"]:
            places[stage["id"]] = sum(step["percent"] <= stage["percent"] for step in steps)
    return places


def _closed(deals: list[opportunities.Deal], _: Lines) -> Iterator[tuple[Key, rules.Content]]:
    zone = get_default_timezone()
    parts = opportunities.parts_of([deal.id for deal in deals])
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
                deal.lost_to_id or 0,
                parts.rivals.get(deal.id, ()),
                parts.products.get(deal.id, ()),
                deal.industry,
            )
            grouped[key_of(deal.closed_at, deal.unit_id, zone)].append(counted)
    return ((key, rules.closed(some)) for key, some in grouped.items())


def _money(deal: opportunities.Deal) -> int:
    return deal.amount_minor if deal.currency == DEFAULT_CURRENCY else 0


def _seconds(since: datetime, until: datetime | None) -> int:
    """Never below nothing: a deal may be entered with a day of closing before it was entered."""
    return max(0, int((until - since).total_seconds())) if until else 0
