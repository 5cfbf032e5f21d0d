"""Facts of the market, in the past tense."""

from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class NoteAdded(Fact):
    kind: ClassVar[str] = "market.added"
    note_id: int
    title: str
    competitor: str
    competitor_id: int | None
    important: bool


@dataclass(frozen=True)
class NoteEdited(Fact):
    kind: ClassVar[str] = "market.edited"
    title: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class NoteRetired(Fact):
    kind: ClassVar[str] = "market.retired"
    title: str
    reason: str


@dataclass(frozen=True)
class NoteRevived(Fact):
    kind: ClassVar[str] = "market.revived"
    title: str


@dataclass(frozen=True)
class NoteJudged(Fact):
    """`verdict` is empty when somebody took theirs back."""

    kind: ClassVar[str] = "market.judged"
    title: str
    verdict: str


@dataclass(frozen=True)
class ProfileEdited(Fact):
    kind: ClassVar[str] = "competitor.profile_edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class CardWritten(Fact):
    kind: ClassVar[str] = "battle_card.written"
    title: str


@dataclass(frozen=True)
class CardEdited(Fact):
    kind: ClassVar[str] = "battle_card.edited"
    title: str
    edition: int
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class CardReviewed(Fact):
    kind: ClassVar[str] = "battle_card.reviewed"
    title: str


@dataclass(frozen=True)
class CardJudged(Fact):
    """Somebody said in a deal whether the card helped."""

    kind: ClassVar[str] = "battle_card.judged"
    title: str
    helped: bool
