"""What people do to targets, by processes that die, each at the next statement; then they press once more."""

import json
import os
import sys
from typing import Any

import django
from tests.crash.killed_work import Act, by, killed_everywhere


def main() -> None:
    from django.db import connection

    from dabiao.core.actor import SYSTEM
    from dabiao.core.upkeep import triggers
    from dabiao.modules.opportunities import services as opportunities
    from dabiao.modules.targets.tests.world import metric
    from dabiao.testing.people import NOW, make_company

    triggers.put_back()
    opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    metric("signed")
    company = make_company()
    said = {name: killed_everywhere(company, act) for name, act in acts().items()}
    connection.check_constraints()  # shares are whole wherever somebody died
    sys.stdout.write(json.dumps(said, ensure_ascii=False))


def acts() -> dict[str, Act]:
    from dabiao.modules.targets import services
    from dabiao.modules.targets.services import Answer
    from dabiao.testing.people import NOW

    def proposed(company: Any, tree: Any) -> None:
        from dabiao.modules.targets.tests.world import wish

        one = wish(tree, "sales1", {"must": 200, "stretch": 300})
        services.propose(tree.pk, cells=[one], words="按这个准备", **by(company, "ops"))

    def locked(company: Any, cell: Any) -> None:
        services.lock(cell.tree_id, cell_ids=[cell.pk], reason="经营会定的数", **by(company, "ops"))

    def split(company: Any, contract: Any) -> None:
        pairs = [(company["sales1"].id, 6_000), (company["sales2"].id, 4_000)]
        services.put_shares("contract", id=contract.pk, shares=pairs, reason="一起谈的", **by(company, "ops"))

    def agreed(company: Any, cell: Any) -> None:
        cell.refresh_from_db()
        answers = [Answer(cell.pk, cell.version)]
        services.accept(cell.tree_id, cells=answers, actor=company["sales1"].actor, now=NOW)

    return {
        "proposed": Act(lambda company, _: a_tree_of_its_own(company), proposed),
        "agreed": Act(lambda company, _: a_figure(company), agreed),
        "locked": Act(ready_to_lock, locked),
        "closed": Act(
            divided, lambda company, cell: services.close(cell.pk, axis="down", **by(company, "ops"))
        ),
        "split": Act(a_contract, split),
    }


def a_tree_of_its_own(company: Any) -> Any:
    from dabiao.modules.targets.enums import TreeState
    from dabiao.modules.targets.models import Tree
    from dabiao.modules.targets.tests.world import a_tree

    Tree.objects.update(state=TreeState.ARCHIVED)  # one open tree of a metric and a year at most
    return a_tree(company)


def a_figure(company: Any) -> Any:
    from dabiao.modules.targets.tests.world import put

    return put(a_tree_of_its_own(company), company, "sales1", 100)


def divided(company: Any, number: int) -> Any:
    from dabiao.modules.targets.tests.world import put

    tree = a_tree_of_its_own(company)
    whole = put(tree, company, "一组", 100)
    put(tree, company, "sales1", 105)
    return whole


def ready_to_lock(company: Any, number: int) -> Any:
    from dabiao.modules.targets import services
    from dabiao.modules.targets.models import Cell
    from dabiao.modules.targets.tests.world import node

    whole = divided(company, number)
    services.close(whole.pk, axis="down", **by(company, "ops"))
    cell = Cell.objects.get(node=node(whole.tree, "sales1"), grain="month")
    a_reserve(company, cell)
    return cell


def a_reserve(company: Any, cell: Any) -> None:
    from dabiao.modules.targets import services
    from dabiao.modules.targets.tests.world import JANUARY

    facts = {"owner_id": company["sales1"].id, "trigger_on": JANUARY, "expected": 100}
    services.plan_reserve(cell.pk, what="老客户增购", **facts, **by(company, "ops"))


def a_contract(company: Any, number: int) -> Any:
    from dabiao.modules.contracts.tests.builders import a_signed_contract

    return a_signed_contract(company["sales1"], amount_minor=100 + number)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    django.setup()
    main()
