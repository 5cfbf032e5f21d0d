from dataclasses import dataclass, field
from typing import ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class CommentAdded(Fact):
    kind: ClassVar[str] = "comment.added"
    comment_id: int
    text: str
    mentions: list[int]
    files: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class CommentEdited(Fact):
    """`changes` holds the text before and after, for the audit trail alone."""

    kind: ClassVar[str] = "comment.edited"
    comment_id: int
    changes: dict[str, list[str]]


@dataclass(frozen=True)
class CommentRemoved(Fact):
    kind: ClassVar[str] = "comment.removed"
    comment_id: int


@dataclass(frozen=True)
class CommentRestored(Fact):
    kind: ClassVar[str] = "comment.restored"
    comment_id: int
