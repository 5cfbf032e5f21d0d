"""Facts of conversations: who talked with whom. What is said stands in `Message`."""

from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ConversationOpened(Fact):
    """A visitor began to talk."""

    kind: ClassVar[str] = "conversation.opened"
    conversation_id: int
    channel: str
    site_id: int | None
    site_name: str


@dataclass(frozen=True)
class ConversationQueued(Fact):
    """It wants a person. `reason`: asked (by the visitor), lost (by the bot), offline, returned (by who had it)."""

    kind: ClassVar[str] = "conversation.queued"
    conversation_id: int
    reason: str
    words: str = ""


@dataclass(frozen=True)
class ConversationTaken(Fact):
    """Somebody has it from now on; `from_*` is empty when it came out of the queue."""

    kind: ClassVar[str] = "conversation.taken"
    conversation_id: int
    owner_id: int
    owner_name: str
    from_owner_id: int | None = None
    from_owner_name: str = ""
    words: str = ""


@dataclass(frozen=True)
class ConversationAnswered(Fact):
    """A person of ours answered: once for all they say until the other side speaks again, or they come back after a pause.
    `about_*` as on the conversation: empty and null until it is known whom it is with."""

    kind: ClassVar[str] = "conversation.answered"
    conversation_id: int
    user_id: int
    user_name: str
    about_kind: str
    about_id: int | None


@dataclass(frozen=True)
class ConversationLinked(Fact):
    """It is known whom it is with. `by`: said (their number stood in it), person (somebody named them)."""

    kind: ClassVar[str] = "conversation.linked"
    conversation_id: int
    about_kind: str
    about_id: int
    by: str


@dataclass(frozen=True)
class ConversationClosed(Fact):
    """It is over. `said` counts messages of both; `first_answer_seconds` from the wish for a person to their first word."""

    kind: ClassVar[str] = "conversation.closed"
    conversation_id: int
    ending: str
    owner_id: int | None
    owner_name: str
    said: int
    first_answer_seconds: int | None


@dataclass(frozen=True)
class ConversationReopened(Fact):
    """It was closed too soon, and goes on with who had it."""

    kind: ClassVar[str] = "conversation.reopened"
    conversation_id: int


@dataclass(frozen=True)
class ConversationNamed(Fact):
    """Somebody of ours knows by now what the visitor is called."""

    kind: ClassVar[str] = "conversation.named"
    conversation_id: int
    name: str


@dataclass(frozen=True)
class VisitorBlocked(Fact):
    """Whoever this was talks to us no more."""

    kind: ClassVar[str] = "conversation.visitor_blocked"
    conversation_id: int
    name: str


@dataclass(frozen=True)
class VisitorLetIn(Fact):
    """They may talk to us again."""

    kind: ClassVar[str] = "conversation.visitor_let_in"
    conversation_id: int
    name: str


@dataclass(frozen=True)
class ChatSiteCreated(Fact):
    kind: ClassVar[str] = "chat_site.created"
    name: str


@dataclass(frozen=True)
class ChatSiteEdited(Fact):
    kind: ClassVar[str] = "chat_site.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class BotAnswerWritten(Fact):
    """New, or another by now: `changes` is empty for a new one."""

    kind: ClassVar[str] = "bot_answer.written"
    asked: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class BotAnswerRemoved(Fact):
    kind: ClassVar[str] = "bot_answer.removed"
    asked: str


@dataclass(frozen=True)
class BotAnswersReordered(Fact):
    kind: ClassVar[str] = "bot_answer.reordered"
    asked: list[str]


@dataclass(frozen=True)
class CannedWritten(Fact):
    """A reply that all have ready is new, or another by now."""

    kind: ClassVar[str] = "canned_reply.written"
    shortcut: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class CannedRemoved(Fact):
    kind: ClassVar[str] = "canned_reply.removed"
    shortcut: str
