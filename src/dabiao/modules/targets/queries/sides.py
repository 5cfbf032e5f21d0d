"""Who speaks for which side of a figure, and who is told of it."""

from collections.abc import Iterable
from typing import Protocol

from dabiao.core.actor import Actor
from dabiao.core.scoping import Owned, reaches
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import Side
from dabiao.modules.targets.models import Node, Tree
from dabiao.modules.targets.queries import MANAGE, may_declare, may_set


class Stands(Owned, Protocol):
    """A node of a tree, as a model or as a plain row."""

    @property
    def parent_id(self) -> int | None: ...


class Sides:
    """Of the nodes of one tree, all of them known: two statements, however many figures are asked about."""

    def __init__(self, tree: Tree, nodes: Iterable[Stands] | None = None) -> None:
        self.tree = tree
        known: Iterable[Stands] = Node.objects.filter(tree_id=tree.pk) if nodes is None else nodes
        self._nodes = {node.pk: node for node in known}
        self._working = org.working({node.owner_id for node in self._nodes.values() if node.owner_id})

    def node(self, id: int) -> Stands:
        return self._nodes[id]

    def parent(self, node: Stands) -> Stands | None:
        return self._nodes.get(node.parent_id or 0)

    def answerable(self, node: Stands) -> int | None:
        """Who has to reach it: its owner, or who answers for the nearest node above where that is nobody at work."""
        found: Stands | None = node
        while found is not None:
            if found.owner_id in self._working:
                return found.owner_id
            found = self.parent(found)
        return None

    def setting(self, node: Stands) -> int | None:
        """Who is told of what those below say: who answers for the node above, of the root who keeps the tree."""
        parent = self.parent(node)
        return self.tree.owner_id if parent is None else self.answerable(parent)

    def told(self, node: Stands, side: Side) -> int | None:
        return self.setting(node) if side == Side.ABOVE else self.answerable(node)

    def speaks(self, actor: Actor, node: Stands, side: Side) -> bool:
        """Setting is for who may set; only who has to reach a figure says yes to it from below."""
        if side == Side.ABOVE:
            return may_set(actor, node, self.parent(node), self.tree)
        return may_declare(actor, node) and self.answers(actor, node)

    def answers(self, actor: Actor, node: Stands) -> bool:
        """Whether nobody else has to reach it."""
        return self.answerable(node) in (None, actor.user_id)

    def keeps(self, actor: Actor) -> bool:
        return reaches(actor, MANAGE, self.tree)
