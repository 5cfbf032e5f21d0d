"""What stands in a tree is edited, moved, taken out and brought back; the same stands once under a node."""

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from dabiao import doctor
from dabiao.core.errors import Conflict, DomainError, Invalid, NotFound
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.products import services as products
from dabiao.modules.sales_events.tests.world import an_event
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Breakdown, Cell, Node, Tree
from dabiao.modules.targets.queries.members import members
from dabiao.modules.targets.tests import world
from dabiao.modules.targets.tests.test_picking import a_deal, add
from dabiao.testing.people import NOW, Company, make_company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db
YEAR = {"grain": "year"}


@pytest.fixture
def company() -> Company:
    return make_company()


def a_tree(company: Company, dimension: str, **facts: Any) -> Tree:
    return world.a_tree(company, dimension=dimension, grains=["year", "month"], **facts)


def a_product(company: Company, name: str) -> int:
    return products.create(code=name, name=name, actor=company["ops"].actor, now=NOW).pk


def edit(node: Node, company: Company, changes: dict[str, Any], **seen: Any) -> Node:
    seen = seen or {"version": node.version}
    who = {"actor": company["ops"].actor, "now": NOW}
    return services.edit_node(node.pk, tree_id=node.tree_id, changes=changes, **seen, **who)


def shown(tree: Tree, company: Company) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in members(tree.pk, actor=company["ops"].actor)}


def test_another_product_is_picked_and_a_found_name_follows_while_figures_stay(company: Company) -> None:
    crm, bi, erp = (a_product(company, name) for name in ("CRM", "BI", "ERP"))
    tree = a_tree(company, "product")
    node = add(tree, company, picked={"product_id": crm})
    world.put(tree, company, "CRM", 100, **YEAR)
    found = edit(node, company, {"product_id": bi, "name": "CRM"})
    assert (found.name, found.product_id, found.where["value"], found.version) == ("BI", bi, [bi], 2)
    found = edit(found, company, {"name": "报表"})
    found = edit(found, company, {"product_id": erp})
    assert (found.name, found.product_id) == ("报表", erp)
    one = shown(tree, company)["报表"]
    assert (one["picked"]["product_id"], one["picked_name"], one["figures"]) == (erp, "ERP", 1)
    found = edit(found, company, {"product_id": None})
    assert (found.product_id, found.where, found.name) == (None, {}, "报表")


def test_a_customer_group_a_project_and_an_event_are_picked_anew(company: Company) -> None:
    group = add(a_tree(company, "customer_group"), company, picked={"customers": _of("软件")})
    assert edit(group, company, {"customers": _of("软件", "制造")}).name == "软件、制造"
    first, second = a_deal(company, "甲"), a_deal(company, "乙")
    project = add(a_tree(company, "project"), company, picked={"opportunity_id": first.pk})
    assert edit(project, company, {"opportunity_id": second.pk}).name == second.name
    event, other = an_event(company), an_event(company)
    node = add(a_tree(company, "event"), company, picked={"sales_event_id": event.pk})
    assert edit(node, company, {"sales_event_id": other.pk}).where["value"] == [other.pk]


def _of(*values: str, by: str = "industry") -> dict[str, Any]:
    return {"by": by, "values": list(values)}


@pytest.mark.parametrize("dimension", ["product", "customer_group", "project", "event"])
def test_the_same_stands_once_under_a_node(company: Company, dimension: str) -> None:
    tree = a_tree(company, dimension)
    picked: dict[str, Any] = {
        "product": lambda: {"product_id": a_product(company, "CRM")},
        "customer_group": lambda: {"customers": _of("软件", "制造")},
        "project": lambda: {"opportunity_id": a_deal(company, "甲").pk},
        "event": lambda: {"sales_event_id": an_event(company).pk},
    }[dimension]()
    node = add(tree, company, picked=picked)
    with pytest.raises(Conflict, match="targets.node_there") as refused:
        add(tree, company, picked=picked, name="换个名字")
    assert (refused.value.field, refused.value.params["name"]) == (next(iter(picked)), node.name)
    other = add(tree, company, name="待定")
    with pytest.raises(Conflict, match="targets.node_there"):
        edit(other, company, picked)
    who = {"actor": company["ops"].actor, "now": NOW}
    below = services.add_node(tree.pk, parent_id=other.pk, picked=picked, **who)  # under another one it may
    assert below.about == node.about
    with pytest.raises(IntegrityError), transaction.atomic():
        Node.objects.filter(pk=other.pk).update(about=node.about)


def test_of_those_without_a_record_the_name_stands_once_but_vacancies_are_many(company: Company) -> None:
    tree = a_tree(company, "product")
    add(tree, company, name="CRM")
    with pytest.raises(Conflict, match="targets.node_there") as refused:
        add(tree, company, name=" crm ")
    assert refused.value.field == "name"
    vacancies = a_tree(company, "org")
    assert [add(vacancies, company, name="空编").about for _ in range(2)] == ["", ""]


def test_a_customer_is_in_one_group_of_a_kind(company: Company) -> None:
    tree = a_tree(company, "customer_group")
    add(tree, company, picked={"customers": _of("软件", "制造")})
    with pytest.raises(Conflict, match="targets.group_overlaps") as refused:
        add(tree, company, picked={"customers": _of("零售", "制造")})
    assert (refused.value.field, refused.value.params["values"]) == ("customers", "制造")
    add(tree, company, picked={"customers": _of("制造", by="source")})


def test_two_who_edit_one_node_are_told_only_of_the_same_field(company: Company) -> None:
    crm, bi, erp = (a_product(company, name) for name in ("CRM", "BI", "ERP"))
    node = add(a_tree(company, "product"), company, picked={"product_id": crm}, name="主打")
    edit(node, company, {"product_id": bi})
    seen = {"version": 1, "base": {"product_id": crm, "name": "主打"}}
    with pytest.raises(Conflict, match="edit.conflict") as refused:
        edit(node, company, {"product_id": erp}, **seen)
    assert refused.value.params["conflicts"][0]["theirs"] == bi
    found = edit(node, company, {"name": "拳头"}, **seen)
    assert (found.name, found.product_id) == ("拳头", bi)
    with pytest.raises(Invalid, match="edit.base_required"):
        services.edit_node(
            node.pk, tree_id=node.tree_id, changes={"name": "甲"}, actor=company["ops"].actor, now=NOW
        )


def test_a_node_moves_among_its_own_and_the_sheet_follows(company: Company) -> None:
    tree = a_tree(company, "product")
    nodes = {name: add(tree, company, name=name) for name in ("甲", "乙", "丙")}
    who: dict[str, Any] = {"tree_id": tree.pk, "actor": company["ops"].actor, "now": NOW}
    services.move_node(nodes["丙"].pk, after_id=None, **who)
    services.move_node(nodes["甲"].pk, after_id=nodes["乙"].pk, **who)
    sheet = company["ops"].client.read(f"/targets/trees/{tree.pk}/grid?grain=year")
    assert [row["name"] for row in sheet["rows"]] == ["总部", "丙", "乙", "甲"]
    with pytest.raises(NotFound, match="core.not_found"):
        services.move_node(nodes["甲"].pk, after_id=tree.nodes.get(parent=None).pk, **who)


def test_what_was_taken_out_comes_back_with_its_figures_and_their_sums(company: Company) -> None:
    tree = world.a_tree(company)
    who: dict[str, Any] = {"actor": company["ops"].actor, "now": NOW}
    whole = world.put(tree, company, "总部", 100)
    team = world.put(tree, company, "一组", 105)
    world.put(tree, company, "sales1", 120)
    services.close(team.pk, axis="down", **who)
    gone = world.node(tree, "一组")
    division = Breakdown.objects.get(cell=Cell.objects.get(node=gone.parent, grain="month"), axis="down")

    services.end_node(gone.pk, tree_id=tree.pk, **who)
    division.refresh_from_db()
    assert (division.must_sum, _wrong()) == (0, [])
    services.bring_back(gone.pk, tree_id=tree.pk, **who)
    division.refresh_from_db()
    assert (division.must_sum, _wrong()) == (105, [])
    assert Breakdown.objects.get(cell=team, axis="down").closed_at is not None
    assert world.node(tree, "sales1").removed_at is None
    assert services.bring_back(gone.pk, tree_id=tree.pk, **who).pk == gone.pk  # said twice, done once
    assert whole.must == 100


def _wrong() -> list[str]:
    return [one.code for one in doctor.run(now=NOW) if one.code.startswith("target.")]


def test_nothing_comes_back_beside_what_came_in_its_place(company: Company) -> None:
    tree, crm = a_tree(company, "product"), a_product(company, "CRM")
    who: dict[str, Any] = {"tree_id": tree.pk, "actor": company["ops"].actor, "now": NOW}
    node = add(tree, company, picked={"product_id": crm})
    services.end_node(node.pk, **who)
    add(tree, company, picked={"product_id": crm})
    with pytest.raises(Conflict, match="targets.node_there"):
        services.bring_back(node.pk, **who)
    top = add(tree, company, name="大类")
    below = services.add_node(parent_id=top.pk, name="小类", tree_id=tree.pk, actor=who["actor"], now=NOW)
    services.end_node(below.pk, **who)
    services.end_node(top.pk, **who)
    with pytest.raises(Conflict, match="targets.parent_is_gone"):
        services.bring_back(below.pk, **who)


def test_what_is_out_of_the_tree_does_not_hold_a_larger_buffer_up(company: Company) -> None:
    tree = world.a_tree(company)
    who: dict[str, Any] = {"actor": company["ops"].actor, "now": NOW}
    team = world.put(tree, company, "一组", 100)
    world.put(tree, company, "sales1", 105)
    services.close(team.pk, axis="down", **who)
    services.end_node(world.node(tree, "一组").pk, tree_id=tree.pk, **who)
    services.edit_tree(tree.pk, changes={"buffer_bp": 2_000}, version=1, **who)
    division = Breakdown.objects.get(cell=team, axis="down")
    assert (division.buffer_bp, division.closed_at) == (2_000, None)


def test_doubles_of_before_stay_are_said_and_are_mended_by_an_edit(company: Company) -> None:
    crm, bi = a_product(company, "CRM"), a_product(company, "BI")
    tree = a_tree(company, "product")
    node = add(tree, company, picked={"product_id": crm})
    same = {"kind": node.kind, "parent": node.parent, "unit_id": node.unit_id, "where": node.where}
    double = Node.objects.create(tree=tree, name="CRM 二", product_id=crm, created_at=NOW, **same)
    Node.objects.filter(pk=node.pk).update(about="")
    import_module("dabiao.modules.targets.migrations.0011_node_stands_once").give_keys(apps, None)
    assert {name: one["double"] for name, one in shown(tree, company).items()} == {
        "总部": False,
        "CRM": False,
        "CRM 二": True,
    }
    with pytest.raises(Conflict, match="targets.node_there"):
        add(tree, company, picked={"product_id": crm})
    double.refresh_from_db()
    assert edit(double, company, {"name": "CRM 旧"}).about == ""  # a new name is no trouble
    edit(double, company, {"product_id": bi}, version=2)
    assert not any(one["double"] for one in shown(tree, company).values())


def test_who_keeps_the_tree_reads_its_members_in_as_many_statements_for_many(company: Company) -> None:
    tree, ops = a_tree(company, "product"), company["ops"].actor
    add(tree, company, picked={"product_id": a_product(company, "甲")})
    few = counted(lambda: members(tree.pk, actor=ops))
    for name in ("乙", "丙"):
        add(tree, company, picked={"product_id": a_product(company, name)})
    assert counted(lambda: members(tree.pk, actor=ops)) == few


def test_members_are_edited_moved_and_brought_back_through_the_api(company: Company) -> None:
    client, tree = company["ops"].client, a_tree(company, "product")
    path = f"/targets/trees/{tree.pk}/nodes"
    made = client.write(
        "POST", path, {"parent_id": tree.nodes.get().pk, "product_id": a_product(company, "CRM")}
    )
    again = client.problem("POST", path, {"parent_id": made["parent_id"], "product_id": _picked(made)})
    assert again == (409, "targets.node_there", "product_id")
    one = f"{path}/{made['id']}"
    changed = client.write(
        "PATCH",
        one,
        {"changes": {"product_id": a_product(company, "BI"), "to_on": "2027-06-30"}, "version": 1},
    )
    assert (changed["name"], changed["to_on"], changed["picked_name"]) == ("BI", "2027-06-30", "BI")
    assert client.write("POST", f"{one}/moves", {"after_id": None})["id"] == made["id"]
    client.write("DELETE", one)
    assert client.write("POST", f"{one}/returns", {})["id"] == made["id"]
    assert [row["name"] for row in client.read(path)["items"]] == ["总部", "BI"]


def _picked(node: dict[str, Any]) -> int:
    return int(node["picked"]["product_id"])


def test_a_vacancy_is_a_part_of_the_figure_above_it_from_its_day(company: Company) -> None:
    tree = world.a_tree(company)
    team = world.put(tree, company, "一组", 100)
    services.add_node(
        tree.pk,
        parent_id=world.node(tree, "一组").pk,
        name="空编",
        from_on=date(2027, 2, 1),
        actor=company["ops"].actor,
        now=NOW,
    )
    world.put(tree, company, "sales1", 60)
    world.put(tree, company, "空编", 45)
    assert Breakdown.objects.get(cell=team, axis="down").must_sum == 105
    services.close(team.pk, axis="down", actor=company["ops"].actor, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_product_at_once_one_is_told(tmp_path: Path) -> None:
    company = make_company()
    tree, crm = a_tree(company, "product"), a_product(company, "CRM")

    def pick() -> Node:
        return add(tree, company, picked={"product_id": crm})

    with real_database(tmp_path) as together:
        said = together(pick, pick, pick)
        assert [one.code for one in said if isinstance(one, DomainError)] == ["targets.node_there"] * 2
        assert Node.objects.filter(tree=tree, product_id=crm).count() == 1
