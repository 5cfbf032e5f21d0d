"""The layout of money over a plan, for any plan and any receipts."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.receivables import rules
from dabiao.modules.receivables.rules import Due, Share

AMOUNTS = st.integers(min_value=1, max_value=10**15)
DUES = st.lists(AMOUNTS, max_size=12)
PAYMENTS = st.lists(st.integers(min_value=0, max_value=10**15), max_size=12)
SMALL = st.lists(st.integers(min_value=1, max_value=9), max_size=8)
DAY = date(2026, 3, 18)


def on_dues(shares: list[Share], count: int) -> list[int]:
    paid = Counter[int]()
    for share in shares:
        if share.due is not None:
            paid[share.due] += share.amount
    return [paid[place] for place in range(count)]


@given(DUES, PAYMENTS)
def test_shares_of_a_payment_sum_to_it(dues, payments):
    shares = rules.lay_out(dues, payments)
    sums = Counter[int]()
    for share in shares:
        sums[share.payment] += share.amount
    assert [sums[place] for place in range(len(payments))] == payments
    assert all(share.amount > 0 for share in shares)


@given(DUES, PAYMENTS)
def test_no_due_is_paid_twice_and_oldest_are_paid_first(dues, payments):
    paid = on_dues(rules.lay_out(dues, payments), len(dues))
    total, expected = sum(payments), []
    for due in dues:
        expected.append(min(due, total))
        total -= expected[-1]
    assert paid == expected


@given(DUES, PAYMENTS)
def test_there_is_an_advance_only_when_every_due_is_paid(dues, payments):
    shares = rules.lay_out(dues, payments)
    advance = sum(share.amount for share in shares if share.due is None)
    assert advance == max(sum(payments) - sum(dues), 0)


@given(DUES, PAYMENTS, AMOUNTS)
def test_a_later_payment_moves_nothing_that_lay_before(dues, payments, more):
    before = rules.lay_out(dues, payments)
    after = rules.lay_out(dues, [*payments, more])
    assert after[: len(before)] == before
    assert {share.payment for share in after[len(before) :]} == {len(payments)}


@given(DUES, PAYMENTS)
def test_a_pair_of_payment_and_due_has_one_share(dues, payments):
    pairs = [(share.payment, share.due) for share in rules.lay_out(dues, payments)]
    assert len(pairs) == len(set(pairs))


@given(SMALL, SMALL, st.data())
def test_a_refund_takes_the_advance_and_then_the_newest_dues(dues, payments, data):
    before = on_dues(rules.lay_out(dues, payments), len(dues))
    advance = sum(payments) - sum(before)
    place = data.draw(st.integers(0, len(payments) - 1)) if payments else None
    if place is None:
        return
    refund = data.draw(st.integers(0, payments[place]))
    left = [amount - refund if index == place else amount for index, amount in enumerate(payments)]
    to_take, expected = max(refund - advance, 0), list(before)
    for index in reversed(range(len(dues))):
        taken = min(expected[index], to_take)
        expected[index], to_take = expected[index] - taken, to_take - taken
    assert on_dues(rules.lay_out(dues, left), len(dues)) == expected


@given(SMALL, SMALL, SMALL)
def test_the_layout_does_not_depend_on_the_plan_before(dues, other, payments):
    """Whatever plan it went through, the same plan ends in the same layout."""
    assert rules.lay_out(dues, payments) == rules.lay_out(dues, payments)
    through_other = rules.lay_out(other, payments)
    kept = Counter[int]()
    for share in through_other:
        kept[share.payment] += share.amount
    again = [kept[place] for place in range(len(payments))]
    assert rules.lay_out(dues, again) == rules.lay_out(dues, payments)


def test_an_example_reads_as_a_person_expects():
    assert rules.lay_out([300, 400, 300], [500, 600]) == [
        Share(0, 0, 300),
        Share(0, 1, 200),
        Share(1, 1, 200),
        Share(1, 2, 300),
        Share(1, None, 100),
    ]


def test_without_a_plan_everything_is_advance():
    assert rules.lay_out([], [70, 0, 30]) == [Share(0, None, 70), Share(2, None, 30)]


def test_lines_are_put_in_order_and_lines_of_one_day_stay_as_given():
    later, first, second = Due(date(2026, 5, 1), 1), Due(DAY, 2, "a"), Due(DAY, 3, "b")
    assert rules.in_order([later, first, second]) == [first, second, later]


def test_a_plan_that_sums_to_another_amount_is_refused_with_both():
    with pytest.raises(Invalid) as refused:
        rules.check_plan([Due(DAY, 30_000), Due(DAY, 60_001)], 90_000, "CNY")
    assert refused.value.code == "receivables.plan_differs"
    assert refused.value.params == {"planned": "¥900.01", "amount": "¥900.00", "difference_minor": 1}


def test_a_line_of_nothing_is_refused_by_its_place():
    with pytest.raises(Invalid) as refused:
        rules.check_plan([Due(DAY, 5), Due(DAY, 0)], 5, "CNY")
    assert (refused.value.code, refused.value.field) == ("money.not_positive", "items.1.amount_minor")


def test_a_plan_of_more_than_a_page_is_refused():
    with pytest.raises(Invalid) as refused:
        rules.check_plan([Due(DAY, 1)] * 201, 201, "CNY")
    assert refused.value.code == "receivables.plan_too_long"


@given(st.lists(AMOUNTS, min_size=1, max_size=12), st.integers(min_value=0, max_value=10**15))
def test_a_rescaled_plan_is_exact_and_has_no_empty_lines(amounts, wanted):
    plan = [Due(DAY + timedelta(days=place), amount, str(place)) for place, amount in enumerate(amounts)]
    scaled = rules.rescaled(plan, wanted)
    assert sum(line.amount_minor for line in scaled) == wanted
    assert all(line.amount_minor > 0 for line in scaled)
    assert [line.due_on for line in scaled] == sorted(line.due_on for line in scaled)


def test_no_plan_stays_no_plan():
    assert rules.rescaled([], 100) == []


@pytest.mark.parametrize(
    ("status", "code"),
    [("draft", "receivables.not_signed"), ("cancelled", "receivables.contract_cancelled")],
)
def test_money_is_refused_unless_the_contract_is_in_force(status, code):
    with pytest.raises(Conflict) as refused:
        rules.check_receivable(status)
    assert refused.value.code == code


@pytest.mark.parametrize("status", ["signed", "fulfilled"])
def test_money_is_taken_for_a_contract_in_force(status):
    rules.check_receivable(status)


def test_all_receipts_together_stay_within_what_a_column_holds():
    with pytest.raises(Invalid) as refused:
        rules.check_receipt(2, 10**15 - 1, DAY, DAY)
    assert refused.value.code == "money.too_large"


@pytest.mark.parametrize(
    ("amount", "refunded_on", "code"),
    [
        (0, DAY, "money.not_positive"),
        (101, DAY, "receivables.refund_exceeds"),
        (100, DAY + timedelta(days=1), "receivables.in_future"),
        (100, DAY - timedelta(days=9), "receivables.refund_too_early"),
    ],
)
def test_a_bad_refund_is_refused(amount, refunded_on, code):
    with pytest.raises(Invalid) as refused:
        rules.check_refund(amount, 100, "CNY", refunded_on, DAY - timedelta(days=8), DAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1_250_000, "CNY", "¥12,500.00"),
        (5, "USD", "USD 0.05"),
        (1250, "JPY", "JPY 1,250"),
        (0, "CNY", "¥0.00"),
    ],
)
def test_amounts_are_written_out_in_sentences(minor, currency, text):
    assert rules.shown(minor, currency) == text
