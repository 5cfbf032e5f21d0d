"""Every figure that was reached opens what it is made of."""

import json
from datetime import UTC, date, datetime

import pytest

from dabiao.modules.contracts.tests.builders import a_customer
from dabiao.modules.targets.models import Node
from dabiao.modules.targets.tests.test_attainment import reached, sign
from dabiao.testing.people import make_company

pytestmark = pytest.mark.django_db


def test_a_figure_of_the_ledger_opens_its_entries_and_any_other_its_list() -> None:
    company = make_company()
    sign(company, "sales1", 100, date(2026, 1, 31))
    sign(company, "sales2", 20, date(2026, 1, 1))
    customer = a_customer(company["sales1"])
    type(customer).objects.filter(pk=customer.pk).update(created_at=datetime(2026, 1, 31, 15, 59, tzinfo=UTC))
    client = company["ops"].client
    for code in ("signed", "new_customers"):
        expected = {name: sum_ for (name, month), sum_ in reached(company, code).items() if month == 1}
        for node in Node.objects.filter(tree__metric__code=code, name__in=expected):
            found = client.read(f"/targets/nodes/{node.pk}/records", grain="month", starts_on="2026-01-01")
            assert found["attained"] == expected[node.name]
            if code == "signed":
                assert sum(one["amount"] for one in found["entries"]) == expected[node.name]
                assert {one["title"] for one in found["entries"]} != {None}
                assert {one["bp"] for one in found["entries"]} == {10_000}
            else:
                where = json.dumps(found["where"])
                assert client.read("/customers", where=where, count=True)["count"] == expected[node.name]
