"""What a period will come to, and between what."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.forecasts.enums import ForecastGrain, ForecastSpan
from dabiao.modules.forecasts.rules import accuracy, expecting, periods
from dabiao.modules.forecasts.rules.accuracy import Said
from dabiao.modules.forecasts.rules.expecting import Chance, lot, outlook, swing, weighed

chances = st.builds(Chance, st.integers(0, 10**9), st.fractions(0, 1, max_denominator=1000))
deals_ = st.lists(chances, max_size=60)


@given(st.integers(0, 10**9), deals_)
def test_an_interval_holds_the_mean_and_lies_within_what_can_be(won: int, deals: list[Chance]) -> None:
    found = outlook(won, lot(deals))
    assert found.won == won <= found.low <= found.likely <= found.high
    assert found.likely == won + sum(map(weighed, deals))
    assert found.high <= won + max(sum(one.amount for one in deals), found.likely - won)


@given(deals_)
def test_a_surer_interval_is_no_narrower(deals: list[Chance]) -> None:
    wide, narrow = outlook(0, lot(deals), level=0.95), outlook(0, lot(deals), level=0.5)
    assert wide.low <= narrow.low <= narrow.high <= wide.high


def test_what_is_certain_has_no_width() -> None:
    sure = [Chance(700, Fraction(1)), Chance(900, Fraction(0))]
    assert outlook(100, lot(sure)) == expecting.Outlook(100, 800, 800, 800)
    assert outlook(5, lot([])) == expecting.Outlook(5, 5, 5, 5)


def test_few_deals_are_written_out_and_many_are_normal() -> None:
    two = outlook(0, lot([Chance(1_000, Fraction(1, 2))] * 2))
    assert (two.low, two.likely, two.high) == (0, 1_000, 2_000)
    many = outlook(0, lot([Chance(100, Fraction(1, 2))] * 400))
    assert many.likely == 20_000
    assert 1_200 < many.likely - many.low < 1_350  # 1.28 times 1,000


def test_what_is_hardly_credible_counts_less() -> None:
    unsure, sure = Chance(1_000, Fraction(1, 2)), Chance(500, Fraction(1))
    assert (weighed(unsure), weighed(unsure, 50), weighed(unsure, 0)) == (500, 250, 0)
    assert weighed(sure, 33) == 165
    assert (swing(unsure), swing(sure)) == (500, 0)


@given(deals_, deals_)
def test_sums_of_two_parts_say_of_both_what_their_deals_say_together(
    some: list[Chance], others: list[Chance]
) -> None:
    both, together = lot(some), lot([*some, *others])
    both += lot(others)
    assert (both.count, both.amount, both.likely, both.sure) == (
        *(together.count, together.amount, together.likely, together.sure),
    )
    one, other = outlook(0, both), outlook(0, together)
    assert one.likely == other.likely
    assert (one.low, one.high) == (pytest.approx(other.low, abs=2), pytest.approx(other.high, abs=2))


def test_periods_and_when_their_forecasts_are_due() -> None:
    today = date(2026, 11, 28)
    quarter = periods.of_span(ForecastSpan.NEXT_QUARTER, today)
    assert (quarter.first, quarter.last) == (date(2027, 1, 1), date(2027, 3, 31))
    assert periods.of_span(ForecastSpan.MONTH, today).year_before().first == date(2025, 11, 1)
    due = {(one.grain, one.first.month, horizon) for one, horizon in periods.due(date(2026, 11, 30))}
    assert (ForecastGrain.MONTH, 11, 0) in due
    assert (ForecastGrain.MONTH, 11, 7) not in due
    assert all(one.last - horizon * periods.DAY < today for one, horizon in periods.past(today, periods=3))


@given(st.dates(date(2024, 1, 1), date(2027, 12, 1)))
def test_each_forecast_is_due_on_some_day_and_on_no_more_than_three(day: date) -> None:
    last = periods.holding(ForecastGrain.MONTH, day)
    found = [n for n in range(-100, 4) if (last, 30) in set(periods.due(last.last + n * periods.DAY))]
    assert found == [-30, -29, -28]


def test_accuracy_by_hand() -> None:
    found = accuracy.judged([Said(50, 80, 90, 100), Said(0, 150, 160, 100), Said(0, 10, 20, 0)])
    assert (found.periods, found.mape, found.within) == (3, pytest.approx(0.35), pytest.approx(2 / 3))
    assert found.bias == pytest.approx(0.2)
    assert accuracy.judged([Said(0, 0, 0, 0)]).mape is None
    with pytest.raises(ValueError, match="no forecasts"):
        accuracy.judged([])
