"""Facts of checks, in the past tense."""

from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class _OfProgramme(Fact):
    name: str


@dataclass(frozen=True)
class CheckProgrammeCreated(_OfProgramme):
    kind: ClassVar[str] = "check_programme.created"


@dataclass(frozen=True)
class CheckProgrammeEdited(_OfProgramme):
    kind: ClassVar[str] = "check_programme.edited"
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class ChecksDrawn(_OfProgramme):
    """`reason` says why an extra draw was made; it is empty for the regular one of a period."""

    kind: ClassVar[str] = "check_programme.drawn"
    draw_id: int
    period: str
    records: int
    picked: int
    reason: str = ""


@dataclass(frozen=True)
class CheckFinished(Fact):
    """Stands on the timeline of the record that was looked at too: the result is between the two people and not told there."""

    kind: ClassVar[str] = "check.finished"
    check_id: int
    programme: str
    owner_id: int


@dataclass(frozen=True)
class _OfCheck(Fact):
    programme: str


@dataclass(frozen=True)
class CheckAnswered(_OfCheck):
    """The person said what they think of it."""

    kind: ClassVar[str] = "check.answered"
    reply: str
    checker_id: int | None


@dataclass(frozen=True)
class CheckReplaced(_OfCheck):
    """Its record was gone; `by_id` is the next of the draw, None where nothing was left."""

    kind: ClassVar[str] = "check.replaced"
    by_id: int | None


@dataclass(frozen=True)
class CheckHandedOver(_OfCheck):
    kind: ClassVar[str] = "check.handed_over"
    checker_id: int | None
    checker_name: str
