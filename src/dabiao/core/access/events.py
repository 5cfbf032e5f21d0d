from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class SignedIn(Fact):
    kind: ClassVar[str] = "user.signed_in"


@dataclass(frozen=True)
class SignInRefused(Fact):
    kind: ClassVar[str] = "user.sign_in_refused"
    login: str
    locked: bool


@dataclass(frozen=True)
class SignedOut(Fact):
    kind: ClassVar[str] = "user.signed_out"


@dataclass(frozen=True)
class SessionsEnded(Fact):
    """Browsers were signed out from elsewhere."""

    kind: ClassVar[str] = "user.sessions_ended"
    count: int


@dataclass(frozen=True)
class FactorEnrolled(Fact):
    kind: ClassVar[str] = "user.factor_enrolled"


@dataclass(frozen=True)
class FactorRemoved(Fact):
    kind: ClassVar[str] = "user.factor_removed"


@dataclass(frozen=True)
class FactorReset(Fact):
    """An administrator took a person's second factor away."""

    kind: ClassVar[str] = "user.factor_reset"
    name: str


@dataclass(frozen=True)
class RecoveryCodeUsed(Fact):
    kind: ClassVar[str] = "user.recovery_code_used"
    left: int


@dataclass(frozen=True)
class RecoveryCodesRenewed(Fact):
    kind: ClassVar[str] = "user.recovery_codes_renewed"


@dataclass(frozen=True)
class PasswordChanged(Fact):
    kind: ClassVar[str] = "user.password_changed"


@dataclass(frozen=True)
class TokenIssued(Fact):
    kind: ClassVar[str] = "token.issued"
    name: str
    permissions: list[str]


@dataclass(frozen=True)
class TokenPaced(Fact):
    kind: ClassVar[str] = "token.paced"
    name: str
    per_minute: int
    before: int


@dataclass(frozen=True)
class TokenRevoked(Fact):
    kind: ClassVar[str] = "token.revoked"
    name: str


@dataclass(frozen=True)
class RoleChanged(Fact):
    kind: ClassVar[str] = "role.changed"
    code: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class Shared(Fact):
    kind: ClassVar[str] = "share.granted"
    user_id: int
    user_name: str
    level: str


@dataclass(frozen=True)
class Unshared(Fact):
    kind: ClassVar[str] = "share.withdrawn"
    user_id: int
    user_name: str


@dataclass(frozen=True)
class PasswordReset(Fact):
    """Somebody got a passing password from an administrator, and has to choose one of their own with it."""

    kind: ClassVar[str] = "user.password_reset"
    name: str


@dataclass(frozen=True)
class LooksSpent(Fact):
    """Somebody has looked at as many records in full as a day allows."""

    kind: ClassVar[str] = "user.looks_spent"
    name: str
    looked: int


@dataclass(frozen=True)
class LooksAdded(Fact):
    """A manager allowed somebody more for today."""

    kind: ClassVar[str] = "user.looks_added"
    name: str
    extra: int


@dataclass(frozen=True)
class CompanySettingsChanged(Fact):
    kind: ClassVar[str] = "company.settings_changed"
    changes: dict[str, list[Any]]
