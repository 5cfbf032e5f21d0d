"""Trees and their nodes, one by one."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch
from dabiao.modules.targets.queries import nodes_for, tree_for, trees_for
from dabiao.modules.targets.queries.grid import shown

_NODE = ("id", "kind", "name", "parent_id", "unit_id", "owner_id", "from_on", "to_on")


def listing(*, actor: Actor) -> list[dict[str, Any]]:
    """Raises `access.forbidden`."""
    rows = trees_for(actor).select_related("metric", "unit").order_by("-starts_on", "state", "pk")
    return [shown(tree, actor) for tree in rows]


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`."""
    return shown(tree_for(id, actor=actor), actor)


def node(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`."""
    found = fetch(nodes_for(actor), id)
    return {name: getattr(found, name) for name in _NODE}
