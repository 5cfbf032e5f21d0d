"""Facts about imports."""

from dataclasses import dataclass
from typing import ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ImportStarted(Fact):
    kind: ClassVar[str] = "import.started"

    record_kind: str
    filename: str
    total: int
    dry_run: bool = False
    mode: str = "create"


@dataclass(frozen=True)
class ImportFinished(Fact):
    """The end of an import, whichever it was: `status` is done, failed or cancelled."""

    kind: ClassVar[str] = "import.finished"

    record_kind: str
    filename: str
    status: str
    total: int
    created: int
    joined: int
    rejected: int
    error: str = ""
    dry_run: bool = False
    updated: int = 0
    mode: str = "create"


@dataclass(frozen=True)
class ImportRejectsExported(Fact):
    """Somebody took the rejected rows out: personal data left the house."""

    kind: ClassVar[str] = "import.rejects_exported"

    filename: str
    rows: int


@dataclass(frozen=True)
class ImportUndoAsked(Fact):
    kind: ClassVar[str] = "import.undo_asked"

    record_kind: str
    filename: str
    rows: int


@dataclass(frozen=True)
class ImportUndone(Fact):
    """The end of an undo: how many rows were taken back, and how many are kept, in part or whole."""

    kind: ClassVar[str] = "import.undone"

    record_kind: str
    filename: str
    status: str
    undone: int
    kept: int


@dataclass(frozen=True)
class ImportRowsExported(Fact):
    """Somebody took the results of the rows out."""

    kind: ClassVar[str] = "import.rows_exported"

    filename: str
    rows: int
