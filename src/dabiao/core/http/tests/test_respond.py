"""Answers as bytes, whatever numbers others once sent us."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.http.respond import dumps
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import Company, make_company

numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False).map(
    lambda one: int(one) if one.is_integer() else one
)
trees = st.recursive(
    numbers | st.text() | st.none(), lambda kids: st.lists(kids) | st.dictionaries(st.text(), kids)
)


@given(trees)
def test_any_number_goes_out_as_a_browser_reads_it(tree: Any) -> None:
    assert json.loads(dumps(tree), parse_int=float) == json.loads(json.dumps(tree), parse_int=float)


def test_what_no_browser_can_hold_goes_out_as_its_digits() -> None:
    assert dumps({"n": [10**400]}) == b'{"n":["1' + b"0" * 400 + b'"]}'


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.mark.django_db
def test_a_lead_whose_source_sent_a_huge_number_can_be_made_and_read(company: Company) -> None:
    body = {"name": "张伟", "phone": "13900001111", "raw": {"score": -8.23e302}}
    made = company["sales1"].client.write("POST", "/leads", body)
    read = company["sales1"].client.get(f"/api/v1/leads/{made['id']}").json()
    assert float(read["raw"]["score"]) == float(made["raw"]["score"]) == -8.23e302
    assert Lead.objects.get(pk=made["id"]).raw == {"score": pytest.approx(-8.23e302)}
