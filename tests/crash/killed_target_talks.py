"""The dialogue on figures, locks of a subtree and what stands in a tree, by processes that die, each at the next statement;
then they press once more."""

import json
import os
import sys
from typing import Any

import django
from tests.crash.killed_targets import a_figure, a_reserve, a_tree_of_its_own, divided, ready_to_lock
from tests.crash.killed_work import Act, by, killed_everywhere


def main() -> None:
    from dabiao.modules.products import services as products
    from dabiao.modules.targets.tests.world import metric
    from dabiao.testing.people import make_company

    metric("signed")
    company = make_company()
    products.create(code="CRM", name="CRM", **by(company, "ops"))
    acts = {**acts_of_dialogue(), **acts_of_members()}
    said = {name: killed_everywhere(company, act) for name, act in acts.items()}
    sys.stdout.write(json.dumps(said, ensure_ascii=False))


def acts_of_dialogue() -> dict[str, Act]:
    """What either side says, and locking with all below."""
    from dabiao.modules.targets import services
    from dabiao.modules.targets.services import Answer

    def declared(company: Any, cell: Any) -> None:
        from dabiao.modules.targets.tests.world import wish

        one = wish(cell.tree, "sales1", {"declared_must": 80, "declared_stretch": 90})
        services.declare(cell.tree_id, cells=[one], words="客户推迟", **by(company, "sales1"))

    def answered(cell: Any) -> list[Answer]:
        cell.refresh_from_db()
        return [Answer(cell.pk, cell.version)]

    def taken(company: Any, cell: Any) -> None:
        services.accept(cell.tree_id, cells=answered(cell), side="above", **by(company, "ops"))

    def locked(company: Any, cell: Any) -> None:
        where = {"node_id": cell.node.parent_id, "below": True, "reason": "经营会定的数"}
        services.lock(cell.tree_id, **where, **by(company, "ops"))

    def taken_back(company: Any, cell: Any) -> None:
        services.take_back(cell.tree_id, cell_ids=[cell.pk], **by(company, "ops"))

    return {
        "declared": Act(lambda company, _: a_figure(company), declared),
        "taken": Act(a_declared_figure, taken),
        "taken back": Act(lambda company, n: done(a_declared_figure, taken, company, n), taken_back),
        "subtree locked": Act(a_team_ready_to_lock, locked),
    }


def done(begin: Any, go: Any, company: Any, number: int) -> Any:
    thing = begin(company, number)
    go(company, thing)
    return thing


def a_declared_figure(company: Any, number: int) -> Any:
    from dabiao.modules.targets import services
    from dabiao.modules.targets.tests.world import wish

    cell = a_figure(company)
    one = wish(cell.tree, "sales1", {"declared_must": 80})
    services.declare(cell.tree_id, cells=[one], **by(company, "sales1"))
    cell.refresh_from_db()
    return cell


def acts_of_members() -> dict[str, Act]:
    """What stands in a tree."""
    from dabiao.modules.products.models import Product
    from dabiao.modules.targets import services
    from dabiao.modules.targets.models import Node

    def picked(company: Any, tree: Any) -> None:
        facts = {"picked": {"product_id": Product.objects.get().pk}, **by(company, "ops")}
        services.add_node(tree.pk, parent_id=tree.nodes.get(parent=None).pk, **facts)

    def by_products(company: Any, number: int) -> Any:
        from dabiao.modules.targets.tests.world import a_tree

        a_tree_of_its_own(company)  # puts those of before away
        return a_tree(company, dimension="product")

    def named(company: Any, number: int) -> Any:
        tree = by_products(company, number)
        facts = {"parent_id": tree.nodes.get(parent=None).pk, **by(company, "ops")}
        return [services.add_node(tree.pk, name=name, **facts) for name in ("甲", "乙")][1]

    def edited(company: Any, node: Any) -> None:
        changes = {"product_id": Product.objects.get().pk}
        base = {"product_id": None}
        services.edit_node(node.pk, tree_id=node.tree_id, changes=changes, base=base, **by(company, "ops"))

    def member(company: Any, number: int) -> Any:
        return divided(company, number).node

    def ended(company: Any, node: Any) -> None:
        services.end_node(node.pk, tree_id=node.tree_id, **by(company, "ops"))

    def brought_back(company: Any, node: Any) -> None:
        node = Node.objects.get(pk=node.pk)
        services.bring_back(node.pk, tree_id=node.tree_id, **by(company, "ops"))

    return {
        "picked": Act(by_products, picked),
        "picked anew": Act(named, edited),
        "taken out": Act(member, ended),
        "brought back": Act(lambda company, n: done(member, ended, company, n), brought_back),
    }


def a_team_ready_to_lock(company: Any, number: int) -> Any:
    """A person's figure; that of the team above it is led by somebody, part of a whole, and has a reserve as well."""
    from dabiao.modules.targets import services
    from dabiao.modules.targets.models import Node
    from dabiao.modules.targets.tests.world import node, put

    cell = ready_to_lock(company, number)
    Node.objects.filter(pk=cell.node.parent_id).update(owner_id=company["lead1"].id)
    east = put(cell.tree, company, node(cell.tree, "一组").parent.name, 95)
    services.close(east.pk, axis="down", **by(company, "ops"))
    a_reserve(company, cell.tree.cells.get(node_id=cell.node.parent_id, grain="month"))
    return cell


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    django.setup()
    main()
