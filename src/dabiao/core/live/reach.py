"""Who hears of a change: exactly those whose lists showed the record before it, or show it after."""

from dataclasses import dataclass
from typing import Any, Self

from dabiao.core.actor import Actor
from dabiao.core.events.audience import Holder
from dabiao.core.scoping import covers, in_pool_reach


@dataclass(frozen=True, slots=True)
class Change:
    """A record, its newest version, and who has held it. No holders: only all-reaching actors and shares see
    it.
    """

    kind: str
    id: int
    version: int | None
    holders: frozenset[Holder]

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Self:
        """From one entry of `Event.audience`."""
        holders = frozenset(zip(entry["owner_ids"], entry["unit_ids"], strict=True))
        return cls(entry["kind"], entry["id"], entry["version"], holders)

    def with_later(self, later: "Change") -> "Change":
        """One change in place of two."""
        version = self.version if later.version is None else later.version
        return Change(self.kind, self.id, version, self.holders | later.holders)


_everybodys: set[str] = set()


def tell_everybody(kind: str) -> None:
    """Changes of this kind concern every screen, whoever sits before it: its records are nobody's. Called once by the
    owning app when it is ready."""
    _everybodys.add(kind)


_heard_by: dict[str, str] = {}


def heard_by(kind: str, permission: str) -> None:
    """Changes of this kind concern whom that permission lets see its records, where it is not `<kind>.read`. Called once
    by the owning app when it is ready."""
    _heard_by[kind] = permission


def sees(actor: Actor, change: Change) -> bool:
    """The WHERE of scoping, on what the event says of the record."""
    if change.kind in _everybodys:
        return True
    read, claim = _heard_by.get(change.kind, f"{change.kind}.read"), f"{change.kind}.claim"
    if not change.holders:
        return covers(actor, read, id=change.id, owner_id=None, unit_id=None)
    return any(
        covers(actor, read, id=change.id, owner_id=owner_id, unit_id=unit_id)
        or in_pool_reach(actor, claim, owner_id, unit_id)
        for owner_id, unit_id in change.holders
    )
