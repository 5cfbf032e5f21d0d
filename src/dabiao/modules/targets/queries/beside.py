"""Break-even and board budget, for who keeps the tree: beside its figures, never in them."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.scoping import demand
from dabiao.modules.targets.models import Beside
from dabiao.modules.targets.queries import MANAGE, nodes_for, tree_for
from dabiao.modules.targets.rules import periods, smart


def listing(tree_id: int, *, grain: str, actor: Actor) -> list[dict[str, Any]]:
    """Raises `core.not_found`, `access.forbidden`, `targets.grain_not_in_use`."""
    tree = tree_for(tree_id, actor=actor)
    demand(actor, MANAGE, tree)
    periods.longer(grain, tree.grains)
    nodes = nodes_for(actor).filter(tree_id=tree_id)
    rows = Beside.objects.filter(node__in=nodes.values("pk"), grain=grain).order_by("node_id", "starts_on")
    return [shown(row) for row in rows]


def shown(row: Beside) -> dict[str, Any]:
    """`break_even`: what has to be sold for the margin to pay the fixed cost."""
    known = row.fixed_cost is not None and row.margin_bp is not None
    return {
        **{name: getattr(row, name) for name in ("node_id", "grain", "starts_on")},
        **{name: getattr(row, name) for name in ("fixed_cost", "margin_bp", "budget")},
        "break_even": smart.break_even(row.fixed_cost or 0, row.margin_bp or 1) if known else None,
    }
