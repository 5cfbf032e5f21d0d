"""The nodes of a tree as the company stands: units below its root, and who works in each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import Scope
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import Dimension, NodeKind
from dabiao.modules.targets.models import Node, Tree
from dabiao.modules.targets.queries import DECLARE


def plant(tree: Tree, *, now: datetime) -> list[Node]:
    """Add what the company has and the tree has not; returns what came. Other dimensions begin with their root alone."""
    units = [unit for unit in org.units() if unit["id"] in set(org.units_below(tree.unit_id))]
    if tree.dimension != Dimension.ORG:
        units = units[:1]
    standing = {node.unit_id: node for node in tree.nodes.filter(kind=NodeKind.UNIT, removed_at=None)}
    came = [_unit_node(tree, unit, standing, place, now) for place, unit in enumerate(units)]
    if tree.dimension == Dimension.ORG:
        came += _people(tree, standing, now=now)
    return [node for node in came if node is not None]


def _unit_node(
    tree: Tree, unit: dict[str, Any], standing: dict[int, Node], place: int, now: datetime
) -> Node | None:
    if unit["id"] in standing:
        return None
    node = Node.objects.create(
        tree=tree,
        kind=NodeKind.UNIT,
        parent=standing.get(unit["parent_id"]) if unit["id"] != tree.unit_id else None,
        name=unit["name"],
        place=place,
        owner_id=unit["leader_id"],
        unit_id=unit["id"],
        created_at=now,
    )
    standing[unit["id"]] = node
    return node


def _people(tree: Tree, standing: dict[int, Node], *, now: datetime) -> Sequence[Node]:
    """Whoever sells: people of a unit with figures of their own, but for who leads it, whose figure is the unit's."""
    staff = org.staff_of(set(standing))
    reach = org.scopes_of(set(staff), DECLARE)
    staff = {user: unit for user, unit in staff.items() if user in reach and reach[user] != Scope.ALL}
    there = set(tree.nodes.filter(kind=NodeKind.PERSON, removed_at=None).values_list("owner_id", "unit_id"))
    leaders = {node.owner_id for node in standing.values()}
    new = [one for one in sorted(staff.items()) if one not in there and one[0] not in leaders]
    names, careers = org.names_of([user for user, _ in new]), org.careers_of([user for user, _ in new])
    year = tree.starts_on
    return Node.objects.bulk_create(
        Node(
            tree=tree,
            kind=NodeKind.PERSON,
            parent=standing[unit_id],
            name=names[user_id],
            place=1_000,
            owner_id=user_id,
            unit_id=unit_id,
            from_on=careers[user_id]["hired_on"] if careers[user_id]["hired_on"] > year else None,
            created_at=now,
        )
        for user_id, unit_id in new
    )
