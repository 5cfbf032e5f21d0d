"""Who and what stands in a tree."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dabiao.core.actor import Actor
from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.tree import parse
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.locking import Changes, merge_edit, wired
from dabiao.modules.org import queries as org
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Dimension, NodeKind
from dabiao.modules.targets.models import Cell, Node, Tree
from dabiao.modules.targets.queries import picking
from dabiao.modules.targets.rules import narrowing
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
    something picked that is none, `conditions.*`, `targets.cannot_narrow`; `targets.node_there`, `targets.group_overlaps`
    (409) for what stands under that parent already."""
    tree = managed_tree(tree_id, actor=actor)
    parent = _node(tree, parent_id, "parent_id")
    kind = OF_DIMENSION[Dimension(tree.dimension)]
    found = picking.found(kind, tree.metric, picked or {}, actor=actor)
    name = name.strip() or found.name
    if not name:
        raise Invalid("core.required", field="name")
    node = Node(
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
    _keep_once(node, "where" if where else _asked(picked))
    node.save()
    record(events.NodesChanged(tree.name, [node.name], []), tree, actor=actor, now=now)
    return node


def _asked(picked: Mapping[str, Any] | None) -> str:
    """The field by which something was picked; without it the name says what a node is about."""
    return next((name for name, value in (picked or {}).items() if value), "name")


def _keep_once(node: Node, field: str) -> None:
    """Give a node its key; the same stands once under a parent. Raises `targets.node_there`, `targets.group_overlaps`."""
    node.about = narrowing.about(node.kind, node.where, node.name)
    if not node.about:
        return
    for other in Node.objects.filter(parent_id=node.parent_id, removed_at=None).exclude(pk=node.pk):
        if narrowing.about(other.kind, other.where, other.name) == node.about:
            raise Conflict("targets.node_there", field=field, name=other.name)
        if both := narrowing.shared(node.kind, node.where, other.where):
            said = "、".join(str(value) for value in both)
            raise Conflict("targets.group_overlaps", field=field, name=other.name, values=said)


def _checked(tree: Tree, where: Mapping[str, Any] | None) -> dict[str, Any]:
    """Raises `conditions.*`."""
    for source in picking.sources(tree.metric) if where else ():
        parse(dict(where or {}), vocabulary.of(source))
    return dict(where or {})


PICKED = frozenset(picking.ASKED.values())
EDITABLE = frozenset({"name", "from_on", "to_on", "where"}) | PICKED


@transaction.atomic
def edit_node(
    node_id: int,
    *,
    tree_id: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Node:
    """Its name, its days, what it is about: picked anew, or by a condition. A name that was found and not written
    follows. Its figures stay. Raises `core.required` and as `add_node`; `edit.conflict`, `edit.base_required`."""
    tree = managed_tree(tree_id, actor=actor)
    node = _node(tree, node_id, "id")
    before = picking.picked_of(node.kind, node.where)
    for name in PICKED:
        setattr(node, name, before.get(name))  # as columns, so that two editors are told of each other
    applied = merge_edit(node, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return node
    _follow_picked(tree, node, before, applied, actor)
    node.name = node.name.strip()
    if not node.name:
        raise Invalid("core.required", field="name")
    if node.from_on and node.to_on and node.to_on < node.from_on:
        raise Invalid("targets.ends_before_start", field="to_on")
    if (anew := next((name for name in applied if name in PICKED or name == "where"), None)) or (
        "name" in applied and not node.where
    ):
        _keep_once(node, anew or "name")
    node.save(update_fields=_SAVED)
    record(events.NodeEdited(tree.name, node.name, wired(applied)), tree, actor=actor, now=now)
    return node


_SAVED = ("name", "from_on", "to_on", "where", "product_id", "about", "version")


def _follow_picked(tree: Tree, node: Node, before: Mapping[str, Any], applied: Changes, actor: Actor) -> None:
    """What was picked, or a condition that was written, as columns. Raises as `picking.found`."""
    if "where" in applied:
        node.where = _checked(tree, node.where)
        node.product_id = picking.picked_of(node.kind, node.where).get("product_id")
        return
    anew = {name: new for name, (_, new) in applied.items() if name in PICKED}
    if not anew:
        return
    found = picking.found(node.kind, tree.metric, anew, actor=actor)
    old = applied.get("name", (node.name,))[0]
    if found.name and node.name == old == _found_name(tree, node, before, actor):
        node.name = found.name[:120]
    node.where, node.product_id = found.where, found.product_id


def _found_name(tree: Tree, node: Node, picked: Mapping[str, Any], actor: Actor) -> str:
    try:
        return picking.found(node.kind, tree.metric, picked, actor=actor).name[:120]
    except NotFound:  # what the editor may not see has given no name that they know
        return ""


@transaction.atomic
def move_node(node_id: int, *, tree_id: int, after_id: int | None, actor: Actor, now: datetime) -> Node:
    """It stands right after this one of those under the same parent, or first. Raises `core.not_found`."""
    tree = managed_tree(tree_id, actor=actor)
    node = _node(tree, node_id, "id")
    level = Node.objects.filter(tree=tree, parent_id=node.parent_id, removed_at=None)
    others = list(level.exclude(pk=node.pk).order_by("place", "pk"))
    at = next((n for n, one in enumerate(others, 1) if one.pk == after_id), 0)
    if after_id is not None and at == 0:
        raise NotFound("core.not_found", field="after_id", kind="target_node", id=after_id)
    others.insert(at, node)
    moved = [(place, one) for place, one in enumerate(others) if one.place != place]
    before = node.place
    for place, one in moved:
        one.place = place
    Node.objects.bulk_update([one for _, one in moved], ["place"])
    if moved:
        changes = {"place": [before, node.place]}
        record(events.NodeEdited(tree.name, node.name, changes), tree, actor=actor, now=now)
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
    cells = Cell.objects.filter(node_id__in=[one.pk for one in gone], locked_at__isnull=False)
    if cells.exists():
        raise Conflict("targets.has_locked", field="id", name=node.name)
    Node.objects.filter(pk__in=[one.pk for one in gone]).update(removed_at=now)
    _settle(tree, node)
    record(events.NodesChanged(tree.name, [], [one.name for one in gone]), tree, actor=actor, now=now)


@transaction.atomic
def bring_back(node_id: int, *, tree_id: int, actor: Actor, now: datetime) -> Node:
    """What was taken out stands where it stood, with all that went with it and their figures. Raises `core.not_found`;
    `targets.parent_is_gone`, and as `add_node` where the same came in its place (409)."""
    tree = managed_tree(tree_id, actor=actor)
    node = Node.objects.select_related("parent").filter(tree=tree, pk=node_id).first()
    if node is None:
        raise NotFound("core.not_found", field="id", kind="target_node", id=node_id)
    if node.removed_at is None:
        return node
    if node.parent is not None and node.parent.removed_at is not None:
        raise Conflict("targets.parent_is_gone", field="id", name=node.name, parent=node.parent.name)
    _keep_once(node, "id")
    back = _with_below(tree, node, removed_at=node.removed_at)
    try:
        with transaction.atomic():
            node.save(update_fields=["about"])
            Node.objects.filter(pk__in=[one.pk for one in back]).update(removed_at=None)
    except IntegrityError:
        raise Conflict("targets.node_there", field="id", name=node.name) from None
    node.removed_at = None
    _settle(tree, node)
    record(events.NodesChanged(tree.name, [one.name for one in back], []), tree, actor=actor, now=now)
    return node


def _settle(tree: Tree, node: Node) -> None:
    """What a node's figures are parts of is summed anew once it has gone or come back."""
    figures = Figures(tree)
    figures.load(tree.grains)
    figures.settle_above(Cell.objects.filter(node=node))


def _node(tree: Tree, id: int, field: str) -> Node:
    node = Node.objects.filter(tree=tree, pk=id, removed_at=None).first()
    if node is None:
        raise NotFound("core.not_found", field=field, kind="target_node", id=id)
    return node


def _with_below(tree: Tree, node: Node, *, removed_at: datetime | None = None) -> list[Node]:
    below: dict[int | None, list[Node]] = defaultdict(list)
    for one in Node.objects.filter(tree=tree, removed_at=removed_at):
        below[one.parent_id].append(one)
    found, waiting = [], [node]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += below[one.pk]
    return found
