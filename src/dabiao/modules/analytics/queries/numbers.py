"""Numbers over lists: several of one list in one query, for all records together or owner by owner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Aggregate, Count, Q, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from dabiao.core.actor import Actor
from dabiao.modules.analytics.queries.sources import Filters, Source

Link = dict[str, Any]


@dataclass(frozen=True)
class Number:
    """How many records pass `filters`, or the sum of an expression over them."""

    key: str
    filters: Filters = field(default_factory=dict)
    total: str | Combinable | None = None

    def aggregate(self, where: Q) -> Aggregate | Coalesce:
        condition = where or None
        if self.total is None:
            return Count("pk", filter=condition)
        return Coalesce(Sum(self.total, filter=condition), 0)


@dataclass(frozen=True)
class Batch:
    """Numbers of one list, counted in one pass. `bound` holds for each of them and keeps the pass short."""

    source: Source
    numbers: Sequence[Number]
    bound: Filters = field(default_factory=dict)

    def link(self, key: str, within: Filters) -> Link:
        """The list of exactly the records that this number was counted over."""
        number = next(number for number in self.numbers if number.key == key)
        return link(self.source.path, {**within, **number.filters})

    def over_all(self, within: Filters, actor: Actor) -> dict[str, int]:
        """Number key → value, over everything the actor sees `within` some filters."""
        found = self.source.chosen({**within, **self.bound}, actor).order_by().aggregate(**self._aggregates())
        return {number.key: int(found[f"n{place}"]) for place, number in enumerate(self.numbers)}

    def by_owner(self, within: Filters, actor: Actor) -> dict[int | None, dict[str, int]]:
        """The same owner by owner; None is what lies with nobody."""
        rows = self.source.chosen({**within, **self.bound}, actor).order_by().values(self.source.owner)
        names = tuple(f"n{place}" for place in range(len(self.numbers)))
        keys = [number.key for number in self.numbers]
        grouped = rows.annotate(**self._aggregates()).values_list(self.source.owner, *names)
        return {owner: dict(zip(keys, map(int, values), strict=True)) for owner, *values in grouped}

    def _aggregates(self) -> dict[str, Aggregate | Coalesce]:
        return {
            f"n{place}": number.aggregate(self.source.where(number.filters))
            for place, number in enumerate(self.numbers)
        }


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
