"""Cells as people write them become values of custom fields."""

from typing import Any

import pytest

from dabiao.core.errors import Invalid
from dabiao.core.fields import definitions
from dabiao.core.fields.tests.made import make, make_all
from dabiao.core.importing.custom import fields_of, value_of
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    company = make_company()
    make_all(company)
    make(company, "factor", "number", scale=6)
    return company


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("a_line", "  云岚 ", "云岚"),
        ("people", "1,200", 1200),
        ("people", "1.2万", 12_000),
        ("people", "-5", -5),
        ("rate", "8.5", 850),
        ("rate", "-1,234.56万", -1_234_560_000),
        ("factor", "0.000125", 125),
        ("factor", "-12.34567", -12_345_670),
        ("budget", "12.5万", 12_500_000),
        ("budget", "¥1,234.50", 123_450),
        ("go_live", "2026年12月31日", "2026-12-31"),
        ("demo_at", "2026-11-21 17:30", "2026-11-21T09:30:00.000Z"),
        ("tender", "是", True),
        ("tender", "No", False),
        ("way", "金蝶", "o2"),
        ("systems", "用友、自研", ["o1", "o3"]),
    ],
)
def test_a_cell_becomes_a_value_of_the_type(company: Company, key: str, typed: str, value: Any) -> None:
    assert value_of(definitions.of("lead")[key], typed) == value


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("people", "12.5", "importing.number_too_precise"),
        ("rate", "8.505", "importing.number_too_precise"),
        ("rate", "many", "importing.not_a_number"),
        ("rate", "¥8", "importing.not_a_number"),
        ("factor", "0.0001251", "importing.number_too_precise"),
        ("factor", "99999999999", "fields.too_large"),
        ("budget", "0.001", "importing.money_too_precise"),
        ("go_live", "soon", "importing.not_a_date"),
        ("tender", "maybe", "fields.not_yes_or_no"),
        ("way", "SAP", "fields.not_an_option"),
    ],
)
def test_a_cell_that_is_none_is_refused(company: Company, key: str, typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        value_of(definitions.of("lead")[key], typed)
    assert refusal.value.code == code


def test_labels_of_every_language_and_the_key_are_headers(company: Company) -> None:
    fields = {one.name: one for one in fields_of("lead")}
    assert list(fields)[:2] == ["fields.a_line", "fields.story"]
    assert fields["fields.budget"].aliases == ("字段budget", "Field budget", "budget")
