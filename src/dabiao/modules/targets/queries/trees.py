"""Trees, one by one."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.modules.targets.queries import tree_for, trees_for
from dabiao.modules.targets.queries.grid import shown


def listing(*, actor: Actor) -> list[dict[str, Any]]:
    """Raises `access.forbidden`."""
    rows = trees_for(actor).select_related("metric", "unit").order_by("-starts_on", "state", "pk")
    return [shown(tree, actor) for tree in rows]


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`."""
    return shown(tree_for(id, actor=actor), actor)
