"""What a condition may ask of a record: typed terms, and relations to other records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.i18n import text

Type = Literal[
    "text",
    "number",
    "money",
    "date",
    "datetime",
    "bool",
    "choice",
    "multi",
    "person",
    "unit",
    "phone",
    "handle",
    "speech",
]
Takes = Literal["nothing", "one", "two", "many", "where"]

# operator → how many values it takes
TAKES: Mapping[str, Takes] = {
    **dict.fromkeys(("empty", "not_empty", "is_me", "my_team", "my_unit"), "nothing"),
    **dict.fromkeys(("in", "not_in", "within", "says", "says_not", "denies"), "many"),
    **dict.fromkeys(("some", "none"), "where"),
    "between": "two",
}

_PRESENCE = ("empty", "not_empty")
_EQUALITY = ("is", "is_not", "in", "not_in")
_ORDER = ("lt", "lte", "gt", "gte", "between")
OPERATORS: Mapping[str, tuple[str, ...]] = {
    "text": ("contains", "not_contains", "starts_with", *_EQUALITY, *_PRESENCE),
    "number": (*_EQUALITY, *_ORDER, *_PRESENCE),
    "money": (*_EQUALITY, *_ORDER, *_PRESENCE),
    "date": ("is", "is_not", *_ORDER, *_PRESENCE),
    "datetime": ("is", "is_not", *_ORDER, *_PRESENCE),
    "bool": ("is", "is_not", *_PRESENCE),
    "choice": (*_EQUALITY, *_PRESENCE),
    "multi": ("contains", "not_contains", "in", "not_in", *_PRESENCE),
    "person": ("is_me", *_EQUALITY, *_PRESENCE),
    "unit": ("my_team", "my_unit", "within", *_EQUALITY, *_PRESENCE),
    # what is masked can be recognised whole, never spelled out piece by piece
    "phone": ("is", "last_four", *_PRESENCE),
    "handle": ("is", *_PRESENCE),
    # what people said, of one object only: no query can tell a word from one that was denied
    "speech": ("says", "denies", "says_not"),
    "relation": ("some", "none"),
}
MASKED: tuple[Type, ...] = ("phone", "handle")
# what says the opposite of another operator, and so is true of what is empty
OPPOSITES: Mapping[str, str] = {
    "is_not": "is",
    "not_in": "in",
    "not_contains": "contains",
    "says_not": "says",
    "empty": "not_empty",
    "none": "some",
}

Choice = tuple[str | int, str]


class Reckoned(Protocol):
    """What a term works out of several columns at a moment. Both ways always agree."""

    def where(self, passes: Callable[[Any], bool], now: datetime) -> Q:
        """Rows whose value passes; of a `multi` term, those that have one value which passes as the only one."""

    def reader(self, now: datetime) -> Callable[[Any], Any]:
        """What tells the value of an object, None where it has none."""


@dataclass(frozen=True, slots=True)
class Term:
    """One typed value of a record.

    `path` is its ORM path, and with dots for `__` its attribute; `key` the key in that JSON column, if it is one.
    `label` is a key of the catalogue; where that has no words (a custom field) `titled` tells them in a language. `scale`
    says how many decimals of a number are behind the point. `choices` are listed in a language, `offered` those that
    somebody may know of, where these are fewer; `names` tells those of people and units, `below` the units below one. A
    `numbered` choice is kept as an id, which is never empty text. A `multi` without a `key` is a whole column that is a
    list. What is `reckoned` has no path.
    """

    name: str
    type: Type
    path: str
    label: str = ""
    title: str = ""
    key: str = ""
    scale: int = 0
    titled: Callable[[str], str] | None = field(default=None, compare=False)
    choices: Callable[[str], Sequence[Choice]] | None = field(default=None, compare=False)
    offered: Callable[[Actor], Sequence[Choice]] | None = field(default=None, compare=False)
    names: Callable[[list[int]], Mapping[int, str]] | None = field(default=None, compare=False)
    below: Callable[[int], Iterable[int]] | None = field(default=None, compare=False)
    numbered: bool = False
    reckoned: Reckoned | None = field(default=None, compare=False)

    @property
    def operators(self) -> tuple[str, ...]:
        return OPERATORS[self.type]

    def read(self, row: Any) -> Any:
        """The value on an object; None where there is none, or one of another type in JSON."""
        for step in self.path.split("__"):
            row = getattr(row, step, None)
            if row is None:
                return None
        return _typed(row, self) if self.key else row


@dataclass(frozen=True, slots=True)
class Relation:
    """Records that belong to this one: `path` is the foreign key, here (one) or there (many)."""

    name: str
    kind: str
    path: str
    many: bool
    label: str = ""
    title: str = ""
    type: Literal["relation"] = "relation"

    @property
    def operators(self) -> tuple[str, ...]:
        return OPERATORS["relation"]


Word = Term | Relation


def title_of(word: Word, language: str) -> str:
    if isinstance(word, Term) and word.titled is not None:
        return word.titled(language)
    return word.title or text(language, word.label)


def _typed(column: Any, term: Term) -> Any:
    value = column.get(term.key) if isinstance(column, Mapping) else None
    if term.type in ("number", "money", "person", "unit"):
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if term.type == "bool":
        return value if isinstance(value, bool) else None
    if term.type == "multi":
        return value if isinstance(value, list) else None
    return value if isinstance(value, str) else None


def named(prefix: str, type: Type, *names: str) -> list[Term]:
    """Terms whose name is their field and whose label is `<prefix>.<name>`."""
    return [Term(name, type, name, label=f"{prefix}.{name}") for name in names]


def words_of(key: str, values: Iterable[str]) -> Callable[[str], Sequence[Choice]]:
    """Choices whose words stand in the catalogue under `<key>.<value>`."""
    kept = [str(value) for value in values if value != ""]
    return lambda language: [(value, text(language, f"{key}.{value}")) for value in kept]
