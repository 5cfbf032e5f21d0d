"""Who and what stands in a tree."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dabiao.core.actor import Actor
from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.tree import parse
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.modules.org import queries as org
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Dimension, NodeKind
from dabiao.modules.targets.models import Cell, Node, Tree
from dabiao.modules.targets.queries import picking
from dabiao.modules.targets.services._figures import Figures
from dabiao.modules.targets.services._locking import managed_tree
from dabiao.modules.targets.services._planting import plant

OF_DIMENSION = {
    Dimension.ORG: NodeKind.VACANCY,
    Dimension.PRODUCT: NodeKind.PRODUCT,
    Dimension.CUSTOMER_GROUP: NodeKind.CUSTOMER_GROUP,
    Dimension.PROJECT: NodeKind.PROJECT,
    Dimension.EVENT: NodeKind.EVENT,
}


@transaction.atomic
def bring_up_to_date(tree_id: int, *, actor: Actor, now: datetime) -> dict[str, list[str]]:
    """Who joined gets a node; who left, or moved to another unit, has an end on theirs. Their figures stay until somebody
    changes them. Returns the names: `{added, ended}`."""
    tree = managed_tree(tree_id, actor=actor)
    ended = _end_leavers(tree, now) if tree.dimension == Dimension.ORG else []
    added = [node.name for node in plant(tree, now=now)]
    if added or ended:
        record(events.NodesChanged(tree.name, added, ended), tree, actor=actor, now=now)
    return {"added": added, "ended": ended}


def _end_leavers(tree: Tree, now: datetime) -> list[str]:
    people = tree.nodes.filter(kind=NodeKind.PERSON, removed_at=None, to_on=None)
    standing = list(people.exclude(owner_id=None))
    careers = org.careers_of({node.owner_id for node in standing if node.owner_id})
    ended = []
    for node in standing:
        known = careers.get(node.owner_id or 0)
        if known is None or (known["left_on"] is None and known["unit_id"] == node.unit_id):
            continue
        node.to_on = max(
            known["left_on"] or now.astimezone(timezone.get_default_timezone()).date(),
            node.from_on or tree.starts_on,
        )
        ended.append(node.name)
    Node.objects.bulk_update([node for node in standing if node.to_on], ["to_on"])
    return ended


@transaction.atomic
def add_node(
    tree_id: int,
    *,
    parent_id: int,
    name: str = "",
    picked: Mapping[str, Any] | None = None,
    where: Mapping[str, Any] | None = None,
    from_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> Node:
    """A vacancy, a product, a customer group, a project or an event, by the tree's dimension. `picked` (see `picking`) says
    which, `where` narrows the metric's records in another way. Raises `core.required`, `core.not_found` for a parent or
    something picked that is none, `conditions.*`, `targets.cannot_narrow`."""
    tree = managed_tree(tree_id, actor=actor)
    parent = _node(tree, parent_id, "parent_id")
    kind = OF_DIMENSION[Dimension(tree.dimension)]
    found = picking.found(kind, tree.metric, picked or {}, actor=actor)
    name = name.strip() or found.name
    if not name:
        raise Invalid("core.required", field="name")
    node = Node.objects.create(
        tree=tree,
        kind=kind,
        parent=parent,
        name=name[:120],
        place=2_000,
        unit_id=parent.unit_id,
        product_id=found.product_id,
        where=_checked(tree, where) or found.where,
        from_on=from_on,
        created_at=now,
    )
    record(events.NodesChanged(tree.name, [node.name], []), tree, actor=actor, now=now)
    return node


def _checked(tree: Tree, where: Mapping[str, Any] | None) -> dict[str, Any]:
    """Raises `conditions.*`."""
    for source in picking.sources(tree.metric) if where else ():
        parse(dict(where or {}), vocabulary.of(source))
    return dict(where or {})


@transaction.atomic
def edit_node(node_id: int, *, tree_id: int, changes: Mapping[str, Any], actor: Actor, now: datetime) -> Node:
    """Its name, its days, its place, what narrows it. Raises `core.not_editable`, `core.required`, `core.not_found`,
    `conditions.*`."""
    tree = managed_tree(tree_id, actor=actor)
    node = _node(tree, node_id, "id")
    for name in changes:
        if name not in ("name", "from_on", "to_on", "place", "where"):
            raise Invalid("core.not_editable", field=name, known="name, from_on, to_on, place, where")
    _checked(tree, changes.get("where"))
    for name, value in changes.items():
        setattr(node, name, value.strip() if isinstance(value, str) else value)
    if not node.name:
        raise Invalid("core.required", field="name")
    if node.from_on and node.to_on and node.to_on < node.from_on:
        raise Invalid("targets.ends_before_start", field="to_on")
    node.save(update_fields=[*changes])
    return node


@transaction.atomic
def end_node(node_id: int, *, tree_id: int, actor: Actor, now: datetime) -> None:
    """Take a node and all below it out of the tree; its figures count no longer. Raises `targets.has_locked` (409) where
    something is locked, `targets.below_parent` where what is left is too little for a closed division."""
    tree = managed_tree(tree_id, actor=actor)
    node = _node(tree, node_id, "id")
    if node.parent_id is None:
        raise Conflict("targets.root_stays", field="id", name=node.name)
    gone = _with_below(tree, node)
    cells = list(Cell.objects.filter(node_id__in=[one.pk for one in gone]).select_related("node"))
    if any(cell.locked_at is not None for cell in cells):
        raise Conflict("targets.has_locked", field="id", name=node.name)
    Node.objects.filter(pk__in=[one.pk for one in gone]).update(removed_at=now)
    figures = Figures(tree)
    figures.load(tree.grains)
    figures.settle([cell for cell in cells if cell.node_id == node.pk])
    record(events.NodesChanged(tree.name, [], [one.name for one in gone]), tree, actor=actor, now=now)


def _node(tree: Tree, id: int, field: str) -> Node:
    node = Node.objects.filter(tree=tree, pk=id, removed_at=None).first()
    if node is None:
        raise NotFound("core.not_found", field=field, kind="target_node", id=id)
    return node


def _with_below(tree: Tree, node: Node) -> list[Node]:
    found, waiting = [], [node]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += Node.objects.filter(tree=tree, parent=one, removed_at=None)
    return found
