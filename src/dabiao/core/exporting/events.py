"""Facts about exports: who asked for what, who let it pass, and when it left the house. `what` is the filters in words."""

from dataclasses import dataclass
from typing import ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ExportAsked(Fact):
    kind: ClassVar[str] = "export.asked"

    record_kind: str
    what: str
    rows: int
    format: str
    need: str
    reason: str


@dataclass(frozen=True)
class ExportApproved(Fact):
    kind: ClassVar[str] = "export.approved"

    record_kind: str
    what: str
    rows: int
    asked_by: str
    word: str


@dataclass(frozen=True)
class ExportRefused(Fact):
    kind: ClassVar[str] = "export.refused"

    record_kind: str
    what: str
    rows: int
    asked_by: str
    word: str


@dataclass(frozen=True)
class ExportLapsed(Fact):
    """Nobody decided in time."""

    kind: ClassVar[str] = "export.lapsed"

    record_kind: str
    what: str
    rows: int
    asked_by: str


@dataclass(frozen=True)
class ExportWritten(Fact):
    """The file lies ready: `rows` is how many it holds."""

    kind: ClassVar[str] = "export.written"

    record_kind: str
    what: str
    rows: int
    asked_by: str
    format: str


@dataclass(frozen=True)
class ExportFailed(Fact):
    kind: ClassVar[str] = "export.failed"

    record_kind: str
    what: str
    asked_by: str
    error: str


@dataclass(frozen=True)
class ExportCancelled(Fact):
    kind: ClassVar[str] = "export.cancelled"

    record_kind: str
    what: str


@dataclass(frozen=True)
class ExportDownloaded(Fact):
    """Personal data left the house."""

    kind: ClassVar[str] = "export.downloaded"

    record_kind: str
    what: str
    rows: int
    format: str


@dataclass(frozen=True)
class ExportExpired(Fact):
    """The file was deleted."""

    kind: ClassVar[str] = "export.expired"

    record_kind: str
    what: str
    rows: int
    downloads: int
