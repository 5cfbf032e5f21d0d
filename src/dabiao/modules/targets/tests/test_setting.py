"""Figures in a tree: set from above, declared from below, and never less together than the whole with its buffer."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dabiao.core.errors import Conflict, Forbidden, Invalid, Many
from dabiao.core.events.models import Event
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Breakdown, Cell, Node, Tree
from dabiao.modules.targets.queries import grid
from dabiao.modules.targets.tests import world
from dabiao.modules.targets.tests.world import JANUARY, a_tree, put, wish
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def tree(company: Company) -> Tree:
    return a_tree(company)


def test_a_tree_begins_with_the_units_and_who_sells_in_them(company: Company, tree: Tree) -> None:
    rows = grid.grid(tree.pk, grain="month", actor=company["ops"].actor)["rows"]
    assert [(row["depth"], row["kind"], row["name"]) for row in rows][:1] == [(0, "unit", company.root.name)]
    people = {row["name"] for row in rows if row["kind"] == "person"}
    assert "sales1" in people
    leaders = {node.owner_id for node in Node.objects.filter(tree=tree, kind="unit")} - {None}
    assert not leaders & set(Node.objects.filter(tree=tree, kind="person").values_list("owner_id", flat=True))


def test_a_cell_brings_those_above_it_and_their_sums(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100)
    put(tree, company, "sales1b", 30)
    team = Cell.objects.get(node=world.node(tree, "sales1").parent, grain="month", starts_on=JANUARY)
    down = Breakdown.objects.get(cell=team, axis="down")
    quarter = Breakdown.objects.get(
        cell__node=world.node(tree, "sales1"), cell__grain="quarter", cell__starts_on=JANUARY, axis="time"
    )
    assert (down.must_sum, quarter.must_sum) == (130, 100)
    put(tree, company, "sales1b", None)
    down.refresh_from_db()
    assert down.must_sum == 100


def test_a_division_closes_only_once_its_parts_exceed_the_whole_by_the_buffer(
    company: Company, tree: Tree
) -> None:
    team = world.node(tree, "sales1").parent
    assert team is not None
    whole = put(tree, company, team.name, 200)
    put(tree, company, "sales1", 110)
    put(tree, company, "sales1b", 99)
    ops = company["ops"].actor
    with pytest.raises(Conflict, match="targets.below_parent") as refused:
        services.close(whole.pk, axis="down", actor=ops, now=NOW)
    assert (refused.value.params["needed"], refused.value.params["lacking"]) == (210, 1)
    put(tree, company, "sales1b", 100)
    services.close(whole.pk, axis="down", actor=ops, now=NOW)
    for name, figure in (("sales1b", 99), (team.name, 201)):
        with pytest.raises(Conflict, match="targets.below_parent"):
            put(tree, company, name, figure)
    put(tree, company, "sales1b", 101)


def test_the_database_itself_refuses_less_than_the_buffer(company: Company, tree: Tree) -> None:
    whole = put(tree, company, world.node(tree, "sales1").parent.name, 200)  # type: ignore[union-attr]
    put(tree, company, "sales1", 210)
    services.close(whole.pk, axis="down", actor=company["ops"].actor, now=NOW)
    for change in ({"must_sum": 209}, {"must": 201}, {"buffer_bp": 501}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Breakdown.objects.filter(cell=whole, axis="down").update(**change)


def test_all_of_a_paste_is_written_or_nothing_and_each_mistake_named(company: Company, tree: Tree) -> None:
    wrong = [
        wish(tree, "sales1", {"must": 5}),
        wish(tree, "sales1", {"must": 6}, starts_on=date(2027, 1, 2)),
        wish(tree, "sales1b", {"must": 9, "stretch": 8}),
    ]
    with pytest.raises(Many) as refused:
        services.set_targets(tree.pk, cells=wrong, actor=company["ops"].actor, now=NOW)
    assert [(one.field, one.code) for one in refused.value.errors] == [
        ("cells.1.starts_on", "targets.no_such_period"),
        ("cells.2.stretch", "targets.stretch_below_must"),
    ]
    assert not Cell.objects.filter(must__isnull=False).exists()


def test_two_editors_of_one_cell_do_not_overwrite_each_other(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100)
    late = wish(tree, "sales1", {"must": 120}, {"must": None})
    with pytest.raises(Conflict, match="edit.conflict") as refused:
        services.set_targets(tree.pk, cells=[late], actor=company["ops"].actor, now=NOW)
    assert refused.value.params["conflicts"] == [{"field": "must", "base": None, "yours": 120, "theirs": 100}]
    other_line = wish(tree, "sales1", {"stretch": 150}, {"stretch": None})
    services.set_targets(tree.pk, cells=[other_line], actor=company["ops"].actor, now=NOW)
    cell = Cell.objects.get(node=world.node(tree, "sales1"), grain="month")
    assert (cell.must, cell.stretch) == (100, 150)


def test_who_leads_the_node_above_sets_and_who_has_to_reach_it_declares(company: Company, tree: Tree) -> None:
    own = company["sales1"].actor
    with pytest.raises(Forbidden, match="targets.not_yours"):
        services.set_targets(tree.pk, cells=[wish(tree, "sales1", {"must": 1})], actor=own, now=NOW)
    services.declare(tree.pk, cells=[wish(tree, "sales1", {"declared_must": 80})], actor=own, now=NOW)
    with pytest.raises(Forbidden, match="targets.not_yours"):
        services.declare(tree.pk, cells=[wish(tree, "sales2", {"declared_must": 80})], actor=own, now=NOW)
    put(tree, company, "sales1", 100, by="lead1")
    team = world.node(tree, "sales1").parent
    assert team is not None
    with pytest.raises(Forbidden, match="targets.not_yours"):
        put(tree, company, team.name, 100, by="lead1")
    cell = Cell.objects.get(node=world.node(tree, "sales1"), grain="month")
    assert (cell.must, cell.given_must, cell.declared_must) == (100, 100, 80)
    (row,) = grid.grid(tree.pk, grain="month", actor=own)["rows"]
    assert (row["name"], row["may_set"], row["may_declare"]) == ("sales1", False, True)


def test_each_change_is_written_down_with_what_stood_there(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100)
    put(tree, company, "sales1", 90)
    said = Event.objects.filter(kind="target.set").order_by("pk").values_list("data", flat=True)
    assert [one["changes"] for one in said] == [{"must": [None, 100]}, {"must": [100, 90]}]


def test_a_locked_figure_changes_only_with_a_reason(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 100)
    Cell.objects.filter(pk=cell.pk).update(locked_at=NOW)
    change = [wish(tree, "sales1", {"must": 90}, {"must": 100})]
    with pytest.raises(Conflict, match="targets.locked_needs_reason"):
        services.set_targets(tree.pk, cells=change, actor=company["ops"].actor, now=NOW)
    services.set_targets(
        tree.pk, cells=change, reason="客户推迟到二季度", actor=company["ops"].actor, now=NOW
    )
    assert Event.objects.filter(kind="target.set").latest("pk").data["reason"] == "客户推迟到二季度"


def test_one_open_tree_for_a_metric_a_unit_and_a_year(company: Company, tree: Tree) -> None:
    with pytest.raises(Conflict, match="targets.tree_exists"):
        a_tree(company)
    services.edit_tree(tree.pk, changes={"state": "archived"}, version=1, actor=company["ops"].actor, now=NOW)
    a_tree(company)
    with pytest.raises(Conflict, match="targets.archived"):
        put(tree, company, "sales1", 1)


def test_a_larger_buffer_must_be_kept_by_what_is_closed(company: Company, tree: Tree) -> None:
    whole = put(tree, company, world.node(tree, "sales1").parent.name, 200)  # type: ignore[union-attr]
    put(tree, company, "sales1", 210)
    ops = company["ops"].actor
    services.close(whole.pk, axis="down", actor=ops, now=NOW)
    with pytest.raises(Conflict, match="targets.below_parent"):
        services.edit_tree(tree.pk, changes={"buffer_bp": 501}, version=1, actor=ops, now=NOW)
    services.edit_tree(tree.pk, changes={"buffer_bp": 0}, version=1, actor=ops, now=NOW)
    assert Breakdown.objects.get(cell=whole, axis="down").buffer_bp == 0


def test_a_removed_node_counts_no_longer(company: Company, tree: Tree) -> None:
    team = world.node(tree, "sales1").parent
    assert team is not None
    ops = company["ops"].actor
    vacancy = services.add_node(tree.pk, parent_id=team.pk, name="空编 1", actor=ops, now=NOW)
    put(tree, company, "sales1", 100)
    put(tree, company, "空编 1", 50)
    whole = put(tree, company, team.name, 140)
    services.close(whole.pk, axis="down", actor=ops, now=NOW)
    with pytest.raises(Conflict, match="targets.below_parent"), transaction.atomic():
        services.end_node(vacancy.pk, tree_id=tree.pk, actor=ops, now=NOW)
    put(tree, company, "sales1", 147)
    services.end_node(vacancy.pk, tree_id=tree.pk, actor=ops, now=NOW)
    assert Breakdown.objects.get(cell=whole, axis="down").must_sum == 147


def test_a_figure_out_of_range_is_refused_by_name(company: Company, tree: Tree) -> None:
    with pytest.raises(Invalid, match="targets.figure_out_of_range") as refused:
        put(tree, company, "sales1", -1)
    assert refused.value.field == "cells.0.must"


def test_the_grid_asks_the_same_for_one_cell_and_for_many(company: Company, tree: Tree) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for name in ("sales1", "sales1b"):
        put(tree, company, name, 10)
        actor = company["ops"].actor
        with CaptureQueriesContext(connection) as asked:
            grid.grid(tree.pk, grain="month", actor=actor)
        counts.append(len(asked))
    assert counts[0] == counts[1]
