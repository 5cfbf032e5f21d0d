"""Keeping lists as views: making, changing, sharing, ordering."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.conditions import tree, vocabulary
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit
from dabiao.core.scoping import fetch
from dabiao.core.views import events
from dabiao.core.views.models import Sharing, View, ViewChoice
from dabiao.core.views.queries import may_edit, visible_to

EDITABLE = frozenset({"name", "shared", "base", "where", "filters", "sort", "columns"})
MOST = 100


@transaction.atomic
def create(*, kind: str, values: Mapping[str, Any], actor: Actor, now: datetime) -> View:
    """A view of one's own, shared at once if so wished. Raises `views.too_many` and what its parts raise."""
    words = vocabulary.of(kind)
    actor.require(words.permission)
    if View.objects.filter(owner_id=actor.person, kind=kind).count() >= MOST:
        raise Invalid("views.too_many", field="name", limit=MOST)
    view = View(kind=kind, owner_id=actor.person, created_at=now, updated_at=now, **values)
    tree.parse(view.where, words)
    if view.shared != Sharing.NOBODY:
        _share(view, actor)
        record(events.ViewShared(name=view.name, of=kind, shared=view.shared), actor=actor, now=now)
    view.save()
    return view


@transaction.atomic
def edit(
    id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> View:
    """The view changed, by its owner or, where it is everybody's, by who may share with everybody."""
    view = _mine(id, actor)
    applied = merge_edit(view, changes, base=base, version=version, editable=EDITABLE)
    if "where" in applied:
        tree.parse(view.where, vocabulary.of(view.kind))
    if "shared" in applied:
        _share(view, actor)
        record(events.ViewShared(name=view.name, of=view.kind, shared=view.shared), actor=actor, now=now)
    if applied:
        view.updated_at = now
        view.save()
    return view


@transaction.atomic
def remove(id: int, *, actor: Actor, now: datetime) -> None:
    """The view is gone; lists that opened with it open as they did before."""
    view = _mine(id, actor)
    if view.shared != Sharing.NOBODY:
        record(events.ViewRemoved(name=view.name, of=view.kind), actor=actor, now=now)
    view.delete()


@transaction.atomic
def arrange(*, kind: str, ids: Sequence[int], actor: Actor) -> None:
    """This person's order of the views of a kind. Those not named follow; those out of sight are left out."""
    known = set(_of(kind, actor).values_list("pk", flat=True))
    order = [id for id in dict.fromkeys(ids) if id in known]
    ViewChoice.objects.update_or_create(user_id=actor.person, kind=kind, defaults={"order": order})


@transaction.atomic
def open_first(*, kind: str, view_id: int | None, actor: Actor) -> None:
    """The view with which this person's list of a kind opens; none for the list's own start."""
    known = _of(kind, actor)
    if view_id is not None and not known.filter(pk=view_id).exists():
        raise Invalid("core.not_found_here", field="view_id", value=view_id)
    ViewChoice.objects.update_or_create(user_id=actor.person, kind=kind, defaults={"first_id": view_id})


def _of(kind: str, actor: Actor) -> Any:
    actor.require(vocabulary.of(kind).permission)
    return visible_to(actor).filter(kind=kind)


def _mine(id: int, actor: Actor) -> View:
    view = fetch(visible_to(actor), id, lock=True)
    if not may_edit(view, actor):
        raise Forbidden("views.not_yours", field="id", name=view.owner.name)
    return view


def _share(view: View, actor: Actor) -> None:
    """With the actor's own unit and those below, or with everybody, which takes a permission."""
    if view.shared == Sharing.EVERYONE:
        actor.require("view.share")
    if view.shared == Sharing.UNIT and actor.unit_id is None:
        raise Invalid("views.no_unit", field="shared")
    view.unit_id = actor.unit_id if view.shared == Sharing.UNIT else None
