"""Builds the Actor of a user, and keeps it until roles, units or shares change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import BigIntegerField

from dabiao.core.access import epochs, positions
from dabiao.core.access.models import LEVELS, AccessEpoch, Role, Share, User
from dabiao.core.actor import Actor, Scope, wider
from dabiao.core.kept import Given, Kept, KeptRecords

_KEPT = 2_000
_cache: dict[int, tuple[tuple[int, int], Actor]] = {}

_USER = Given("user", BigIntegerField())
_WHO = KeptRecords(User, lambda: User.objects.filter(pk=_USER))
_GRANTS = Kept(lambda: Role.objects.filter(users=_USER).values_list("grants"))
_SHARED = Kept(lambda: Share.objects.filter(user_id=_USER).values_list("kind", "object_id", "level"))


def build(user: User) -> Actor:
    """The actor as the database has it now."""
    position = positions.of(user.pk)
    return Actor(
        user_id=user.pk,
        name=user.name,
        unit_id=position.unit_id,
        unit_ids=position.unit_ids,
        unit_path=position.unit_path,
        grants=union(grants for (grants,) in _GRANTS(user=user.pk)),
        shares=_shares(user.pk),
    )


def union(grants: Iterable[dict[str, str]]) -> dict[str, Scope]:
    """Several roles together reach as far as the widest of them, permission by permission."""
    merged: dict[str, Scope] = {}
    for role in grants:
        for permission, scope in role.items():
            merged[permission] = wider(Scope(scope), merged.get(permission, Scope.SHARED))
    return merged


def _shares(user_id: int) -> dict[str, dict[int, str]]:
    shares: dict[str, dict[int, str]] = defaultdict(dict)
    for kind, object_id, level in _SHARED(user=user_id):
        shares[kind][object_id] = max(level, shares[kind].get(object_id, level), key=LEVELS.index)
    return dict(shares)


def cached(user_id: int, stamp: tuple[int, int]) -> Actor:
    """The actor for this (access version, epoch); built once per process and change."""
    epochs.seen(stamp[1])
    kept = _cache.get(user_id)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    actor = build(_user(user_id))
    if len(_cache) >= _KEPT:
        _cache.clear()
    _cache[user_id] = (stamp, actor)
    return actor


def forget_all() -> None:
    """Build every actor anew from now on, in this process."""
    _cache.clear()
    epochs.forget_all()


def of_user(user_id: int, *, via: str = "web") -> Actor:
    """The actor of a user outside any request: command line, jobs."""
    return replace(build(_user(user_id)), via=via)


def _user(user_id: int) -> User:
    for user in _WHO(user=user_id):
        return user
    raise User.DoesNotExist(f"there is no user {user_id}")


def epoch() -> int:
    return AccessEpoch.objects.values_list("value", flat=True).first() or 0
