from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class MessengerChanged(Fact):
    """How the company is connected. Of secrets only the names: that they are others now."""

    kind: ClassVar[str] = "messenger.changed"
    messenger: str
    changes: dict[str, list[Any]]
    secrets: list[str]


@dataclass(frozen=True)
class MessengerAccountsChanged(Fact):
    """Who people are in a messenger; an empty account: nobody any more."""

    kind: ClassVar[str] = "messenger.accounts_changed"
    messenger: str
    count: int
    accounts: dict[str, str]
