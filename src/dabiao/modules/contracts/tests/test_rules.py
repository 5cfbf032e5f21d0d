"""Numbers, dates and what a signature fixes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.contracts import rules

DAY = date(2026, 3, 18)


@given(st.integers(min_value=1, max_value=10**6))
def test_a_number_by_rule_names_its_month(place):
    assert rules.month_of(rules.number("202603", place)) == "202603"


@pytest.mark.parametrize(
    "number", ["", "HT-2026-0001", "HT-202603-001", "XS-202603-0001", "HT-202603-0001-A"]
)
def test_a_number_of_another_make_belongs_to_no_series(number):
    assert rules.month_of(number) is None


def test_numbers_are_padded_to_four_digits_and_grow_beyond():
    assert rules.number("202603", 7) == "HT-202603-0007"
    assert rules.number("202603", 12_345) == "HT-202603-12345"


def test_an_end_before_the_start_is_refused():
    with pytest.raises(Invalid) as refused:
        rules.check_dates(DAY, date(2026, 3, 17))
    assert (refused.value.code, refused.value.field) == ("contracts.ends_before_start", "ends_on")


@pytest.mark.parametrize(("starts_on", "ends_on"), [(DAY, DAY), (None, DAY), (DAY, None), (None, None)])
def test_open_and_single_day_terms_are_fine(starts_on, ends_on):
    rules.check_dates(starts_on, ends_on)


def test_tomorrow_cannot_be_the_day_of_signing():
    with pytest.raises(Invalid) as refused:
        rules.check_signable("draft", date(2026, 3, 19), DAY)
    assert refused.value.code == "contracts.signed_in_future"


@pytest.mark.parametrize("status", ["signed", "fulfilled", "cancelled"])
def test_only_a_draft_is_signed(status):
    with pytest.raises(Conflict) as refused:
        rules.check_signable(status, DAY, DAY)
    assert refused.value.code == "contracts.not_draft"


@pytest.mark.parametrize("field", ["amount_minor", "currency", "customer_id"])
def test_what_was_signed_stays(field):
    with pytest.raises(Conflict) as refused:
        rules.check_unsigned("signed", ["title", field])
    assert (refused.value.code, refused.value.field) == ("contracts.fixed_once_signed", field)


def test_a_signed_contract_may_get_another_title():
    rules.check_unsigned("signed", ["title", "ends_on", "remark", "number"])


@pytest.mark.parametrize(
    ("status", "amount", "received", "after"),
    [
        ("signed", 100, 99, "signed"),
        ("signed", 100, 100, "fulfilled"),
        ("signed", 100, 130, "fulfilled"),
        ("fulfilled", 100, 99, "signed"),
        ("signed", 0, 0, "signed"),
        ("signed", 0, 1, "fulfilled"),
        ("draft", 0, 0, "draft"),
        ("cancelled", 0, 0, "cancelled"),
    ],
)
def test_the_status_follows_the_money(status, amount, received, after):
    assert rules.status_with_money(status, amount, received) == after
