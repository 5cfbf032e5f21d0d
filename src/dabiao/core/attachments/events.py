from dataclasses import dataclass
from typing import ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class _OfFile(Fact):
    """Name and size as they were: the file may be gone when somebody reads it."""

    file_id: int
    name: str
    size: int


@dataclass(frozen=True)
class FileAdded(_OfFile):
    """On the record itself. What comes with a comment or contact is told by that."""

    kind: ClassVar[str] = "file.added"


@dataclass(frozen=True)
class FileRemoved(_OfFile):
    kind: ClassVar[str] = "file.removed"


@dataclass(frozen=True)
class FileRestored(_OfFile):
    kind: ClassVar[str] = "file.restored"


@dataclass(frozen=True)
class FileDownloaded(_OfFile):
    """For the audit trail alone: who took which file of which record."""

    kind: ClassVar[str] = "file.downloaded"
    about_kind: str
    about_id: int
    about_title: str
