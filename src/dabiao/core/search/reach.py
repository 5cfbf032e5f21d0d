"""Whose records an actor may find, as tokens, so that the index itself leaves out all others.

Only to find quickly: what may be seen is decided where it always is, by each kind's own `visible_to`.
"""

from dataclasses import dataclass

from dabiao.core.actor import Actor, Scope
from dabiao.core.scoping import shared_ids
from dabiao.core.search.kinds import Searched


@dataclass(frozen=True)
class Reach:
    """`tokens` of which one is enough, None for all records; and `shared` entries besides."""

    tokens: tuple[str, ...] | None
    shared: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.tokens == () and not self.shared

    @property
    def is_narrow(self) -> bool:
        """Nothing but somebody's own records, and single ones besides."""
        return self.tokens is not None and all(token[0] == "o" for token in self.tokens)


EVERYTHING = Reach(None)


def of(actor: Actor, searched: Searched, permission: str = "") -> Reach:
    """What `permission` reaches; the kind's own `read` unless given."""
    permission = permission or searched.read
    scope = actor.scope(permission)
    if scope is Scope.ALL:
        return EVERYTHING
    owned = () if scope is None else _owned(actor, scope)
    shared = () if scope is None else _shared(actor, searched, permission)
    return Reach((*owned, *_pool(actor, searched)), shared)


def _owned(actor: Actor, scope: Scope) -> tuple[str, ...]:
    if scope is Scope.SHARED or actor.user_id is None:
        return ()
    units: tuple[int, ...] = ()
    if scope is Scope.TEAM and actor.unit_id is not None:
        units = (actor.unit_id,)
    elif scope is Scope.UNIT:
        units = tuple(sorted(actor.unit_ids))
    return (f"o{actor.user_id}", *(f"u{unit}" for unit in units))


def _pool(actor: Actor, searched: Searched) -> tuple[str, ...]:
    if not searched.claim or not actor.may(searched.claim):
        return ()
    if actor.scope(searched.claim) is Scope.ALL:
        return ("p",)
    return ("p0", *(f"p{unit}" for unit in actor.unit_path))


def _shared(actor: Actor, searched: Searched, permission: str) -> tuple[int, ...]:
    ids = shared_ids(actor, permission)
    if ids and searched.shared_by != "pk":
        rows = searched.model._default_manager.filter(**{f"{searched.shared_by}__in": ids})
        ids = list(rows.values_list("pk", flat=True))
    return tuple(searched.entry_id(id) for id in ids)
