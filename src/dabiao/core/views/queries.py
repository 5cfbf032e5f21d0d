"""Reads of views: one's own, those shared with a unit one stands in, and everybody's."""

from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.pruning import pruned
from dabiao.core.views.models import Sharing, View, ViewChoice

SHOWN = ("id", "kind", "name", "owner_id", "shared", "base", "filters", "sort", "columns", "version")


def visible_to(actor: Actor) -> QuerySet[View]:
    """A view is only a way to look: whoever opens it sees no more records than before."""
    return View.objects.filter(
        Q(owner_id=actor.person)
        | Q(shared=Sharing.EVERYONE)
        | Q(shared=Sharing.UNIT, unit_id__in=list(actor.unit_path))
    )


def may_edit(view: View, actor: Actor) -> bool:
    """Whose it is; and who keeps the company's views, as their owners may leave."""
    return view.owner_id == actor.user_id or (view.shared == Sharing.EVERYONE and actor.may("view.share"))


def listing(kind: str, *, actor: Actor) -> dict[str, Any]:
    """The views of a kind in this person's order, and the id of the one that opens first."""
    actor.require(vocabulary.of(kind).permission)
    choice = ViewChoice.objects.filter(user_id=actor.person, kind=kind).first()
    places = {id: place for place, id in enumerate(choice.order)} if choice else {}
    views = list(visible_to(actor).filter(kind=kind).select_related("owner"))
    views.sort(key=lambda view: (places.get(view.pk, len(places)), view.pk))
    first = choice.first_id if choice else None
    return {
        "items": [shown(view, actor) for view in views],
        "first_id": first if any(view.pk == first for view in views) else None,
    }


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    return shown(visible_to(actor).select_related("owner").get(pk=id), actor)


def shown(view: View, actor: Actor) -> dict[str, Any]:
    """A view as it opens today: without the conditions that no longer mean anything, which are named."""
    where, dropped = pruned(view.where, vocabulary.of(view.kind))
    return {
        **{name: getattr(view, name) for name in SHOWN},
        "owner_name": view.owner.name,
        "where": where,
        "dropped": dropped,
        "actions": ["edit"] if may_edit(view, actor) else [],
    }
