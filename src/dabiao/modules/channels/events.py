"""Facts of channels, in the past tense."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ConnectionMade(Fact):
    kind: ClassVar[str] = "connection.made"
    name: str
    platform: str


@dataclass(frozen=True)
class ConnectionEdited(Fact):
    """Of a secret or an address it is told only that they changed."""

    kind: ClassVar[str] = "connection.edited"
    name: str
    changes: dict[str, list[Any]]
    secret_changed: bool = False
    address_changed: bool = False


@dataclass(frozen=True)
class CallTaken(Fact):
    """A telephone call with somebody we know came to its end; `user_id` is who of us spoke, where that is known."""

    kind: ClassVar[str] = "call.taken"
    direction: str
    user_id: int | None
    user_name: str
    answered: bool
    seconds: int
    occurred_at: datetime


@dataclass(frozen=True)
class CallRecorded(Fact):
    """Where the recording of a call lies, at the telephone system."""

    kind: ClassVar[str] = "call.recorded"
    recording: str


@dataclass(frozen=True)
class CampaignCreated(Fact):
    kind: ClassVar[str] = "campaign.created"
    name: str
    source: str


@dataclass(frozen=True)
class CampaignEdited(Fact):
    kind: ClassVar[str] = "campaign.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class SpendEntered(Fact):
    """Also an amount put in the place of another for the same days."""

    kind: ClassVar[str] = "spend.entered"
    campaign: str
    source: str
    first_on: str
    last_on: str
    amount_minor: int
    before_minor: int | None


@dataclass(frozen=True)
class SpendRemoved(Fact):
    kind: ClassVar[str] = "spend.removed"
    campaign: str
    source: str
    first_on: str
    last_on: str
    amount_minor: int
