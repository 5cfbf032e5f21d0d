"""What a condition asks of one value, said twice side by side: of a Python value and of a column.

Each probe is true or false, never unknown, and false of what is null or empty; opposites are made by negation above.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dabiao.core.conditions.columns import ListHolds, ListLength, where
from dabiao.core.conditions.folding import folded, pattern, whole
from dabiao.core.errors import Invalid


class Probe:
    """`holds` of a value that is not None; `where` of a column that may be NULL."""

    def holds(self, value: Any) -> bool:
        raise NotImplementedError

    def where(self, column: Any) -> Q:
        raise NotImplementedError


def _known(column: Any) -> Q:
    """Keeps NULL out, so that the rest is two-valued and may be negated."""
    return where(column, "isnull", False)


@dataclass(frozen=True, slots=True)
class Present(Probe):
    """There is a value; an empty text is none."""

    empty: str | None = None

    def holds(self, value: Any) -> bool:
        return value != self.empty

    def where(self, column: Any) -> Q:
        return _known(column) if self.empty is None else _known(column) & ~where(column, "exact", self.empty)


@dataclass(frozen=True, slots=True)
class ListPresent(Probe):
    """A JSON list with something in it."""

    def holds(self, value: Any) -> bool:
        return bool(value)

    def where(self, column: Any) -> Q:
        return _known(column) & where(ListLength(column), "gt", 0)


@dataclass(frozen=True, slots=True)
class Among(Probe):
    values: frozenset[Any]

    def holds(self, value: Any) -> bool:
        return value in self.values

    def where(self, column: Any) -> Q:
        return _known(column) & where(column, "in", sorted(self.values, key=str))


@dataclass(frozen=True, slots=True)
class Spelled(Probe):
    """A text under a regular expression for all spellings; `test` is the same on a folded text."""

    regex: str
    test: Callable[[str], bool]

    def holds(self, value: Any) -> bool:
        return self.test(folded(value))

    def where(self, column: Any) -> Q:
        return _known(column) & where(column, "regex", self.regex)


def containing(text: str) -> Spelled:
    return Spelled(pattern(text), lambda value: text in value)


def beginning(text: str) -> Spelled:
    return Spelled(rf"\A{pattern(text)}", lambda value: value.startswith(text))


def spelled_as(texts: frozenset[str]) -> Spelled:
    return Spelled(whole(texts), lambda value: value in texts)


@dataclass(frozen=True, slots=True)
class Listening(Probe):
    """Texts (`Heard`) in one of which one of the words is said, or denied. Asked of objects only: its kinds have no list."""

    words: tuple[str, ...]
    denied: bool

    def holds(self, value: Any) -> bool:
        return any(
            found.denied is self.denied
            for heard in value
            for word in self.words
            for found in heard.find(word)
        )

    def where(self, column: Any) -> Q:  # noqa: ARG002 - as every probe
        raise Invalid("conditions.only_of_one", field="where")


@dataclass(frozen=True, slots=True)
class EndsWith(Probe):
    """The last digits of a number, exactly."""

    digits: str

    def holds(self, value: Any) -> bool:
        return str(value).endswith(self.digits)

    def where(self, column: Any) -> Q:
        return _known(column) & where(column, "endswith", self.digits)


@dataclass(frozen=True, slots=True)
class Between(Probe):
    """Within bounds, each a (lookup, value): `("gte", a)`, `("lt", b)`."""

    bounds: tuple[tuple[str, Any], ...]

    def holds(self, value: Any) -> bool:
        return all(_COMPARED[lookup](value, bound) for lookup, bound in self.bounds)

    def where(self, column: Any) -> Q:
        found = _known(column)
        for lookup, bound in self.bounds:
            found &= where(column, lookup, bound)
        return found


_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "gte": lambda value, bound: value >= bound,
    "gt": lambda value, bound: value > bound,
    "lte": lambda value, bound: value <= bound,
    "lt": lambda value, bound: value < bound,
}


@dataclass(frozen=True, slots=True)
class Holding(Probe):
    """A JSON list that holds one of the texts or numbers; true is no number here."""

    values: frozenset[str | int]

    def holds(self, value: Any) -> bool:
        return any(one in self.values for one in value if type(one) in (str, int))

    def where(self, column: Any) -> Q:
        found = Q(pk__in=[])
        for one in sorted(self.values, key=str):
            found |= Q(ListHolds(column, one))
        return _known(column) & found
