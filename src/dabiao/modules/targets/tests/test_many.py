"""A whole sheet at once: a few statements for each level, the same sums as one by one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.targets import services
from dabiao.modules.targets.models import Breakdown, Cell, Node, Tree
from dabiao.modules.targets.services import Wanted
from dabiao.modules.targets.tests import world
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db


def _places(tree: Tree, parent: Node, people: int) -> list[Node]:
    return Node.objects.bulk_create(
        Node(
            tree=tree, kind="vacancy", parent=parent, name=f"空编 {n}", unit_id=parent.unit_id, created_at=NOW
        )
        for n in range(people)
    )


def _months(nodes: list[Node], must: int) -> list[Wanted]:
    return [
        Wanted(node.pk, "month", date(2027, month, 1), {"must": must, "stretch": 2 * must})
        for node in nodes
        for month in range(1, 13)
    ]


def test_many_figures_take_as_many_statements_as_few_and_are_summed_in_both_ways() -> None:
    company = make_company()
    tree = world.a_tree(company)
    team = world.node(tree, "sales1").parent
    assert team is not None
    counts = []
    for people in (2, 30):
        nodes = _places(tree, team, people)
        with CaptureQueriesContext(connection) as asked:
            services.set_targets(tree.pk, cells=_months(nodes, 10), actor=company["ops"].actor, now=NOW)
        counts.append(len(asked))
    assert (
        counts[1] < 2 * counts[0]
    )  # for fifteen times as many: SQLite takes some forty rows in one statement
    month = Breakdown.objects.get(
        cell__node=team, cell__grain="month", cell__starts_on=date(2027, 5, 1), axis="down"
    )
    assert (month.must_sum, month.stretch_sum) == (320, 640)
    quarters = Breakdown.objects.filter(
        cell__node__kind="vacancy", cell__grain="quarter", axis="time"
    ).values_list("must_sum", "stretch_sum")
    assert set(quarters) == {(30, 60)}
    assert len(quarters) == 32 * 4
    assert Cell.objects.filter(node=tree.nodes.get(parent=None), grain="year").count() == 1


def test_figures_that_stand_are_changed_beside_new_ones_and_keep_what_they_were_given_first() -> None:
    company = make_company()
    tree = world.a_tree(company)
    world.put(tree, company, "sales1", 10)
    january = world.wish(tree, "sales1", {"must": 12}, {"must": 10})
    february = world.wish(tree, "sales1", {"must": 20}, {}, starts_on=date(2027, 2, 1))
    services.set_targets(tree.pk, cells=[january, february], actor=company["ops"].actor, now=NOW)
    cells = Cell.objects.filter(node=world.node(tree, "sales1"), grain="month").order_by("starts_on")
    assert [(cell.must, cell.given_must, cell.version) for cell in cells] == [(12, 10, 3), (20, 20, 2)]
