"""Roles: what they grant, who may hand them out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dabiao.core.access import epochs, events
from dabiao.core.access.models import AccessEpoch, Role, User
from dabiao.core.actor import BREADTH, Actor, Scope
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.models import Event, EventSubject
from dabiao.core.events.services import record
from dabiao.core.locking import wired

_known: frozenset[str] = frozenset()


# what a role demands of its holders and how much it lets them use up, beside its grants
CONDITIONS = (
    "requires_factor",
    "reveals_per_day",
    "rows_per_export",
    "export_rows_per_day",
    "exports_need_approval",
)


def find_roles(codes: Iterable[str]) -> list[Role]:
    wanted = list(dict.fromkeys(codes))
    found = {role.code: role for role in Role.objects.filter(code__in=wanted)}
    missing = [code for code in wanted if code not in found]
    if missing:
        raise Invalid("access.unknown_role", field="roles", value=", ".join(missing))
    return [found[code] for code in wanted]


def grantable_roles(codes: Iterable[str], *, actor: Actor) -> list[Role]:
    """The roles, if the actor may hand them out: who may not edit roles gives none that reach beyond their own.

    Raises `access.unknown_role`, `access.role_beyond_own`.
    """
    roles = find_roles(codes)
    if not actor.may("role.edit"):
        for role in roles:
            if any(not _within_own(actor, permission, scope) for permission, scope in role.grants.items()):
                raise Forbidden("access.role_beyond_own", field="roles", value=role.code)
    return roles


def _within_own(actor: Actor, permission: str, scope: str) -> bool:
    own = actor.scope(permission)
    return own is not None and BREADTH[Scope(scope)] <= BREADTH[own]


def bump_all() -> None:
    """Make every process rebuild every actor: units or roles changed."""
    if not AccessEpoch.objects.filter(pk=1).update(value=F("value") + 1):
        AccessEpoch.objects.create(pk=1)


def announce() -> None:
    """What every process keeps has changed: others read it anew from their next request, this one at once and after the
    commit."""
    bump_all()
    epochs.forget_all()
    transaction.on_commit(epochs.forget_all)


def bump_user(user_id: int) -> None:
    User.objects.filter(pk=user_id).update(access_version=F("access_version") + 1)


@transaction.atomic
def save_role(
    *,
    code: str,
    name: str,
    grants: Mapping[str, str],
    conditions: Mapping[str, Any] | None = None,
    known: frozenset[str],
    actor: Actor,
    now: datetime,
) -> Role:
    """Create or change a role. Of `CONDITIONS`, those that `conditions` says nothing of stay as they are.

    Raises `access.unknown_permission`, `access.unknown_scope`, `access.last_administrator`.
    """
    actor.require("role.edit")
    _check_grants(grants, known)
    role, _ = Role.objects.select_for_update().get_or_create(code=code)
    if code == "operations" and "role.edit" not in grants:
        raise Invalid("access.last_administrator", field="permissions")
    wanted = {"grants": dict(grants), "name": name, **(conditions or {})}
    before = {field: getattr(role, field) for field in wanted}
    changes = wired(
        {field: (before[field], value) for field, value in wanted.items() if before[field] != value}
    )
    for field, value in wanted.items():
        setattr(role, field, value)
    role.version += 1
    role.save()
    bump_all()
    record(events.RoleChanged(code=code, changes=changes), ("role", role.pk), actor=actor, now=now)
    return role


def _check_grants(grants: Mapping[str, str], known: frozenset[str]) -> None:
    for permission, scope in grants.items():
        if permission not in known:
            raise Invalid("access.unknown_permission", field="permissions", value=permission)
        if scope not in Scope._value2member_map_:
            raise Invalid("access.unknown_scope", field="permissions", value=scope, known=", ".join(Scope))


def known_permissions() -> frozenset[str]:
    """Every permission there is: the administrator's preset holds them all."""
    return _known


def declare_permissions(known: frozenset[str]) -> None:
    global _known
    _known = known


def ensure_roles(presets: Mapping[str, Mapping[str, str]], caps: Mapping[str, Mapping[str, int]]) -> None:
    """Write the roles the product ships with, leaving the grants of those that an administrator has changed.

    A role from before there were `caps` gets them as a new one does; a cap that an administrator ever set or lifted stays
    as they left it.
    """
    for code, grants in presets.items():
        fresh = {"grants": dict(grants), "built_in": True, **caps.get(code, {})}
        role, created = Role.objects.get_or_create(code=code, defaults=fresh)
        if not created:
            wanted: dict[str, Any] = dict(_never_decided(role, caps.get(code, {})))
            if role.version == 1 and role.grants != dict(grants):
                wanted["grants"] = dict(grants)
            if wanted:
                Role.objects.filter(pk=role.pk).update(**wanted)
    bump_all()


def _never_decided(role: Role, caps: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    """Of these caps those that the role lacks and nobody has said anything of."""
    lacking = {name: cap for name, cap in caps.items() if getattr(role, name) is None}
    if lacking:
        told = EventSubject.objects.filter(kind="role", object_id=role.pk).values("event_id")
        changes = Event.objects.filter(pk__in=told, kind=events.RoleChanged.kind).values_list(
            "data", flat=True
        )
        decided = {name for data in changes for name in data["changes"]}
        yield from ((name, cap) for name, cap in lacking.items() if name not in decided)
