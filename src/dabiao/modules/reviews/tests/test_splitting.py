"""The split of a gap: exact, without residual, whatever the order."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.calendar import workdays_after
from dabiao.modules.reviews.rules import spans, splitting
from dabiao.modules.reviews.rules.splitting import NOTHING, Deals

MONEY = st.integers(0, 10**14)
DEALS = st.builds(
    lambda won, lost, each: Deals.of(won + lost, won, won * each),
    st.integers(0, 5_000),
    st.integers(0, 5_000),
    st.integers(1, 10**9),
)
SEASON = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000))


@given(DEALS, DEALS, SEASON)
def test_the_parts_sum_to_the_difference_to_the_cent(
    base: Deals, now: Deals, season: tuple[int, int]
) -> None:
    assert sum(splitting.equation(base, now, season).values()) == base.amount - now.amount


@given(DEALS, DEALS, DEALS, DEALS, SEASON)
def test_an_average_of_three_sums_exactly_too(
    one: Deals, two: Deals, three: Deals, now: Deals, season: tuple[int, int]
) -> None:
    base = one.plus(two).plus(three).over(3)
    assert sum(splitting.equation(base, now, season).values()) == round(base.amount) - now.amount


@given(DEALS, SEASON)
def test_what_did_not_change_has_no_part(deals: Deals, season: tuple[int, int]) -> None:
    same = (season[0], season[0])
    assert set(splitting.equation(deals, deals, same).values()) == {0}


@given(st.permutations(["a", "b", "c", "d"]), st.lists(st.floats(0.01, 100), min_size=8, max_size=8))
def test_the_order_of_the_factors_does_not_matter(order: list[str], values: list[float]) -> None:
    factors = {name: (values[place], values[place + 4]) for place, name in enumerate("abcd")}
    base = round(values[0] * values[1] * values[2] * values[3] * 100)
    now = round(values[4] * values[5] * values[6] * values[7] * 100)
    again = {name: factors[name] for name in order}
    assert splitting.split(base, now, factors) == splitting.split(base, now, again)


@given(DEALS, DEALS)
def test_looked_at_from_the_other_side_the_parts_turn_round(base: Deals, now: Deals) -> None:
    there = splitting.equation(base, now, (1, 1))
    back = splitting.equation(now, base, (1, 1))
    assert all(abs(there[name] + back[name]) <= 1 for name in there)


@given(MONEY, MONEY, SEASON)
def test_without_an_equation_season_and_quantity_make_the_whole(
    base: int, now: int, season: tuple[int, int]
) -> None:
    assert sum(splitting.level(base, now, season).values()) == base - now


def test_where_only_the_number_fell_the_number_has_it_all() -> None:
    base, now = Deals.of(20, 10, 1_000_000), Deals.of(10, 5, 500_000)
    assert splitting.equation(base, now, (0, 0)) == {
        "amount": 0,
        "conversion": 0,
        "quantity": 500_000,
        "season": 0,
    }


def test_where_last_year_fell_alike_it_was_the_season() -> None:
    base, now = Deals.of(20, 10, 1_000_000), Deals.of(10, 5, 500_000)
    assert splitting.equation(base, now, (40, 20))["season"] == 500_000


def test_where_nothing_was_won_conversion_has_nearly_all() -> None:
    parts = splitting.equation(Deals.of(20, 10, 1_000_000), Deals.of(20, 0, 0), (0, 0))
    assert parts == {"amount": 0, "conversion": 1_000_000, "quantity": 0, "season": 0}


def test_from_nothing_everything_is_the_number() -> None:
    assert splitting.equation(NOTHING, Deals.of(4, 2, 800), (0, 0))["quantity"] == -800


def test_a_plan_asks_for_as_many_deals_as_the_usual_rate_needs() -> None:
    needed = splitting.planned(1_000_000, Deals.of(20, 5, 500_000))
    assert (needed.decided, needed.won, needed.amount) == (40, 10, 1_000_000)
    assert splitting.planned(1_000, NOTHING) == NOTHING
    assert Fraction(needed.rate or 0) == Fraction(1, 4)


def test_a_quarter_stands_beside_the_quarters_before_it_and_that_of_last_year() -> None:
    days = (date(2026, 7, 1), date(2026, 9, 30))
    assert spans.before(days, "quarter", 2) == [
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2026, 3, 31)),
    ]
    assert spans.year_ago(days, "quarter") == (date(2025, 7, 1), date(2025, 9, 30))


def test_a_week_stands_beside_the_same_days_of_the_week() -> None:
    days = (date(2026, 3, 16), date(2026, 3, 22))
    assert spans.before(days, "week", 1) == [(date(2026, 3, 9), date(2026, 3, 15))]
    assert spans.year_ago(days, "week")[0].weekday() == 0


def test_a_review_is_due_on_a_working_day() -> None:
    assert workdays_after(date(2026, 2, 28), 3) == date(2026, 3, 4)
