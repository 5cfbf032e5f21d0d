"""Facts of quotas, in the past tense."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class QuotaKindCreated(Fact):
    kind: ClassVar[str] = "quota_kind.created"
    name: str


@dataclass(frozen=True)
class QuotaKindEdited(Fact):
    kind: ClassVar[str] = "quota_kind.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class QuotaSet(Fact):
    """So much is asked of somebody from a day on. `amount` null: what is asked of those above them holds again."""

    kind: ClassVar[str] = "quota.set"
    name: str
    whose: str
    amount: int | None
    before: int | None
    from_day: date


@dataclass(frozen=True)
class QuotaTermsEdited(Fact):
    kind: ClassVar[str] = "quota_terms.edited"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class QuotaDeclared(Fact):
    """Somebody said how much was done; on a number that stood, this corrects it."""

    kind: ClassVar[str] = "quota_count.declared"
    name: str
    person: str
    day: date
    before: int
    after: int
    word: str
    reason: str
