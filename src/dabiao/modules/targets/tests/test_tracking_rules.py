"""What should be reached by now, what it will end at, and what is done about what is lacking: for any figures."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.calendar import workdays_between
from dabiao.modules.targets.enums import Aim
from dabiao.modules.targets.rules import tracking
from dabiao.modules.targets.rules.forecasting import Chance, Rest, by_pace, forecast
from dabiao.modules.targets.rules.tracking import Elapsed, Ended, alarms, rolled_on, streak

figures = st.integers(0, 10**12)
deals = st.lists(
    st.builds(Chance, figures, st.fractions(0, 1, max_denominator=100)),
    max_size=6,
)
rests = st.lists(st.builds(Rest, st.lists(figures, max_size=8), st.integers(0, 11)), max_size=2)


@given(figures, deals, rests)
def test_the_interval_holds_the_point_and_never_what_is_attained_already(
    attained: int, open_deals: list[Chance], past: list[Rest]
) -> None:
    found = forecast(attained, open_deals, past)
    assert attained <= found.low <= found.point <= found.high


@given(figures, figures, deals, rests)
def test_who_has_attained_more_is_never_foretold_less(
    one: int, more: int, open_deals: list[Chance], past: list[Rest]
) -> None:
    less, greater = forecast(one, open_deals, past), forecast(one + more, open_deals, past)
    assert (greater.low >= less.low, greater.point >= less.point, greater.high >= less.high) == (True,) * 3


@given(figures, figures, deals, st.integers(1, 22), st.integers(0, 22))
def test_so_it_is_where_only_the_pace_is_known(
    one: int, more: int, open_deals: list[Chance], done: int, left: int
) -> None:
    def told(attained: int) -> tuple[int, int]:
        found = forecast(attained, open_deals, [Rest([by_pace(attained, done, left, foreseen=0)])])
        return found.low, found.point

    assert told(one + more) >= told(one)
    assert told(one + more)[0] >= told(one)[0]


@given(st.lists(figures, min_size=2, max_size=6), st.integers(1, 12))
def test_the_same_history_twice_as_long_is_never_wider(past: list[int], times: int) -> None:
    once, twice = forecast(0, [], [Rest(past, times)]), forecast(0, [], [Rest(past * 2, times)])
    assert twice.high - twice.point <= once.high - once.point


def test_an_interval_is_as_the_formula_says() -> None:
    found = forecast(100, [Chance(1_000, Fraction(1, 2))], [Rest([200, 400])])
    # deals 500 ± 641, but no more than can be; rest 300 ± 3.078·√(20000·1.5), nothing less than nothing; roots rounded up
    assert (found.point, found.low, found.high) == (900, 900 - 584, 900 + 734)


def test_history_of_one_period_makes_it_wide() -> None:
    assert forecast(0, [], [Rest([100])]).high == 408


@given(figures, st.integers(0, 23), st.integers(1, 23))
def test_by_the_end_all_of_a_target_should_be_there(figure: int, done: int, whole: int) -> None:
    assert tracking.should_be(figure, Elapsed(whole, whole)) == figure
    assert 0 <= tracking.should_be(figure, Elapsed(min(done, whole), whole)) <= figure


def test_a_year_is_due_as_its_months_are() -> None:
    months = [(100, Elapsed(20, 20)), (300, Elapsed(10, 20)), (600, Elapsed(0, 20))]
    assert tracking.should_be(2_000, Elapsed(30, 60), months) == 500
    assert tracking.should_be(2_000, Elapsed(30, 60)) == 1_000


def test_nothing_is_divided_by_a_target_of_zero_or_a_day_that_was_not() -> None:
    assert (tracking.share_bp(5, 0), tracking.share_bp(5, None), tracking.share_bp(68, 100)) == (
        None,
        None,
        6_800,
    )
    assert tracking.pace(5, Elapsed(0, 20)) is None
    assert tracking.needed_a_day(5, Elapsed(20, 20)) is None
    assert tracking.needed_a_day(5, Elapsed(18, 20)) == 3
    assert tracking.should_be(5, Elapsed(0, 0)) == 0


def test_a_day_counts_once_it_is_over() -> None:
    monday, friday = date(2027, 3, 1), date(2027, 3, 5)
    assert tracking.elapsed(monday, friday, monday) == Elapsed(0, 5)
    assert tracking.elapsed(monday, friday, date(2027, 3, 4)) == Elapsed(3, 5)
    assert tracking.elapsed(monday, friday, date(2027, 6, 1)) == Elapsed(5, 5)


@given(st.dates(date(2026, 1, 1), date(2026, 10, 1)), st.integers(0, 20), st.integers(1, 20))
def test_the_same_share_of_another_period_was_over_by_that_day(first: date, done: int, whole: int) -> None:
    last = date.fromordinal(first.toordinal() + 29)
    days = min(done, whole)
    day = tracking.day_after_as_many(first, last, days, whole)
    all_days = workdays_between(first, last)
    assert workdays_between(first, day) * whole >= all_days * days
    assert day < first or workdays_between(first, date.fromordinal(day.toordinal() - 1)) * whole < (
        all_days * days
    )


@pytest.mark.parametrize(
    ("periods", "aim", "count"),
    [
        ([(10, 10), (10, 9), (10, 8)], Aim.AT_LEAST, -2),
        ([(10, 9), (10, 10), (10, 11)], Aim.AT_LEAST, 2),
        ([(10, 9), (0, 5), (None, 5), (10, 9)], Aim.AT_LEAST, -2),
        ([(10, 9), (10, 11), (10, 12)], Aim.AT_MOST, -2),
        ([], Aim.AT_LEAST, 0),
    ],
)
def test_streaks_go_back_to_the_first_that_was_otherwise(
    periods: list[tuple[int | None, int]], aim: str, count: int
) -> None:
    assert streak([Ended(*one) for one in periods], aim) == count


@pytest.mark.parametrize(
    ("periods", "aim", "said"),
    [
        ([(10, 9), (10, 9), (10, 9)], Aim.AT_LEAST, ["missed_in_row"]),
        ([(10, 9), (10, 9)], Aim.AT_LEAST, []),
        ([(10, 9), (10, 10), (10, 9)], Aim.AT_LEAST, []),
        ([(10, 4)], Aim.AT_LEAST, ["far_below"]),
        ([(10, 5)], Aim.AT_LEAST, []),
        ([(10, 4), (10, 4), (10, 4)], Aim.AT_LEAST, ["missed_in_row", "far_below"]),
        ([(10, 4), (10, 4), (0, 0)], Aim.AT_LEAST, []),
        ([(10, 4), (None, 0)], Aim.AT_LEAST, []),
        ([(10, 21)], Aim.AT_MOST, ["far_below"]),
        ([(10, 20)], Aim.AT_MOST, []),
        ([(10, 11), (10, 11), (10, 11)], Aim.AT_MOST, ["missed_in_row"]),
        ([(0, 1)], Aim.AT_MOST, ["far_below"]),
        ([(10, 3)], Aim.AT_MOST, []),
        ([], Aim.AT_LEAST, []),
    ],
)
def test_alarms_are_for_many_misses_and_for_far_ones(
    periods: list[tuple[int | None, int]], aim: str, said: list[str]
) -> None:
    assert alarms([Ended(*one) for one in periods], aim, missed_in_row=3, under_bp=5_000) == said


ended = st.lists(st.builds(Ended, st.none() | figures, figures), max_size=11)


@given(ended, st.lists(figures, min_size=1, max_size=12))
def test_all_that_is_lacking_rolls_on_and_not_a_cent_more(past: list[Ended], targets: list[int]) -> None:
    remaining = dict(enumerate(targets))
    lacking = max(0, sum(one.must - one.attained for one in past if one.must is not None))
    now = rolled_on(past, remaining, Aim.AT_LEAST)
    assert sum(now.values()) == sum(targets) + lacking
    assert all(now[place] >= target for place, target in remaining.items())


@given(ended, st.lists(figures, min_size=1, max_size=12))
def test_what_was_spent_too_much_is_missing_later_down_to_nothing(
    past: list[Ended], targets: list[int]
) -> None:
    remaining = dict(enumerate(targets))
    spent = max(0, sum(one.attained - one.must for one in past if one.must is not None))
    now = rolled_on(past, remaining, Aim.AT_MOST)
    assert sum(now.values()) == max(0, sum(targets) - spent)
    assert all(0 <= now[place] <= target for place, target in remaining.items())


def test_a_surplus_makes_up_for_another_month_and_is_not_given_back() -> None:
    assert rolled_on([Ended(10, 4), Ended(10, 12)], {"三月": 6, "四月": 2}, Aim.AT_LEAST) == {
        "三月": 9,
        "四月": 3,
    }
    assert rolled_on([Ended(10, 40)], {"三月": 6}, Aim.AT_LEAST) == {"三月": 6}
    assert rolled_on([Ended(10, 4)], {}, Aim.AT_LEAST) == {}
