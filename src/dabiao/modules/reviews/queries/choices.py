"""What may be reviewed: trees, the nodes in them that the actor may write about, and their periods."""

from collections import defaultdict
from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.scoping import covers
from dabiao.modules.reviews.queries import WRITE
from dabiao.modules.targets import queries as targets
from dabiao.modules.targets.enums import NodeKind, TreeState
from dabiao.modules.targets.queries.grid import ordered

PERIODS = 4  # of one length: the running one and those before it
KINDS = (NodeKind.UNIT, NodeKind.PERSON)


def may_write(actor: Actor, node: Any) -> bool:
    return covers(actor, WRITE, id=0, owner_id=node.owner_id, unit_id=node.unit_id)


def choices(*, actor: Actor, today: date) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(WRITE)
    nodes: dict[int, list[Any]] = defaultdict(list)
    for node in targets.nodes_for(actor).filter(kind__in=KINDS):
        nodes[node.tree_id].append(node)
    trees = targets.trees_for(actor).filter(state=TreeState.OPEN, starts_on__lte=today)
    shown = [_tree(tree, nodes[tree.pk], actor, today) for tree in trees.order_by("-starts_on", "pk")[:50]]
    return {"items": [one for one in shown if one["nodes"]]}


def _tree(tree: Any, nodes: list[Any], actor: Actor, today: date) -> dict[str, Any]:
    return {
        "id": tree.pk,
        "name": tree.name,
        "nodes": [
            {"id": node.pk, "name": node.name, "kind": node.kind, "depth": depth}
            for node, depth in ordered(nodes)
            if may_write(actor, node)
        ],
        "grains": [{"grain": grain, "periods": _periods(tree, grain, today)} for grain in tree.grains],
    }


def _periods(tree: Any, grain: str, today: date) -> list[dict[str, Any]]:
    begun = [one for one in targets.periods_of(tree, grain) if one.first <= today]
    return [{"starts_on": one.first, "ends_on": one.last} for one in reversed(begun[-PERIODS:])]
