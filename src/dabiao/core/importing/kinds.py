"""What can be imported: a module declares the fields of a record and how rows become records."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Invalid
from dabiao.core.i18n import text
from dabiao.core.identity.keys import Key
from dabiao.core.importing.enums import Outcome
from dabiao.core.text import squash

Shape = Literal["text", "phone", "email", "date", "datetime", "money", "integer", "choice"]


@dataclass(frozen=True)
class ImportField:
    """One thing a column can be mapped to.

    `label_key` is its name in the catalogue; where that has no words (a custom field) `titled` tells them. `aliases`
    are headers that mean it, whatever their width, case and punctuation. `parse` is a shape, or a function that turns a
    non-empty text into a value and raises `Invalid`, whose field is filled in. `choices` maps each value of a choice to
    further spellings. Money comes as minor units, datetimes as UTC. `when_new`: said of a record only while it is made,
    never of one there is.
    """

    name: str
    label_key: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    parse: Shape | Callable[[str], Any] = "text"
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    max_length: int = 200
    allow_negative: bool = False
    when_new: bool = False
    titled: Callable[[str], str] | None = field(default=None, compare=False)

    def label(self, language: str) -> str:
        return self.titled(language) if self.titled else text(language, self.label_key)

    @property
    def shape(self) -> str:
        return self.parse if isinstance(self.parse, str) else "custom"


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """`values`: every mapped or constant field, None where the cell was empty. `raw`: the other columns."""

    number: int
    values: dict[str, Any]
    raw: dict[str, str]


# field → [before, after], as JSON carries it
Changes = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row: the record it made, changed or went into; else the `error` it is rejected for.

    `changes` is the before-image that an undo goes by; `part_id` what the row added to a record there was (an enquiry, a
    contact); `same_as` the earlier row of the file that a trial would have made the record from. `kind` is set where the
    record is of another kind than the import.
    """

    outcome: Outcome
    id: int | None = None
    kind: str = ""
    part_id: int | None = None
    changes: Changes | None = None
    same_as: int | None = None
    error: DomainError | None = None

    @classmethod
    def made(cls, id: int, *, part_id: int | None = None) -> "RowResult":
        return cls(Outcome.CREATED, id, part_id=part_id)

    @classmethod
    def into(
        cls, id: int, *, kind: str = "", part_id: int | None = None, changes: Changes | None = None
    ) -> "RowResult":
        """The row belongs to a record that was there already."""
        return cls(Outcome.JOINED, id, kind, part_id, changes)

    @classmethod
    def changed(cls, id: int, changes: Changes) -> "RowResult":
        return cls(Outcome.UPDATED if changes else Outcome.UNCHANGED, id, changes=changes or None)

    @classmethod
    def refused(cls, error: DomainError) -> "RowResult":
        return cls(Outcome.REJECTED, error=error)

    @classmethod
    def rejected(cls, code: str, *, field: str | None = None, **params: Any) -> "RowResult":
        return cls.refused(Invalid(code, field=field, **params))


class Creates(Protocol):
    """Writes a chunk of rows inside the engine's transaction, set by set; one result per row, in their order.

    It may raise a `DomainError` or let a constraint fail: the engine then undoes the chunk and halves it until the
    guilty rows stand alone.
    `run` is the ImportRun row.
    """

    def __call__(
        self, rows: list[ParsedRow], *, run: Any, actor: Actor, now: datetime
    ) -> Sequence[RowResult]: ...


class Updates(Protocol):
    """`Creates` for rows whose records are known: (id, row) pairs, of which several may be of one record.

    Every id is one that the actor sees. Whoever may not edit it, or may not set what the row sets, is refused here.
    """

    def __call__(
        self, found: list[tuple[int, ParsedRow]], *, run: Any, actor: Actor, now: datetime
    ) -> Sequence[RowResult]: ...


@dataclass(frozen=True)
class Updating:
    """How rows find the records they change. `keys`: fields that tell who a row is of → the keys of such a value."""

    keys: Mapping[str, Callable[[Any], frozenset[Key]]]
    update: Updates


@dataclass(frozen=True, slots=True)
class Kept:
    """Why something was not undone: `field` where it is a field, the whole record otherwise."""

    code: str
    field: str = ""
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """One row as an undo finds it: what it did, and why the record counts as touched since (None: it does not)."""

    outcome: Outcome
    id: int
    kind: str
    part_id: int | None
    changes: Changes
    touched: Kept | None


class Undoes(Protocol):
    """Takes a chunk of rows back, the last one first; for each of them what is kept, nothing where all is undone.

    It runs in the engine's transaction, and may raise as `Creates` does.
    """

    def __call__(
        self, rows: list[Written], *, run: Any, actor: Actor, now: datetime
    ) -> Sequence[Sequence[Kept]]: ...


@dataclass(frozen=True)
class ImportKind:
    """A record kind that files can be imported into.

    `options` names what the kind accepts beside those of every import: each function checks a value, raising `Invalid`,
    and gives what `create` will find in `run.options` (as JSON). `row_keys`: the keys a new record would hold, for
    trials to notice that somebody comes twice. `undo` needs `part_kind`, the subject kind of parts that may be
    touched by themselves. Ask `fields_of` for the fields, never `fields`.
    """

    kind: str
    fields: tuple[ImportField, ...]
    create: Creates
    permission: str
    options: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    updating: Updating | None = None
    undo: Undoes | None = None
    part_kind: str = ""
    row_keys: Callable[[ParsedRow], frozenset[Key]] | None = None


def _number(typed: str) -> int:
    plain = squash(typed).removeprefix("#")
    if not plain.isdecimal() or len(plain) > 18:
        raise Invalid("importing.not_an_integer", value=typed[:40])
    return int(plain)


# The number of a record in this system: it finds the record to update, and is never written.
RECORD_ID = ImportField(
    "record_id",
    "fields.importing.record_id",
    aliases=("系统编号", "记录编号", "record id", "record number"),
    parse=_number,
)
Source = Callable[[], Iterable[ImportField]]
_more: dict[str, list[Source]] = {}


def fields_of(kind: ImportKind) -> tuple[ImportField, ...]:
    """Everything a column may become: the module's own fields, what `add_fields` adds now, and the record's number."""
    added = [one for source in _more.get(kind.kind, ()) for one in source()]
    return (*kind.fields, *added, *((RECORD_ID,) if kind.updating else ()))


def fields_by_name(kind: ImportKind) -> dict[str, ImportField]:
    """The same by name. Each call asks all sources: whoever looks up more than one calls it once."""
    return {one.name: one for one in fields_of(kind)}


def add_fields(kind: str, source: Source) -> None:
    """Fields that somebody above defines at run time; `source` is asked each time. Values arrive in `ParsedRow.values`."""
    _more.setdefault(kind, []).append(source)


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
