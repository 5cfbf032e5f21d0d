"""Facts about the allow-list. The key itself stays out of the log: it may be somebody's telephone number."""

from dataclasses import dataclass
from typing import ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class KeyShared(Fact):
    kind: ClassVar[str] = "identity.key_shared"
    key_kind: str
    note: str


@dataclass(frozen=True)
class KeyUnshared(Fact):
    kind: ClassVar[str] = "identity.key_unshared"
    key_kind: str
    note: str
