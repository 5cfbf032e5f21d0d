"""The dialogue on figures, locks, reserve measures and what stands beside: each side speaks for itself, who keeps the tree
for the rest. In the world there is one tree of the whole company, with a figure for everybody."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, reaches, reads, seen

from dabiao.core.actor import Actor
from dabiao.modules.org.models import Unit
from dabiao.modules.targets.models import Cell, Metric, Node, Tree
from dabiao.testing.people import NOW

TREE = {"id": "@tree"}
# numbers far from those that the other tables' records take for themselves
FAR = 900_000
_number = count(FAR + 1)
THIS = [{"id": "@id", "version": "@version"}]
NOT_THERE = {"id": 999_999}


def a_figure(who: Actor) -> Any:
    """A figure of theirs in the one tree of the company, right below its root."""
    root, stamps = Unit.objects.get(parent=None), {"created_at": NOW, "updated_at": NOW}
    facts = {"pk": FAR, "name": "2026", "unit": root, "grains": ["year"], **stamps}
    signed = Metric.objects.get(code="signed")
    tree, _made = Tree.objects.get_or_create(metric=signed, starts_on=date(2026, 1, 1), defaults=facts)
    made = {"pk": FAR, "name": "总部", "unit": root, "created_at": NOW}
    top, _made = Node.objects.get_or_create(tree=tree, parent=None, kind="unit", defaults=made)
    same = {"pk": next(_number)}
    own = {**same, "parent": top, "owner_id": who.user_id, "unit_id": who.unit_id, "created_at": NOW}
    node = Node.objects.create(tree=tree, kind="person", name="某人", **own)
    year = {"grain": "year", "starts_on": tree.starts_on, "ends_on": date(2026, 12, 31)}
    return Cell.objects.create(tree=tree, node=node, must=1_000, **same, **year, **stamps)


def of_tree(rule: Rule) -> Rule:
    """Whoever reads targets finds the tree, since there is a figure of theirs in it."""
    return lambda who, record: rule(who, record) if "target.read" in who.grants else "403"


def whole(permission: str) -> Rule:
    """The tree and its root are the whole company's."""
    return of_tree(lambda who, _: "allowed" if who.grants.get(permission) == "all" else "403")


def of_figure(may: Rule) -> Rule:
    return lambda who, record: may(who, record) if reads(who, record) else "404"


def own_word(who: Someone, record: Record) -> Outcome:
    """Only who has to reach a figure says yes to it from below."""
    return "allowed" if record.owner == who.id and "target.declare" in who.grants else "403"


def sets(who: Someone, _: Record) -> Outcome:
    """Everybody in the world stands right below the root."""
    return "allowed" if who.grants.get("target.edit") == "all" else "403"


def plans(who: Someone, record: Record) -> Outcome:
    may = reaches(who, "target.declare", record) or reaches(who, "target.edit", record)
    return "allowed" if may else "403"


def asks(who: Someone, record: Record) -> Outcome:
    """Nothing is locked yet: a conflict for those who might ask."""
    may = reaches(who, "target.declare", record) or sets(who, record) == "allowed"
    return "409" if may else "403"


def answers(who: Someone, _: Record) -> Outcome:
    return "409" if who.grants.get("target.manage") == "all" else "403"


def locks(then: Outcome) -> Rule:
    def rule(who: Someone, record: Record) -> Outcome:
        if "target.lock" not in who.grants:
            return "403"
        return then if reads(who, record) else "404"

    return rule


def keeps(then: Outcome) -> Rule:
    """A node that is not there, for who keeps the tree."""
    return lambda who, _: then if who.grants.get("target.manage") == "all" else "403"


PLACE = {"node_id": 999_999, "grain": "year", "starts_on": "2026-01-01"}
RESERVE = {"what": "老客户加购", "owner_id": "@me", "trigger_on": "2026-06-01", "expected": 100}

OPERATIONS: Mapping[str, Operation] = {
    "target_dialogue": Operation(seen(), "target"),
    "target_history": Operation(seen(), "target"),
    "target_check": Operation(seen(), "target"),
    "targets_propose": Operation(
        of_tree(lambda _, __: "404"), body={"cells": [{**PLACE, "values": {"must": 5}}]}, path=TREE
    ),
    "targets_accept": Operation(
        of_tree(of_figure(own_word)), "target", {"cells": THIS, "side": "below"}, path=TREE
    ),
    "targets_insist": Operation(
        of_tree(of_figure(sets)), "target", {"cells": THIS, "reason": "去年做到了"}, path=TREE
    ),
    "targets_withdraw": Operation(
        of_tree(of_figure(own_word)), "target", {"cells": THIS, "side": "below"}, path=TREE
    ),
    "targets_take_back": Operation(
        of_tree(of_figure(lambda _, __: "targets.nothing_to_take_back")),
        "target",
        {"ids": ["@id"]},
        path=TREE,
    ),
    "targets_lock": Operation(of_tree(locks("409")), "target", {"cell_ids": ["@id"]}, path=TREE),
    "targets_unlock": Operation(
        of_tree(locks("allowed")), "target", {"cell_ids": ["@id"], "reason": "重新分配"}, path=TREE
    ),
    "target_changes_ask": Operation(of_figure(asks), "target", {"must": 5, "reason": "客户推迟"}),
    "target_changes_answer": Operation(of_figure(answers), "target", {"granted": True}),
    "target_reserves_list": Operation(seen(), "target"),
    "target_reserves_create": Operation(of_figure(plans), "target", RESERVE),
    "target_reserves_edit": Operation(
        lambda _, __: "404", body={"changes": {"expected": 5}, "version": 1}, path=NOT_THERE
    ),
    "target_reserves_remove": Operation(lambda _, __: "404", path=NOT_THERE),
    "target_beside_list": Operation(whole("target.manage"), path=TREE, query={"grain": "year"}),
    "target_beside_set": Operation(of_tree(keeps("404")), body={**PLACE, "budget": 5}, path=TREE),
    "target_lock_policy_get": Operation(of_tree(lambda _, __: "allowed"), path=TREE),
    "target_lock_policy_edit": Operation(
        whole("target.manage"), body={"changes": {"band_bp": 300}, "version": 1}, path=TREE
    ),
}
