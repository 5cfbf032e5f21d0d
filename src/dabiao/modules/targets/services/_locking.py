"""The lock of a tree: whoever writes its figures holds its row."""

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.scoping import demand, fetch
from dabiao.modules.targets.enums import TreeState
from dabiao.modules.targets.models import Tree
from dabiao.modules.targets.queries import MANAGE, trees_for


def locked_tree(tree_id: int, *, actor: Actor) -> Tree:
    """The tree, until the transaction ends nobody else's to write. Raises `core.not_found`, `targets.archived` (409)."""
    tree = fetch(trees_for(actor).select_related("metric"), tree_id, lock=True)
    if tree.state == TreeState.ARCHIVED:
        raise Conflict("targets.archived", field="state", name=tree.name)
    return tree


def managed_tree(tree_id: int, *, actor: Actor) -> Tree:
    """The same, for whoever keeps it. Raises `access.forbidden` as well."""
    tree = locked_tree(tree_id, actor=actor)
    demand(actor, MANAGE, tree)
    return tree
