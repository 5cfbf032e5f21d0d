"""What can be imported: a module declares the fields of a record and how rows become records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Invalid

Shape = Literal["text", "phone", "email", "date", "datetime", "money", "integer", "choice"]


@dataclass(frozen=True)
class ImportField:
    """One thing a column can be mapped to.

    `label_key` is its name in the catalogue; `aliases` are headers that mean it, whatever their width, case and
    punctuation. `parse` is a shape, or a function that turns a non-empty text into a value and raises `Invalid`,
    whose field is filled in. `choices` maps each value of a choice to further spellings. Money comes as minor units,
    datetimes as UTC.
    """

    name: str
    label_key: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    parse: Shape | Callable[[str], Any] = "text"
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    max_length: int = 200
    allow_negative: bool = False

    @property
    def shape(self) -> str:
        return self.parse if isinstance(self.parse, str) else "custom"


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """`values`: every mapped or constant field, None where the cell was empty. `raw`: the other columns."""

    number: int
    values: dict[str, Any]
    raw: dict[str, str]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row: the record it made, or (`joined`) went into; else the `error` it is rejected for."""

    id: int | None = None
    joined: bool = False
    error: DomainError | None = None

    @classmethod
    def made(cls, id: int) -> "RowResult":
        return cls(id=id)

    @classmethod
    def into(cls, id: int) -> "RowResult":
        """The row belongs to a record that was there already."""
        return cls(id=id, joined=True)

    @classmethod
    def rejected(cls, code: str, *, field: str | None = None, **params: Any) -> "RowResult":
        return cls(error=Invalid(code, field=field, **params))


class Creates(Protocol):
    """Writes a chunk of rows inside the engine's transaction, set by set; one result per row, in their order.

    It may raise a `DomainError` or let a constraint fail: the engine then undoes the chunk and halves it until the
    guilty rows stand alone.
    `run` is the ImportRun row.
    """

    def __call__(
        self, rows: list[ParsedRow], *, run: Any, actor: Actor, now: datetime
    ) -> Sequence[RowResult]: ...


@dataclass(frozen=True)
class ImportKind:
    """A record kind that files can be imported into.

    `options` names what the kind accepts beside `dates`, `values`, `constants` and `dry_run`: each function checks a
    value, raising `Invalid`, and gives what `create` will find in `run.options` (as JSON).
    """

    kind: str
    fields: tuple[ImportField, ...]
    create: Creates
    permission: str
    options: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    def field_named(self, name: str) -> ImportField | None:
        return next((one for one in self.fields if one.name == name), None)


_kinds: dict[str, ImportKind] = {}


def register_import(kind: ImportKind) -> None:
    """Called once by the owning module, when its app is ready. Raises TypeError for a kind or field declared twice."""
    names = [one.name for one in kind.fields]
    if len(set(names)) != len(names):
        raise TypeError(f"import {kind.kind} declares a field twice")
    if _kinds.get(kind.kind, kind) != kind:
        raise TypeError(f"import {kind.kind} is already registered")
    _kinds[kind.kind] = kind


def kind_named(name: str) -> ImportKind:
    """Raises `importing.unknown_kind` naming the kinds there are."""
    if name not in _kinds:
        raise Invalid("importing.unknown_kind", field="kind", value=name, known=", ".join(sorted(_kinds)))
    return _kinds[name]
