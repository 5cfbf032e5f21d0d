"""Numbers over lists: several of one list in one query, for all records together or owner by owner."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from dabiao.core.actor import Actor
from dabiao.core.kept import Remembered
from dabiao.core.money import half_up
from dabiao.modules.analytics.queries.sources import Filters, Source

Link = dict[str, Any]


@dataclass(frozen=True)
class Number:
    """How many records pass `filters`, or the sum of an expression over them; with `chance`, of each part that share."""

    key: str
    filters: Filters = field(default_factory=dict)
    total: str | Combinable | None = None
    chance: Callable[..., Fraction] | None = None

    def aggregate(self, where: Q) -> Aggregate | Coalesce:
        condition = where or None
        if self.total is None:
            return Count("pk", filter=condition)
        return Coalesce(Sum(self.total, filter=condition), 0)

    def summed(self, parts: Mapping["Part", int]) -> int:
        """Over all parts of a pass. What is weighed is rounded once for all parts that begin alike."""
        if self.chance is None:
            return sum(parts.values())
        worth: dict[Any, Fraction] = defaultdict(Fraction)
        for (first, *rest), value in parts.items():
            worth[first] += value * self.chance(*rest)
        return sum(map(half_up, worth.values()))


Values = dict[str, int]
Part = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Number key → value: over everything, and by the values of a column. What is weighed does not add up to its total."""

    total: Values
    rows: Mapping[Any, Values]


@dataclass(frozen=True)
class Batch:
    """Numbers of one list, counted in one pass. `bound` holds for each of them and keeps the pass short; `parts` are
    columns that divide the pass further, for what is weighed by their values, the first apart."""

    source: Source
    numbers: Sequence[Number]
    bound: Filters = field(default_factory=dict)
    parts: tuple[str, ...] = ()

    def link(self, key: str, within: Filters) -> Link:
        """The list of exactly the records that this number was counted over."""
        number = next(number for number in self.numbers if number.key == key)
        return link(self.source.path, {**within, **number.filters})

    def over_all(self, within: Filters, actor: Actor, question: Hashable = None) -> Values:
        """Number key → value, over everything the actor sees `within` some filters.

        A `question` names all that the statement follows from, besides the numbers."""
        if self.parts:
            return self.tally((), within, actor).total

        def write() -> QuerySet[Any, Any]:
            rows = self.source.chosen({**within, **self.bound}, actor).order_by()
            # in one group, whatever there is: a constant is nothing to group by
            sums = rows.annotate(one=Value(1)).values("one").annotate(**self._aggregates())
            return sums.values_list(*self._names)

        filters = tuple((number.key, tuple(number.filters.items())) for number in self.numbers)
        found = _OVER_ALL.rows(question and (self.source.path, question, filters), write)
        nothing = (0,) * len(
            self.numbers
        )  # where it is plain that there is none: of a unit that is none, say
        return {key: int(value) for key, value in zip(self._keys, next(iter(found), nothing), strict=True)}

    def tally(
        self,
        columns: tuple[str, ...],
        within: Filters,
        actor: Actor,
        group: Callable[..., Any] = lambda *values: values[0] if values else None,
    ) -> Tally:
        """The same by what `group` makes of the values of the columns."""
        everything: dict[Part, Values] = {}
        by_group: dict[Any, dict[Part, Values]] = {}
        for row in self._rows((*columns, *self.parts), within, actor):
            own, part = row[: len(columns)], row[len(columns) : len(columns) + len(self.parts)]
            values = row[len(columns) + len(self.parts) :]
            for parts in (everything, by_group.setdefault(group(*own), {})):
                sums = parts.setdefault(part, dict.fromkeys(self._keys, 0))
                for key, value in zip(self._keys, values, strict=True):
                    sums[key] += int(value)
        return Tally(self._summed(everything), {key: self._summed(parts) for key, parts in by_group.items()})

    @property
    def _names(self) -> list[str]:
        return [f"n{place}" for place in range(len(self.numbers))]

    @property
    def _keys(self) -> list[str]:
        return [number.key for number in self.numbers]

    def _rows(self, columns: tuple[str, ...], within: Filters, actor: Actor) -> QuerySet[Any, Any]:
        rows = self.source.chosen({**within, **self.bound}, actor).order_by().values(*columns)
        return rows.annotate(**self._aggregates()).values_list(*columns, *self._names)

    def _summed(self, parts: Mapping[Part, Values]) -> Values:
        return {
            number.key: number.summed({part: values[number.key] for part, values in parts.items()})
            for number in self.numbers
        }

    def _aggregates(self) -> dict[str, Aggregate | Coalesce]:
        made = (number.aggregate(self.source.where(number.filters)) for number in self.numbers)
        return dict(zip(self._names, made, strict=True))


_OVER_ALL = Remembered()


def link(path: str, filters: Filters) -> Link:
    """A list with its filters, as its endpoint takes them."""
    return {"path": path, "params": {name: _spelt(value) for name, value in filters.items()}}


def _spelt(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return [str(one) for one in value] if isinstance(value, tuple | list) else value


def given(**filters: Any) -> dict[str, Any]:
    """The filters that were set."""
    return {name: value for name, value in filters.items() if value is not None}
