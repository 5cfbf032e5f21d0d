"""Operations of trees of targets and the figures in them. In the world everybody has a tree of their own, whose only node they
lead: its figures are for whoever keeps the tree to set, and for whoever has to reach them to declare."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, both, needs, on, seen

from dabiao.core.actor import Actor
from dabiao.modules.targets.models import Breakdown, Cell, Metric, Node, Tree
from dabiao.testing.people import NOW

READS = needs("target.read")
KEEPS = both(READS, on("manage"))
YEAR = date(2027, 1, 1)
PLACE = {"node_id": "@id", "grain": "year", "starts_on": YEAR.isoformat()}
NODE = {"id": "@id", "node_id": "@id"}
# a tree, its node, its figure and what that is divided into bear one number, far from those that others get
_number = count(500_000)


def a_tree(who: Actor) -> Any:
    same: dict[str, Any] = {"pk": next(_number), "created_at": NOW}
    facts = {
        "code": f"world-{same['pk']}",
        "name": "世界",
        "source": "contract",
        "measured": "count",
        "day_field": "signed_on",
    }
    metric = Metric.objects.create(**facts, created_at=NOW, updated_at=NOW)
    where: dict[str, Any] = {"unit_id": who.unit_id, "owner_id": who.user_id, "name": "目标"}
    tree = Tree.objects.create(
        **same, **where, metric=metric, starts_on=YEAR, grains=["year", "month"], updated_at=NOW
    )
    node = Node.objects.create(**same, **where, tree=tree, kind="unit")
    days = {"starts_on": YEAR, "ends_on": date(2027, 12, 31)}
    cell = Cell.objects.create(**same, **days, tree=tree, node=node, grain="year", updated_at=NOW)
    Breakdown.objects.create(pk=same["pk"], cell=cell, axis="down", buffer_bp=500)
    return tree


def refused_at_last(rule: Rule, answer: Outcome) -> Rule:
    """Who may do it is told why it cannot be done."""

    def then(who: Someone, record: Record) -> Outcome:
        said = rule(who, record)
        return answer if said == "allowed" else said

    return then


OPERATIONS: Mapping[str, Operation] = {
    "target_metrics_list": Operation(READS),
    "target_trees_list": Operation(READS),
    "target_trees_create": Operation(
        needs("target.manage"),
        body={"name": "新目标", "metric_id": "@metric", "unit_id": "@east", "starts_on": "2027-01-01"},
    ),
    "target_trees_get": Operation(both(READS, seen()), "target_tree"),
    "target_trees_edit": Operation(
        KEEPS, "target_tree", {"changes": {"name": "新名"}, "base": {"name": "目标"}}
    ),
    "target_trees_remove": Operation(KEEPS, "target_tree"),
    "target_trees_update": Operation(KEEPS, "target_tree"),
    "target_nodes_add": Operation(KEEPS, "target_tree", {"parent_id": "@id", "name": "空编"}),
    "target_nodes_list": Operation(KEEPS, "target_tree"),
    "target_nodes_edit": Operation(
        KEEPS, "target_tree", {"changes": {"name": "新名"}, "base": {"name": "目标"}}, path=NODE
    ),
    "target_nodes_move": Operation(KEEPS, "target_tree", {"after_id": None}, path=NODE),
    "target_nodes_end": Operation(refused_at_last(KEEPS, "409"), "target_tree", path=NODE),
    "target_nodes_return": Operation(KEEPS, "target_tree", path=NODE),
    "target_grid": Operation(both(READS, seen()), "target_tree"),
    "targets_set": Operation(KEEPS, "target_tree", {"cells": [{**PLACE, "values": {"must": 5}}]}),
    "targets_declare": Operation(
        both(READS, on("declare")), "target_tree", {"cells": [{**PLACE, "values": {"declared_must": 5}}]}
    ),
    "targets_close": Operation(both(READS, on("edit")), "target_tree", {"axis": "down"}),
    "targets_reopen": Operation(
        both(READS, on("edit")), "target_tree", {"axis": "down", "reason": "重新分解"}
    ),
}
