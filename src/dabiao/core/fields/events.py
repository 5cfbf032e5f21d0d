from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class FieldCreated(Fact):
    kind: ClassVar[str] = "field.created"
    of: str
    key: str
    label: str
    type: str


@dataclass(frozen=True)
class FieldEdited(Fact):
    kind: ClassVar[str] = "field.edited"
    of: str
    key: str
    label: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class FieldsArranged(Fact):
    """`keys` are all fields of the kind in their new order."""

    kind: ClassVar[str] = "field.arranged"
    of: str
    keys: list[str]


@dataclass(frozen=True)
class FieldRemoved(Fact):
    """Hidden everywhere; what records hold in it is kept."""

    kind: ClassVar[str] = "field.removed"
    of: str
    key: str
    label: str


@dataclass(frozen=True)
class FieldRestored(Fact):
    kind: ClassVar[str] = "field.restored"
    of: str
    key: str
    label: str


@dataclass(frozen=True)
class FieldPurgeAsked(Fact):
    """From here on there is no way back."""

    kind: ClassVar[str] = "field.purge_asked"
    of: str
    key: str
    label: str


@dataclass(frozen=True)
class FieldPurged(Fact):
    """Gone from all `records` that held something in it."""

    kind: ClassVar[str] = "field.purged"
    of: str
    key: str
    label: str
    records: int
