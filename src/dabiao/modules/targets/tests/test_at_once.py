"""Several write into one tree at the same moment, each on a connection of their own, on both databases."""

from pathlib import Path

import pytest

from dabiao.core.errors import Conflict, DomainError
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Breakdown, Cell
from dabiao.modules.targets.tests.world import a_tree, node, put, wish
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_parts_lowered_at_once_never_fall_below_the_whole(tmp_path: Path) -> None:
    company = make_company()
    tree = a_tree(company)
    whole = put(tree, company, "一组", 1_000)
    ops = company["ops"].actor
    names = [f"空编 {place}" for place in range(8)]
    for name in names:
        services.add_node(tree.pk, parent_id=node(tree, "一组").pk, name=name, actor=ops, now=NOW)
        put(tree, company, name, 150)
    services.close(whole.pk, axis="down", actor=ops, now=NOW)

    def lower(name: str) -> list[Cell]:
        cells = [wish(tree, name, {"must": 100}, {"must": 150})]
        return services.set_targets(tree.pk, cells=cells, actor=ops, now=NOW)

    with real_database(tmp_path) as together:
        said = together(*(lambda name=name: lower(name) for name in names))
        refused = [one for one in said if isinstance(one, Exception)]
        division = Breakdown.objects.get(cell=whole, axis="down")
        figures = Cell.objects.filter(within=division).values_list("must", flat=True)
        assert (
            division.must_sum == sum(figures) == 1_050
        )  # three of eight went through, the others would have been too much
        assert {one.code for one in refused if isinstance(one, DomainError)} == {"targets.below_parent"}
        assert len(refused) == 5


def test_of_two_editors_of_one_cell_one_is_told_of_the_other(tmp_path: Path) -> None:
    company = make_company()
    tree = a_tree(company)
    ops = company["ops"].actor

    def write(figure: int) -> list[Cell]:
        cells = [wish(tree, "sales1", {"must": figure}, {"must": None})]
        return services.set_targets(tree.pk, cells=cells, actor=ops, now=NOW)

    with real_database(tmp_path) as together:
        said = together(lambda: write(1), lambda: write(2), lambda: write(3))
        refused = [one for one in said if isinstance(one, Exception)]
        assert [type(one) for one in refused] == [Conflict, Conflict]
        cell = Cell.objects.get(node=node(tree, "sales1"), grain="month")
        assert cell.must in (1, 2, 3)
        assert cell.version == 2
        assert Breakdown.objects.get(pk=cell.within_id).must_sum == cell.must
