"""What was reached: counted from the records, by owner and unit, by the company's days."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.tests.builders import a_contract, a_customer, a_signed_contract
from dabiao.modules.receivables.tests.builders import received, refunded
from dabiao.modules.targets.models import Metric, Node, Tree
from dabiao.modules.targets.queries import standing
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.tests.world import a_tree
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
YEAR = date(2026, 1, 1)


@pytest.fixture
def company() -> Company:
    return make_company()


def reached(company: Company, code: str, grain: str = "month", **more: Any) -> Mapping[tuple[str, int], int]:
    """(name of the node, month) → what it reached."""
    tree = Tree.objects.filter(metric__code=code, starts_on=YEAR).first() or a_tree(
        company, metric_id=Metric.objects.get(code=code).pk, starts_on=YEAR
    )
    nodes = {node.pk: node for node in Node.objects.filter(tree=tree)}
    found = attained(tree, list(nodes.values()), periods.periods(periods.year_from(YEAR), grain), **more)
    return {(nodes[id].name, first.month): sum_ for (id, first), sum_ in found.items()}


def sign(company: Company, who: str, amount: int, day: date, **facts: Any) -> Any:
    draft = a_contract(company[who], amount_minor=amount, **facts)
    return contracts.sign(draft.pk, signed_on=day, actor=company[who].actor, now=NOW)


def test_a_figure_counts_for_its_person_and_every_unit_above(company: Company) -> None:
    sign(company, "sales1", 100, date(2026, 1, 31))
    sign(company, "sales1", 20, date(2026, 2, 1))
    sign(company, "sales2", 3, date(2026, 1, 1))
    sign(company, "sales3", 7, date(2025, 12, 31))
    assert reached(company, "signed") == {
        ("sales1", 1): 100,
        ("一组", 1): 100,
        ("sales2", 1): 3,
        ("二组", 1): 3,
        ("华东", 1): 103,
        ("总部", 1): 103,
        ("sales1", 2): 20,
        ("一组", 2): 20,
        ("华东", 2): 20,
        ("总部", 2): 20,
    }
    assert reached(company, "signed", "year")["总部", 1] == 123
    assert reached(company, "signed", at=date(2026, 1, 30)) == {
        ("sales2", 1): 3,
        ("二组", 1): 3,
        ("华东", 1): 3,
        ("总部", 1): 3,
    }
    assert reached(company, "contracts")["总部", 1] == 2


def test_money_given_back_counts_on_its_own_day(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    receipt = received(company, contract, 500, received_on=date(2026, 2, 28))
    refunded(company, receipt, 200, refunded_on=date(2026, 3, 1))
    found = reached(company, "received")
    assert (found["总部", 2], found["sales1", 3]) == (500, -200)


def test_other_currencies_are_not_added_up(company: Company) -> None:
    sign(company, "sales1", 100, date(2026, 1, 31), currency="USD")
    assert reached(company, "signed") == {}


def test_moments_count_on_the_day_of_the_company(company: Company) -> None:
    late = a_customer(company["sales1"])
    type(late).objects.filter(pk=late.pk).update(created_at=datetime(2026, 1, 31, 16, 0, tzinfo=UTC))
    assert reached(company, "new_customers")["sales1", 2] == 1


def test_what_was_reached_stands_beside_every_period_that_has_begun(company: Company) -> None:
    sign(company, "sales1", 100, date(2026, 1, 31))
    sign(company, "sales1", 20, date(2026, 3, 2))
    tree = a_tree(company, metric_id=Metric.objects.get(code="signed").pk, starts_on=YEAR)
    found = standing.reached(tree.pk, grain="quarter", actor=company["lead1"].actor, day=date(2026, 4, 5))
    rows = {row["node_id"]: (row["year"], row["periods"]) for row in found["rows"]}
    assert rows[Node.objects.get(tree=tree, name="sales1").pk] == (120, [120, 0, None, None])
    assert Node.objects.get(tree=tree, name="sales2").pk not in rows, "only of whom one sees"
    early = standing.reached(tree.pk, grain="month", actor=company["ops"].actor, day=date(2025, 6, 1))
    assert {row["year"] for row in early["rows"]} == {None}
