"""Who and what stands in a tree, for whoever keeps it: what each node is about, and whether it has figures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from dabiao.core.actor import Actor
from dabiao.core.errors import NotFound
from dabiao.core.scoping import demand
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.products import queries as products
from dabiao.modules.sales_events import queries as sales_events
from dabiao.modules.targets.models import Cell, Node
from dabiao.modules.targets.queries import MANAGE, picking, tree_for
from dabiao.modules.targets.queries.grid import ordered
from dabiao.modules.targets.rules import narrowing

_SENT = ("id", "kind", "name", "parent_id", "unit_id", "owner_id", "from_on", "to_on", "version")
_SET = Q()
for _line in ("must", "stretch", "declared_must", "declared_stretch"):
    _SET |= Q(**{f"{_line}__isnull": False})


def members(tree_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """Parents first, as the sheet has them. Raises `core.not_found`, `access.forbidden`."""
    tree = tree_for(tree_id, actor=actor)
    demand(actor, MANAGE, tree)
    return _shown([node for node, _ in ordered(Node.objects.filter(tree=tree, removed_at=None))], actor)


def member(tree_id: int, node_id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`, `access.forbidden`."""
    found = next((one for one in members(tree_id, actor=actor) if one["id"] == node_id), None)
    if found is None:
        raise NotFound("core.not_found", field="node_id", kind="target_node", id=node_id)
    return found


def _shown(nodes: list[Node], actor: Actor) -> list[dict[str, Any]]:
    picked = {node.pk: picking.picked_of(node.kind, node.where) for node in nodes}
    names, figures, doubles = _names(picked.values(), actor), _figures(nodes), _doubles(nodes)
    return [
        {
            **{name: getattr(node, name) for name in _SENT},
            "picked": {**dict.fromkeys(picking.ASKED.values()), **picked[node.pk]},
            "picked_name": next((names.get(one) for one in _records(picked[node.pk])), None),
            "narrowed": bool(node.where),
            "double": node.pk in doubles,
            "figures": figures[node.pk],
        }
        for node in nodes
    ]


def _records(picked: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(name, value) for name, value in picked.items() if isinstance(value, int)]


def _names(picked: Iterable[Mapping[str, Any]], actor: Actor) -> dict[tuple[str, int], str]:
    """Of the records that were picked, as far as the actor may see them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for one in picked:
        for name, value in _records(one):
            wanted[name].add(value)
    found: dict[tuple[str, int], str] = {}
    if ids := wanted["product_id"]:
        found |= {("product_id", id): name for id, name in products.names_of(ids).items()}
    for asked, seen in (
        ("opportunity_id", opportunities.visible_to),
        ("sales_event_id", sales_events.visible_to),
    ):
        if ids := wanted[asked]:
            found |= {(asked, one.pk): one.name for one in seen(actor).filter(pk__in=ids)}
    return found


def _figures(nodes: Sequence[Node]) -> dict[int, int]:
    """How many figures a node has, with all below it of these."""
    rows = Cell.objects.filter(_SET, node_id__in=[node.pk for node in nodes]).order_by()
    found = dict.fromkeys((node.pk for node in nodes), 0)
    found |= dict(rows.values_list("node_id").annotate(Count("pk")))
    for node in reversed(nodes):
        if node.parent_id is not None and node.parent_id in found:
            found[node.parent_id] += found[node.pk]
    return found


def _doubles(nodes: Iterable[Node]) -> set[int]:
    """Those that are about the same as another under their parent, from before that was refused."""
    same: dict[tuple[int | None, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if about := narrowing.about(node.kind, node.where, node.name):
            same[node.parent_id, about].append(node)
    return {node.pk for some in same.values() if len(some) > 1 for node in some if not node.about}
