"""Who acts, and how far each permission of theirs reaches. Pure: no Django, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from dabiao.core.errors import Forbidden, Unauthenticated

NOTHING: Mapping[str, Mapping[int, str]] = MappingProxyType({})


class Scope(StrEnum):
    """How far a permission reaches, narrowest first. Records shared with the actor are always added."""

    SHARED = "shared"
    OWN = "own"
    TEAM = "team"
    UNIT = "unit"
    ALL = "all"


BREADTH = {scope: rank for rank, scope in enumerate(Scope)}


def wider(one: Scope, other: Scope) -> Scope:
    return one if BREADTH[one] >= BREADTH[other] else other


@dataclass(frozen=True, slots=True)
class Actor:
    """One person, token or the system itself, with everything needed to decide what it may see and do.

    `unit_ids` are the actor's unit and all below; `unit_path` the actor's unit and all above.
    `shares` maps a record kind to `{record id: "read" | "edit"}`.
    """

    user_id: int | None
    name: str
    unit_id: int | None = None
    unit_ids: frozenset[int] = frozenset()
    unit_path: tuple[int, ...] = ()
    grants: Mapping[str, Scope] = field(default_factory=dict)
    shares: Mapping[str, Mapping[int, str]] = field(default_factory=lambda: NOTHING)
    via: str = "web"
    address: str = ""
    is_system: bool = False
    pending: str = ""  # what has to be done before anything else; the actor may do nothing until then

    @property
    def person(self) -> int:
        """The user id of an actor that must be somebody. Raises `access.unauthenticated` for the system."""
        if self.user_id is None:
            raise Unauthenticated("access.unauthenticated")
        return self.user_id

    def scope(self, permission: str) -> Scope | None:
        return Scope.ALL if self.is_system else self.grants.get(permission)

    def may(self, permission: str) -> bool:
        return self.scope(permission) is not None

    def require(self, permission: str) -> None:
        """Raise `access.forbidden` unless the permission is granted in some scope."""
        if not self.may(permission):
            raise Forbidden("access.forbidden", permission=permission)


SYSTEM = Actor(user_id=None, name="system", via="system", is_system=True)
