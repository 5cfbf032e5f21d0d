"""What carries a figure counts once, and only where it is still to come."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.targets.rules.covering import Carried, Deal, judge, uncovered

FIRST, LAST = date(2027, 3, 1), date(2027, 3, 31)
INSIDE, AFTER = date(2027, 3, 20), date(2027, 4, 2)
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("deal", "state", "counted"),
    [
        (Deal(1, 9, 100, HALF, INSIDE), "counted", 50),
        (Deal(1, 9, 100, HALF, LAST), "counted", 50),
        (Deal(1, 9, 100, HALF, AFTER), "fallen_out", 0),
        (Deal(1, 9, 100, HALF, None), "fallen_out", 0),
        (Deal(1, 9, 100, HALF, INSIDE, "won", INSIDE), "won", 0),
        (Deal(1, 9, 100, HALF, INSIDE, "won", AFTER), "fallen_out", 0),
        (Deal(1, 9, 100, HALF, INSIDE, "lost", INSIDE), "lost", 0),
    ],
)
def test_a_deal_counts_while_it_is_to_be_won_in_the_period(deal: Deal, state: str, counted: int) -> None:
    (found,) = judge([Carried(7, "opportunity", 1, None)], {1: deal}, FIRST, LAST)
    assert (found.state, found.amount, found.counted) == (state, 100, counted)


def test_a_part_of_a_deal_counts_for_that_part() -> None:
    (found,) = judge([Carried(7, "opportunity", 1, 40)], {1: Deal(1, 9, 100, HALF, INSIDE)}, FIRST, LAST)
    assert (found.amount, found.counted) == (40, 20)


def test_a_customer_counts_for_what_its_own_deals_do_not_bring() -> None:
    deals = {
        1: Deal(1, 9, 60, HALF, INSIDE),
        2: Deal(2, 9, 30, HALF, INSIDE, "won", INSIDE),
        3: Deal(3, 8, 500, HALF, INSIDE),
    }
    lines = [
        Carried(1, "customer", 9, 100),
        *(Carried(id + 1, "opportunity", id, None) for id in deals),
        Carried(5, "event", None, 25),
    ]
    counted = {one.id: one.counted for one in judge(lines, deals, FIRST, LAST)}
    assert counted == {1: 10, 2: 30, 3: 0, 4: 250, 5: 25}


lines = st.lists(
    st.builds(
        Carried,
        st.integers(1, 10**6),
        st.sampled_from(["opportunity", "customer", "event"]),
        st.integers(1, 3),
        st.none() | st.integers(0, 10**9),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
deals = st.fixed_dictionaries(
    {
        id: st.builds(
            Deal,
            st.just(id),
            st.integers(1, 3),
            st.integers(0, 10**9),
            st.fractions(0, 1, max_denominator=10),
            st.none() | st.dates(date(2027, 2, 20), date(2027, 4, 10)),
            st.sampled_from(["", "", "won", "lost"]),
            st.dates(date(2027, 2, 20), date(2027, 4, 10)),
        )
        for id in (1, 2, 3)
    }
)


@given(lines, deals)
def test_each_deal_is_counted_once_however_often_it_is_listed(
    carried: list[Carried], known: dict[int, Deal]
) -> None:
    found = {one.id: one for one in judge(carried, known, FIRST, LAST)}
    assert set(found) == {one.id for one in carried}
    for id in known:
        named = [one for one in carried if one.kind == "opportunity" and one.ref_id == id]
        assert sum(found[one.id].counted > 0 for one in named) <= 1
    assert all(0 <= one.counted <= one.amount for one in found.values())


def test_what_is_uncovered_is_never_less_than_nothing() -> None:
    assert (uncovered(100, 30, 50), uncovered(100, 60, 50)) == (20, 0)
