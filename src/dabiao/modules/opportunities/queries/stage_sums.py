"""What stands in each stage: from sums that are kept by person where these count, from the deals themselves everywhere else.

Both go through `Weigh`, and kept sums are exact, so that what is shown is what the deals come to, to the unit (adr/0076). It is
all asked in one statement, which is of one moment by itself; how far the sums are made is among its rows. What was so the last
time is asked for first, and asked otherwise where it is not so any more.
"""

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, Exists, F, Q, QuerySet, Sum, Value, When
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor, Scope
from dabiao.core.days import local_day
from dabiao.core.kept import Given, Remembered, Rows
from dabiao.core.lists.pages import question_of
from dabiao.core.scoping import rights, shared_ids, wholly_seen
from dabiao.core.sums import EVERYBODY, NOBODY, STATE, PersonalSums
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Opportunity, Stage, StageSum, StageSumMaking, StageSumMark
from dabiao.modules.opportunities.queries.funnel import StageTotal, Weigh, groups, summed, way_of
from dabiao.modules.opportunities.queries.records import OFTEN, chosen
from dabiao.modules.opportunities.queries.stages import Laid, laid
from dabiao.modules.org import queries as org

VERSION = 1  # of what is written to `StageSum`: another one makes all sums anew
READ = "opportunity.read"
KEPT = PersonalSums("stage_sums", StageSum, StageSumMark, StageSumMaking)
_PLACES = ("owner_id", "unit_id")
_STATE, _LIVE = -1, 0  # in the first column, which is `StageSum.per` of kept ones


@dataclass(frozen=True)
class Terms:
    """Of what sums are made, besides deals; `basis` names it."""

    day: date
    laid: Laid

    @cached_property
    def basis(self) -> str:
        said = (VERSION, self.day, str(get_default_timezone()), self.laid.facts)
        return hashlib.sha256(repr(said).encode()).hexdigest()


def terms(now: datetime) -> Terms:
    return Terms(local_day(now), laid())


def is_behind(now: datetime) -> bool:
    """Whether any sum is out of date."""
    return KEPT.is_behind(terms(now).basis)


def next_owner(after: int) -> int | None:
    """The next person by number with open deals."""
    rows = Opportunity.objects.filter(closed_at=None, owner_id__gt=after).order_by("owner_id")
    return rows.values_list("owner_id", flat=True).first()


def by_stage(
    *, filters: Mapping[str, Any], actor: Actor, day: date | None = None, there: Laid | None = None
) -> list[StageTotal]:
    """What stands in each stage now. With a `day`, which is today, open deals by place are taken from sums where it can be;
    `there`: where stages were read already."""
    there = there or laid()
    places = {name: value for name, value in filters.items() if name in _PLACES}
    of_line = filters.get("pipeline_id")
    if (
        day is None
        or filters.get("stage_kind") != StageKind.OPEN
        or filters.keys() - {"pipeline_id", "stage_kind", *_PLACES}
    ):
        return _live_by_stage(filters, there.all(), actor)
    stages = there.all() if of_line is None else there.of(of_line)
    return Standing(places, stages, Terms(day, there), actor).totals()


def _live_by_stage(filters: Mapping[str, Any], stages: list[Stage], actor: Actor) -> list[StageTotal]:
    way, question = way_of(stages), question_of(OFTEN, filters, rights(actor, READ))

    def write() -> QuerySet[Opportunity, Any]:
        return groups(chosen(filters, actor=actor), way=way, day=None)

    return summed(_BY_STAGE.rows(question and (question, way), write), Weigh(stages, None))


_BY_STAGE, _STANDING = Remembered(), Remembered()
_seen: dict[str, int] = {}  # basis → up to whom its sums were made when it was last asked


def _note(basis: str, upto: int) -> None:
    if len(_seen) > 8:  # one a day, and one for each change of stages
        _seen.clear()
    _seen[basis] = upto


@dataclass(frozen=True)
class Standing:
    """What stands in these stages, of the deals that the actor sees in some `places` (`owner_id`, `unit_id`): open ones, and
    those that ended since a moment, if any is told."""

    places: Mapping[str, Any]
    stages: list[Stage]
    told: Terms
    actor: Actor
    ended_since: datetime | None = None

    def totals(self) -> list[StageTotal]:
        return _merged(self._rows(), Weigh(self.stages, self.told.day))

    def _rows(self) -> Rows:
        below = frozenset(org.units_below(self.places["unit_id"])) if "unit_id" in self.places else None
        units = wholly_seen(self.actor, READ)
        if below is not None:
            units = below if units is None else units & below
        ask = partial(self._ask, below, units)
        if units == frozenset():
            return ask(NOBODY - 1)
        basis = self.told.basis
        for _ in range(2):
            upto = _seen.get(basis, EVERYBODY)
            rows = ask(upto)
            there = next((_upto(row, basis) for row in rows if row[0] == _STATE), NOBODY - 1)
            _note(basis, there)
            if there >= upto:
                return rows
        return ask(NOBODY - 1)

    def _ask(self, below: frozenset[int] | None, units: frozenset[int] | None, upto: int) -> Rows:
        """`upto`: the person to whom sums count (`EVERYBODY`, below `NOBODY` nobody's)."""
        how = upto if upto in (EVERYBODY, NOBODY - 1) else NOBODY
        key: Hashable = (
            *(rights(self.actor, READ), self.places.get("owner_id"), below, units == frozenset(), how),
            *(tuple(stage.pk for stage in self.stages), way_of(self.stages), self.told.day),
            self.ended_since,
        )
        write = partial(self._written, below, units, how)
        if units == frozenset():
            return _STANDING.rows(key, write)
        return _STANDING.rows(key, write, basis=self.told.basis, upto=upto)

    def _written(
        self, below: frozenset[int] | None, units: frozenset[int] | None, how: int
    ) -> QuerySet[Any, Any]:
        base = self._base(below)
        open_ones = base.filter(closed_at=None)
        parts = [open_ones] if how < NOBODY else self._unsummed(open_ones, units, how)
        first: Any = {"per": Value(_LIVE)}
        live = [groups(part, way=way_of(self.stages), day=self.told.day, first=first) for part in parts]
        if self.ended_since is not None:  # neither rivals nor evidence matter any more
            ended = base.filter(closed_at__gte=self.ended_since)
            live.append(groups(ended, way="stage", day=None, first=first))
        if units == frozenset():
            first, *others = live
        else:
            first, *others = _state(), *live
            if how >= NOBODY:
                others.append(self._kept(units, how))
        return first.union(*others, all=True) if others else first

    def _base(self, below: frozenset[int] | None) -> QuerySet[Opportunity]:
        of = {name: value for name, value in self.places.items() if name != "unit_id"}
        found = chosen(of, actor=self.actor).filter(stage__in=[stage.pk for stage in self.stages])
        return found if below is None else found.filter(unit_id__in=below)

    def _unsummed(
        self, open_ones: QuerySet[Opportunity], units: frozenset[int] | None, how: int
    ) -> Iterable[QuerySet[Opportunity]]:
        """The open deals that no sum answers for; each part has an index of its own, and no deal is in two."""
        inside = open_ones if units is None else open_ones.filter(unit_id__in=units)
        marked = inside.filter(KEPT.of_marked())
        if how != EVERYBODY:
            marked = marked.filter(owner_id__lte=_UPTO)
            yield inside.filter(owner_id__gt=_UPTO)
        yield marked
        if "owner_id" not in self.places:
            yield inside.filter(owner_id=None).filter(Exists(KEPT.marked_nobody()))
        if units is not None and self.actor.scope(READ) is not Scope.ALL:
            mine = Q(owner_id=self.actor.user_id) | Q(pk__in=shared_ids(self.actor, READ))
            yield open_ones.filter(mine).filter(Q(unit_id=None) | ~Q(unit_id__in=units))

    def _kept(self, units: frozenset[int] | None, how: int) -> QuerySet[Any, Any]:
        found = KEPT.counting(Given("basis", CharField()), EVERYBODY if how == EVERYBODY else _UPTO)
        found = found.filter(stage_id__in=[stage.pk for stage in self.stages])
        if units is not None:
            found = found.filter(unit_id__in=units)
        if "owner_id" in self.places:
            found = found.filter(owner_id=self.places["owner_id"])
        keys, columns = ("per", "stage_id", "currency"), {f"s_{name}": Sum(name) for name in SUMS}
        return found.order_by().values(*keys).annotate(**columns).values_list(*keys, *columns)


_UPTO = Given("upto", BigIntegerField())
SUMS = ("worth_minor", "worth_rest", "believed_minor", "believed_rest", "count", "amount_minor")


def _state() -> QuerySet[Any, Any]:
    """How far sums are made, in the columns of the others."""
    nothing = {f"no_{number}": Value(0) for number in range(5)}
    made = StageSumMaking.objects.filter(pk=STATE).annotate(
        state=Value(_STATE), is_whole=Case(When(whole=True, then=Value(1)), default=Value(0)), **nothing
    )
    return made.values_list("state", "reached", "basis", "is_whole", *nothing)


def _upto(row: tuple[Any, ...], basis: str) -> int:
    _, reached, made, whole, *_ = row
    if made != basis:
        return NOBODY - 1
    return EVERYBODY if whole else int(reached)


def _merged(rows: Rows, weigh: Weigh) -> list[StageTotal]:
    live = (tuple(map(_whole, row[1:])) for row in rows if row[0] == _LIVE)
    found = {(one.stage_id, one.currency): one for one in summed(live, weigh)}
    for row in rows:
        if row[0] > _LIVE:
            one = _total(*map(_whole, row))
            there = found.get((one.stage_id, one.currency))
            found[one.stage_id, one.currency] = there.plus(one) if there else one
    return list(found.values())


def _whole(value: Any) -> Any:
    """PostgreSQL's sums are decimals, and then all of the column is."""
    return value if isinstance(value, str) else int(value)


def _total(*of: Any) -> StageTotal:
    """Of a row of `Standing._kept`."""
    per, stage_id, currency, worth, worth_rest, believed, believed_rest, count, amount = of
    return StageTotal(
        stage_id,
        currency,
        count,
        amount,
        worth + Fraction(worth_rest, per),
        believed + Fraction(believed_rest, per * 100),
    )


def sums_of(rows: Iterable[tuple[Any, ...]], told: Terms) -> dict[tuple[Any, ...], list[int]]:
    """(unit, stage, currency, per) → what stands there, as `SUMS` has it, of `groups` by unit."""
    weigh = Weigh(told.laid.all(), told.day)
    found: dict[tuple[Any, ...], list[int]] = {}
    for unit_id, stage_id, currency, *said, count, amount in rows:
        chance, percent = weigh(stage_id, *said)
        per = weigh.per(chance)
        into = found.setdefault((unit_id or NOBODY, stage_id, currency, per), [0, 0, 0, 0])
        worth = int(amount) * chance.numerator * (per // chance.denominator)
        for place, more in enumerate((worth, worth * percent, count, int(amount))):
            into[place] += more
    return {key: _split(key[-1], *sums) for key, sums in found.items()}


def _split(per: int, worth: int, believed: int, count: int, amount: int) -> list[int]:
    return [*divmod(worth, per), *divmod(believed, per * 100), count, amount]


def groups_by_unit(where: Q, told: Terms) -> Iterable[tuple[Any, ...]]:
    """`groups` by unit of the open deals."""
    rows = Opportunity.objects.filter(where, closed_at=None)
    return groups(rows, way=way_of(told.laid.all()), day=told.day, first={"place": F("unit_id")})
