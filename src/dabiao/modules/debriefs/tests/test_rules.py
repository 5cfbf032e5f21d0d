"""What is pure about debriefs."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.debriefs import rules

NUMBERS = st.integers(1, 10**12)
SHARES = st.integers(0, 100)
FACTORS = st.dictionaries(st.sampled_from(["price", "product", "timing", "service"]), st.integers(1, 3))
DAY = date(2026, 3, 18)


@given(NUMBERS, SHARES, SHARES)
def test_a_larger_share_takes_every_deal_that_a_smaller_one_took(number: int, one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert rules.is_sampled(number, large) or not rules.is_sampled(number, small)
    assert rules.is_sampled(number, 100)
    assert not rules.is_sampled(number, 0)


def test_a_share_of_a_hundred_is_about_that_many() -> None:
    taken = sum(rules.is_sampled(number, 20) for number in range(1, 10_001))
    assert 1_900 < taken < 2_100


@given(NUMBERS, st.booleans(), st.integers(0, 10**9), SHARES, st.booleans())
def test_a_large_deal_is_always_asked_for_and_nothing_where_it_is_off(
    number: int, won: bool, amount: int, share: int, losses: bool
) -> None:
    asks = rules.Terms(active=True, from_minor=amount, losses=losses, win_share=share)
    off = rules.Terms(active=False, from_minor=0, losses=True, win_share=100)
    assert rules.asks_for_one(asks, number=number, won=won, amount_minor=amount)
    assert not rules.asks_for_one(off, number=number, won=won, amount_minor=amount)
    small = rules.Terms(active=True, from_minor=amount + 1, losses=losses, win_share=share)
    wanted = rules.is_sampled(number, share) if won else losses
    assert rules.asks_for_one(small, number=number, won=won, amount_minor=amount) is wanted


def test_whoever_works_on_the_last_day_is_in_time() -> None:
    later = DAY + timedelta(days=1)
    assert rules.standing("open", DAY, None, DAY) == "due"
    assert rules.standing("open", DAY, None, later) == "overdue"
    assert rules.standing("done", DAY, DAY, later) == "done"
    assert rules.standing("done", DAY, later, later) == "done_late"


@given(FACTORS, FACTORS)
def test_two_views_are_the_same_whoever_is_asked_first(one: dict[str, int], other: dict[str, int]) -> None:
    assert rules.same_view(one, other) is rules.same_view(other, one)
    assert rules.same_view(one, one) is (True if one else None)
