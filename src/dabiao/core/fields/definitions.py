"""The definitions as the program works with them: read once, kept in the process until one changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dabiao.core.access import epochs
from dabiao.core.fields.enums import FieldType, IndexState
from dabiao.core.fields.models import CustomField
from dabiao.core.i18n import LANGUAGES

PREFIX = "fields."


@dataclass(frozen=True, slots=True)
class Option:
    """One that is retired is still read, and chosen no more."""

    id: str
    labels: Mapping[str, str]
    retired: bool = False

    def label(self, language: str) -> str:
        return worded(self.labels, language) or self.id


@dataclass(frozen=True, slots=True)
class Definition:
    """One field of one kind. Bounds and default are values as records hold them."""

    id: int
    kind: str
    key: str
    type: FieldType
    labels: Mapping[str, str]
    help: Mapping[str, str]
    required: bool
    scale: int
    minimum: Any
    maximum: Any
    max_length: int | None
    default: Any
    options: tuple[Option, ...]
    section: str
    position: int
    listed: bool
    indexed: bool
    index_state: IndexState
    index_error: str
    removed: bool
    purging: bool
    version: int

    @property
    def name(self) -> str:
        """As conditions, sorts, columns and changes call it."""
        return PREFIX + self.key

    def label(self, language: str) -> str:
        return worded(self.labels, language) or self.key


def worded(words: Mapping[str, str], language: str) -> str:
    """The words in this language; where it has none, those of the first that has."""
    return next((words[one] for one in (language, *LANGUAGES) if words.get(one)), "")


def of_row(row: CustomField) -> Definition:
    return Definition(
        **{name: getattr(row, name) for name in _PLAIN},
        type=FieldType(row.type),
        index_state=IndexState(row.index_state),
        options=tuple(Option(**one) for one in row.options),
        removed=row.removed_at is not None,
    )


_PLAIN = (
    *(
        "id",
        "kind",
        "key",
        "labels",
        "help",
        "required",
        "scale",
        "minimum",
        "maximum",
        "max_length",
        "default",
    ),
    *("section", "position", "listed", "indexed", "index_error", "purging", "version"),
)

Kept = Mapping[str, Mapping[str, Definition]]


def read() -> Kept:
    """Kind → key → definition, removed ones too, from the database."""
    found: dict[str, dict[str, Definition]] = {}
    for row in CustomField.objects.order_by("kind", "position", "id"):
        found.setdefault(row.kind, {})[row.key] = of_row(row)
    return found


_kept = epochs.Kept(read)


def every() -> Kept:
    return _kept.get()


def everything_of(kind: str) -> Sequence[Definition]:
    """Removed ones too: old entries of a timeline still speak of them."""
    return list(every().get(kind, {}).values())


def of(kind: str) -> dict[str, Definition]:
    """Key → definition of the fields in use, in their order."""
    return {key: one for key, one in every().get(kind, {}).items() if not one.removed}


def shown(kind: str, values: Mapping[str, Any] | None, keys: Sequence[str] | None = None) -> dict[str, Any]:
    """Of what a record holds, the fields in use; only `keys` where some are named."""
    known = of(kind)
    return {
        key: value for key, value in (values or {}).items() if key in known and (keys is None or key in keys)
    }
