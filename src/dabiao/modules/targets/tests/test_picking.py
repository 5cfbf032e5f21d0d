"""Products, customer groups, projects and events in a tree: picked by name, and their records are found."""

from typing import Any

import pytest

from dabiao.core.errors import DomainError, Invalid, NotFound
from dabiao.modules.contracts.tests.builders import a_contract, a_customer, an_opportunity
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.products import services as products
from dabiao.modules.sales_events import services as sales_events
from dabiao.modules.sales_events.tests.world import an_event
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Metric, Node, Tree
from dabiao.modules.targets.tests.test_attainment import YEAR, reached, sign
from dabiao.modules.targets.tests.test_attribution import JANUARY
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def a_tree(company: Company, dimension: str, code: str = "signed") -> Tree:
    return services.create_tree(
        name="2026",
        metric_id=Metric.objects.get(code=code).pk,
        unit_id=company.root.pk,
        dimension=dimension,
        starts_on=YEAR,
        grains=["year", "month"],
        actor=company["ops"].actor,
        now=NOW,
    )


def add(tree: Tree, company: Company, by: str = "ops", **facts: Any) -> Node:
    root = Node.objects.get(tree=tree, parent=None)
    return services.add_node(tree.pk, parent_id=root.pk, **facts, actor=company[by].actor, now=NOW)


def signed(company: Company, amount: int, deal: Any = None, **facts: Any) -> Any:
    more = {"opportunity_id": deal.pk, "customer_id": deal.customer_id} if deal else {}
    return sign(company, "sales1", amount, JANUARY, **more, **facts)


def a_deal(company: Company, name: str) -> Any:
    return an_opportunity(company["sales1"], a_customer(company["sales1"], name))


def test_a_product_counts_contracts_of_deals_that_sell_it(company: Company) -> None:
    ops = company["ops"].actor
    crm, bi = (products.create(code=one, name=one, actor=ops, now=NOW) for one in ("CRM", "BI"))
    deal, other = a_deal(company, "甲"), a_deal(company, "乙")
    line = {"quantity_thousandths": 1_000, "price_minor": 900}
    opportunities.add_item(deal.pk, product_id=crm.pk, **line, actor=company["sales1"].actor, now=NOW)
    signed(company, 900, deal)
    signed(company, 50, other)
    signed(company, 7)
    tree = a_tree(company, "product")
    node = add(tree, company, picked={"product_id": crm.pk})
    add(tree, company, picked={"product_id": bi.pk})
    assert (node.name, node.product_id) == ("CRM", crm.pk)
    assert reached(company, "signed") == {("CRM", 1): 900, ("总部", 1): 957}


def test_a_customer_group_counts_what_its_customers_signed(company: Company) -> None:
    found = []
    for name, industry in (("甲", "软件"), ("乙", "制造"), ("丙", "零售")):
        customer = a_customer(company["sales1"], name)
        type(customer).objects.filter(pk=customer.pk).update(industry=industry)
        found.append(customer.pk)
    for place, id in enumerate(found):
        signed(company, 10**place, customer_id=id)
    tree = a_tree(company, "customer_group")
    node = add(tree, company, picked={"customers": {"by": "industry", "values": ["软件", "制造"]}})
    assert node.name == "软件、制造"
    assert reached(company, "signed") == {("软件、制造", 1): 11, ("总部", 1): 111}


def test_a_project_is_a_deal_and_counts_what_it_signed(company: Company) -> None:
    deal = a_deal(company, "甲")
    signed(company, 900, deal)
    signed(company, 7)
    node = add(a_tree(company, "project"), company, picked={"opportunity_id": deal.pk}, name="智慧园区")
    assert node.name == "智慧园区"
    assert reached(company, "signed") == {("智慧园区", 1): 900, ("总部", 1): 907}


def test_an_event_counts_what_it_is_credited_with(company: Company) -> None:
    event = an_event(company)
    contract = signed(company, 900)
    signed(company, 7)
    sales_events.link(event.pk, kind="contract", ref_id=contract.pk, actor=company["ops"].actor, now=NOW)
    node = add(a_tree(company, "event"), company, picked={"sales_event_id": event.pk})
    assert node.name == event.name
    assert reached(company, "signed") == {(event.name, 1): 900, ("总部", 1): 907}


@pytest.mark.parametrize(
    ("dimension", "code", "picked", "wrong", "error"),
    [
        ("product", "signed", {"product_id": 999_999}, "core.not_found", NotFound),
        ("project", "signed", {"opportunity_id": 999_999}, "core.not_found", NotFound),
        ("event", "signed", {"sales_event_id": 999_999}, "core.not_found", NotFound),
        ("event", "signed", {"product_id": 1}, "core.not_editable", Invalid),
        ("org", "signed", {"product_id": 1}, "core.not_editable", Invalid),
        ("project", "signed", {}, "core.required", Invalid),
    ],
)
def test_what_cannot_be_picked_is_refused(
    company: Company, dimension: str, code: str, picked: dict[str, Any], wrong: str, error: type[DomainError]
) -> None:
    with pytest.raises(error, match=wrong):
        add(a_tree(company, dimension, code), company, picked=picked)


def test_customers_have_no_product_and_say_so(company: Company) -> None:
    crm = products.create(code="CRM", name="CRM", actor=company["ops"].actor, now=NOW)
    tree = a_tree(company, "product", "new_customers")
    with pytest.raises(Invalid, match="targets.cannot_narrow"):
        add(tree, company, picked={"product_id": crm.pk})
    assert add(tree, company, name="CRM").where == {}


def test_a_condition_that_is_none_is_refused_when_it_is_written(company: Company) -> None:
    tree = a_tree(company, "project")
    wrong = {"field": "colour", "op": "is", "value": "red"}
    with pytest.raises(Invalid, match="conditions"):
        add(tree, company, name="甲", where=wrong)
    node = add(tree, company, name="甲")
    with pytest.raises(Invalid, match="conditions"):
        services.edit_node(
            node.pk, tree_id=tree.pk, changes={"where": wrong}, version=1, actor=company["ops"].actor, now=NOW
        )


def test_a_draft_of_the_deal_counts_for_no_project(company: Company) -> None:
    deal = a_deal(company, "甲")
    a_contract(company["sales1"], customer_id=deal.customer_id, opportunity_id=deal.pk)
    add(a_tree(company, "project"), company, picked={"opportunity_id": deal.pk})
    assert reached(company, "signed") == {}
