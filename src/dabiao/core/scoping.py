"""Data scope, expressed once: as a WHERE for lists and as a test on one row.

Rows carry `owner_id` (null while in a pool) and `unit_id`. Both forms are held together by a property test.
"""

from functools import reduce
from operator import or_
from typing import Any, Protocol, TypeVar

from django.db.models import Model, Q, QuerySet

from dabiao.core.actor import Actor, Scope
from dabiao.core.db import OwnColumns
from dabiao.core.errors import Forbidden, NotFound

M = TypeVar("M", bound=Model)
Condition = Q | OwnColumns


class Owned(Protocol):
    """A row with a holder. Read-only here, so that a computed owner serves too."""

    @property
    def pk(self) -> Any: ...

    @property
    def owner_id(self) -> int | None: ...

    @property
    def unit_id(self) -> int | None: ...


def scope_filter(
    actor: Actor, permission: str, *, prefix: str = "", owner: str = "owner_id"
) -> Condition | None:
    """The rows that `permission` reaches; None means all of them.

    `prefix` walks to the scoped row (`customer__`); `owner` names its owner column.
    """
    scope = actor.scope(permission)
    if scope is Scope.ALL:
        return None
    reach = _by_scope(actor, scope, owner)
    if scope is not None and (shared := shared_ids(actor, permission)):
        reach["pk"] = shared
    if not reach:
        return Q(pk__in=[])
    if prefix:
        return reduce(or_, (Q(**{f"{prefix}{column}__in": values}) for column, values in reach.items()))
    return OwnColumns(reach)


def _by_scope(actor: Actor, scope: Scope | None, owner: str) -> dict[str, list[int]]:
    """Column → the values that are enough, one of them in one of the columns."""
    if scope is None or scope is Scope.SHARED or actor.user_id is None:
        return {}
    own = {owner: [actor.user_id]}
    if scope is Scope.TEAM and actor.unit_id is not None:
        return own | {"unit_id": [actor.unit_id]}
    if scope is Scope.UNIT and actor.unit_ids:
        return own | {"unit_id": sorted(actor.unit_ids)}
    return own


def rights(actor: Actor, *permissions: str) -> tuple[Any, ...]:
    """All that `visible`, `pool_filter` and `scope_filter` read of the actor for these permissions: who has the same of it is
    shown by the same statement."""
    return (
        actor.user_id,
        actor.unit_id,
        actor.unit_ids,
        actor.unit_path,
        *((one, actor.scope(one), tuple(shared_ids(actor, one))) for one in permissions),
    )


def rights_on(actor: Actor, *kinds: str) -> tuple[Any, ...]:
    """`rights` by all that the actor may do to records of these kinds, whichever of it their `visible_to` asks for."""
    whole = ("system",) if actor.is_system else ()
    return (
        *whole,
        *kinds,
        *rights(actor, *sorted(one for one in actor.grants if one.split(".")[0] in kinds)),
    )


def _levels(permission: str) -> tuple[str, ...]:
    if permission.endswith((".read", ".read_phone")):
        return ("read", "team", "edit")
    return ("edit",)


def shared_ids(actor: Actor, permission: str) -> list[int]:
    """The records that were shared with the actor far enough for `permission`."""
    levels, shares = _levels(permission), actor.shares.get(permission.split(".")[0], {})
    return sorted(id_ for id_, level in shares.items() if level in levels)


def visible(
    queryset: QuerySet[M], actor: Actor, permission: str, *, prefix: str = "", owner: str = "owner_id"
) -> QuerySet[M]:
    """The rows of `queryset` that `permission` reaches. Every list, detail, search, export and report starts here."""
    condition = scope_filter(actor, permission, prefix=prefix, owner=owner)
    return queryset if condition is None else queryset.filter(condition)


def wholly_seen(actor: Actor, permission: str) -> frozenset[int] | None:
    """The units all of whose rows `permission` reaches; None: every one, and what lies in none."""
    scope = actor.scope(permission)
    if scope is Scope.ALL:
        return None
    if actor.user_id is None or scope is None:
        return frozenset()
    seen = {Scope.TEAM: [actor.unit_id], Scope.UNIT: actor.unit_ids}.get(scope, ())
    return frozenset(id for id in seen if id is not None)


def pool_filter(actor: Actor, claim: str) -> Condition:
    """Rows without an owner that the actor may claim: of the whole company, or of a unit the actor stands in."""
    if not actor.may(claim):
        return Q(pk__in=[])
    if actor.scope(claim) is Scope.ALL:
        return OwnColumns({}, empty="owner_id")
    return OwnColumns({"unit_id": [None, *actor.unit_path]}, empty="owner_id")


def in_pool_reach(actor: Actor, claim: str, owner_id: int | None, unit_id: int | None) -> bool:
    """`pool_filter` on one row."""
    if owner_id is not None or not actor.may(claim):
        return False
    return actor.scope(claim) is Scope.ALL or unit_id is None or unit_id in actor.unit_path


def covers(actor: Actor, permission: str, *, id: int, owner_id: int | None, unit_id: int | None) -> bool:
    """`visible` on one row's facts, in Python."""
    scope = actor.scope(permission)
    if scope is None or scope is Scope.ALL:
        return scope is Scope.ALL
    if actor.shares.get(permission.split(".")[0], {}).get(id) in _levels(permission):
        return True
    if scope is Scope.SHARED or actor.user_id is None:
        return False
    if owner_id == actor.user_id:
        return True
    if scope is Scope.TEAM:
        return unit_id is not None and unit_id == actor.unit_id
    return scope is Scope.UNIT and unit_id in actor.unit_ids


def reaches(actor: Actor, permission: str, row: Owned) -> bool:
    return covers(actor, permission, id=row.pk, owner_id=row.owner_id, unit_id=row.unit_id)


def demand(actor: Actor, permission: str, row: Owned) -> None:
    """Raise `access.forbidden` unless `permission` reaches this row."""
    if not reaches(actor, permission, row):
        raise Forbidden("access.forbidden", permission=permission)


def demand_part(actor: Actor, kind: str, row: Owned) -> None:
    """Raise `access.forbidden` unless the actor may edit the row or has a part in its team: enough for what one writes
    down about it."""
    if actor.shares.get(kind, {}).get(row.pk) != "team" or not actor.may(f"{kind}.read"):
        demand(actor, f"{kind}.edit", row)


def fetch(queryset: QuerySet[M], id: int, *, lock: bool = False) -> M:
    """The row, from a queryset already narrowed by `visible`. Raises `core.not_found`."""
    found = (queryset.select_for_update(of=("self",)) if lock else queryset).filter(pk=id).first()
    if found is None:
        raise NotFound(
            "core.not_found", kind=getattr(queryset.model, "subject_kind", queryset.model.__name__), id=id
        )
    return found
