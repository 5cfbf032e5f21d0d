"""What every messenger does in its own way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar, Protocol

from django.conf import settings

REPLAY = timedelta(minutes=5)  # how old or early a callback may be

Values = Mapping[str, str]  # what an administrator entered, by field; an absent one is empty


class TokenRefused(Exception):
    """The service does not take this token (any more); with a new one it may."""


class Denied(Exception):
    """Whoever called back has not proved to be the service. Nobody is told why."""


@dataclass(frozen=True, slots=True)
class Field:
    """What an administrator copies from the messenger's own pages. `needed`: nothing can be sent without it."""

    name: str
    secret: bool = False
    needed: bool = True
    choices: tuple[str, ...] = ()  # the first is the default
    pattern: str = r"[\x21-\x7e]{1,200}"


@dataclass(frozen=True, slots=True)
class Message:
    """`link` is empty where the installation has no address; `key` is the same at every attempt."""

    title: str
    text: str
    link: str
    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """`reference` is the service's own name for the message; unless `sure` its fate must be asked for by that."""

    reference: str
    sure: bool = True


class Outcome(Enum):
    REACHED = "reached"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the service to us. Names of headers are in lower case."""

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    now: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    body: str
    content_type: str = "application/json"


class Messenger(Protocol):
    """All of these but `answer` speak to the service, and raise Refused, Postponed or Unsure; with a token, TokenRefused."""

    name: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]]
    repeats: ClassVar[bool]  # the service knows a message that it has by its key, and shows it once
    lookup: ClassVar[int]  # mobile numbers that one request looks up

    def token(self, values: Values) -> tuple[str, int]:
        """A new token and its life in seconds."""
        ...

    def send(self, values: Values, token: str, account: str, message: Message) -> Taken: ...

    def outcome(self, values: Values, token: str, account: str, reference: str) -> Outcome:
        """What became of a message that was taken without being sure."""
        ...

    def accounts(self, values: Values, token: str, mobiles: Sequence[str]) -> dict[str, str]:
        """mobile number → account, of those that the company has."""
        ...

    def answer(self, values: Values, call: Call) -> Answer:
        """Raises Denied."""
        ...


def plain(text: str) -> str:
    """Without what a messenger might read as markup: names come from people outside, who could put a link there."""
    return text.translate(_WIDE)


_WIDE = str.maketrans("<>[]*#`", "＜＞［］＊＃｀")


def base_url(name: str, default: str) -> str:
    """Where the service is; tests put one of their own in its place."""
    return str(settings.MESSENGER_URLS.get(name, default))


def check_fresh(timestamp: str, now: datetime, *, milliseconds: bool = False) -> None:
    """Raises Denied for a time that is not within five minutes of now."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 16):
        raise Denied
    seconds = int(timestamp) / (1000 if milliseconds else 1)
    if abs(now.timestamp() - seconds) > REPLAY.total_seconds():
        raise Denied
