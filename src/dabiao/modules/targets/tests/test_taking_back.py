"""A yes is taken back as if it had not been said, as long as nothing was done since."""

from typing import Any

import pytest

from dabiao.modules.targets import services
from dabiao.modules.targets.models import Breakdown, Cell, Dialogue, Tree
from dabiao.modules.targets.tests.test_agreeing import accept, company, declare, told, tree
from dabiao.modules.targets.tests.world import node, put, wish
from dabiao.testing.people import NOW, Company

__all__ = ["company", "tree"]
pytestmark = pytest.mark.django_db

_CELL = ("must", "stretch", "given_must", "given_stretch", "declared_must", "declared_stretch", "agreed_at")
_WORDS = ("above_must", "above_stretch", "below_must", "below_stretch", "countered")


def stands(cell: Cell) -> list[Any]:
    cell = Cell.objects.get(pk=cell.pk)
    row = Dialogue.objects.get(cell=cell)
    sums = Breakdown.objects.filter(cell__tree_id=cell.tree_id).order_by("pk").values_list("must_sum")
    return [*(getattr(cell, name) for name in _CELL), *(getattr(row, name) for name in _WORDS), *sums]


def back(company: Company, tree: Tree, by: str, *cells: Cell) -> list[Any]:
    ids = [cell.pk for cell in cells]
    said = services.take_back(tree.pk, cell_ids=ids, actor=company[by].actor, now=NOW)
    return [(one.agreed, one.awaits, one.error.code if one.error else "") for one in said]


def test_taking_a_declared_figure_is_taken_back_with_its_lines_and_sums(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100, by="lead1")
    cell = declare(company, tree, 80)
    before = stands(cell)
    accept(company, tree, "lead1", cell)
    assert stands(cell) != before
    assert back(company, tree, "lead1", cell) == [(False, "above", "")]
    assert stands(cell) == before
    assert told(company, "sales1") == ["target.accepted", "target.withdrawn"]


def test_a_first_figure_that_was_declared_is_unset_again(company: Company, tree: Tree) -> None:
    one = wish(tree, "sales1", {"declared_must": 80})
    (cell,) = services.declare(tree.pk, cells=[one], actor=company["sales1"].actor, now=NOW)
    before = stands(cell)
    accept(company, tree, "lead1", cell)
    cell.refresh_from_db()
    assert (cell.must, cell.given_must) == (80, 80)
    back(company, tree, "lead1", cell)
    assert stands(cell) == before


def test_what_below_declared_stays_when_its_yes_is_taken_back(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100, by="lead1")
    cell = declare(company, tree, 80)
    before = stands(cell)
    accept(company, tree, "sales1", cell, side="below")
    assert back(company, tree, "sales1", cell) == [(False, "above", "")]
    assert stands(cell) == before
    assert Cell.objects.get(pk=cell.pk).declared_must == 80


def test_only_the_last_step_and_only_ones_own_is_taken_back(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 100, by="lead1")
    assert back(company, tree, "sales1", cell) == [(False, "", "targets.nothing_to_take_back")]
    accept(company, tree, "sales1", cell)
    assert back(company, tree, "lead1", cell) == [(False, "", "targets.nothing_to_take_back")]
    put(tree, company, "sales1", 101, by="lead1")
    assert back(company, tree, "sales1", cell) == [(False, "", "targets.nothing_to_take_back")]
    accept(company, tree, "sales1", cell)
    assert back(company, tree, "sales1", cell) == [(False, "below", "")]
    assert back(company, tree, "sales1", cell) == [(False, "", "targets.nothing_to_take_back")]


def test_what_is_locked_meanwhile_stays_agreed(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 100, by="lead1")
    accept(company, tree, "sales1", cell)
    Cell.objects.filter(pk=cell.pk).update(locked_at=NOW)
    assert back(company, tree, "sales1", cell) == [(False, "", "targets.locked")]
    assert back(company, tree, "sales3", cell) == [(False, "", "core.not_found")]


def test_many_are_taken_back_together_since_their_sum_holds_only_so(company: Company, tree: Tree) -> None:
    ops: dict[str, Any] = {"actor": company["ops"].actor, "now": NOW}
    services.add_node(tree.pk, parent_id=node(tree, "一组").pk, name="空编", **ops)
    team = put(tree, company, "一组", 100)
    cells = [put(tree, company, name, must) for name, must in (("sales1", 60), ("空编", 45))]
    services.close(team.pk, axis="down", **ops)
    for cell, figure in zip(cells, (45, 60), strict=True):
        one = wish(tree, cell.node.name, {"declared_must": figure})
        services.declare(tree.pk, cells=[one], actor=company["lead1"].actor, now=NOW)
    accept(company, tree, "lead1", *cells, side="above")
    assert [Cell.objects.get(pk=cell.pk).must for cell in cells] == [45, 60]
    assert back(company, tree, "lead1", cells[1])[0][2] == "targets.below_parent"
    assert [error for _, _, error in back(company, tree, "lead1", *cells)] == ["", ""]
    assert [Cell.objects.get(pk=cell.pk).must for cell in cells] == [60, 45]
    assert Breakdown.objects.get(cell=team, axis="down").must_sum == 105


def test_a_yes_is_taken_back_through_the_api(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 100, by="lead1")
    client, path = company["sales1"].client, f"/targets/trees/{tree.pk}"
    yes = {"cells": [{"id": cell.pk, "version": cell.version}], "side": "below"}
    assert client.write("POST", f"{path}/acceptances", yes)["results"][0]["agreed"] is True
    undone = client.write("POST", f"{path}/acceptance_undos", {"ids": [cell.pk]})["results"][0]
    assert (undone["ok"], undone["awaits"]) == (True, "below")
    (refused,) = client.write("POST", f"{path}/acceptance_undos", {"ids": [cell.pk]})["results"]
    assert refused["code"] == "targets.nothing_to_take_back"
    assert client.problem("POST", f"{path}/acceptance_undos", {"ids": []})[0] == 422
