"""What every node has reached in each period of a tree that has begun, beside its figures."""

from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.modules.targets.queries import nodes_for, tree_for
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.rules import periods


def reached(tree_id: int, *, grain: str, actor: Actor, day: date) -> dict[str, Any]:
    """`{grain, day, rows}`: each node that the actor sees with what was reached in the year and in each of its periods; null
    in those that have not begun, and where a ratio has nothing under the line. Raises `core.not_found`,
    `targets.grain_not_in_use`."""
    tree = tree_for(tree_id, actor=actor)
    periods.longer(grain, tree.grains)
    year = periods.year_from(tree.starts_on)
    spans = periods.periods(year, grain)
    begun = [one for one in spans if one.first <= day]
    nodes = list(nodes_for(actor).filter(tree_id=tree.pk))
    none = None if tree.metric.derived else 0
    whole = attained(tree, nodes, [year], at=day) if begun else {}
    parts = attained(tree, nodes, begun, at=day) if begun else {}
    return {
        "grain": grain,
        "day": day,
        "rows": [
            {
                "node_id": node.pk,
                "year": whole.get((node.pk, year.first), none) if begun else None,
                "periods": [
                    parts.get((node.pk, one.first), none) if one.first <= day else None for one in spans
                ],
            }
            for node in nodes
        ],
    }
