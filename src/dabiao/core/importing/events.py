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


@dataclass(frozen=True)
class ImportRejectsExported(Fact):
    """Somebody took the rejected rows out: personal data left the house."""

    kind: ClassVar[str] = "import.rejects_exported"

    filename: str
    rows: int
