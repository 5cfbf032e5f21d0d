"""Chances, weights and what must be said, without a database."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Invalid
from dabiao.modules.opportunities import rules

AMOUNTS = st.integers(0, 10**15)
PERCENTS = st.integers(0, 100)


@pytest.mark.parametrize(
    ("rivals", "percent"), [(0, 80.0), (1, 50.0), (2, 33.3), (3, 25.0), (5, 16.7), (99, 1.0)]
)
def test_with_n_rivals_everybodys_chance_is_one_in_n_plus_one(rivals: int, percent: float) -> None:
    assert rules.in_percent(rules.chance_by_competition(rivals)) == percent


def test_a_named_rival_is_one_even_when_nobody_counted() -> None:
    assert [rules.rivals(0, ""), rules.rivals(0, "友商"), rules.rivals(3, "友商"), rules.rivals(2, "")] == [
        0,
        1,
        3,
        2,
    ]


@given(AMOUNTS, PERCENTS)
def test_a_weighted_amount_is_the_exact_product_half_up(amount: int, percent: int) -> None:
    exact = Fraction(amount) * rules.chance_by_stage(percent)
    assert -Fraction(1, 2) <= exact - rules.weighted(amount, percent) < Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "percent", "expected"), [(5, 10, 1), (4, 10, 0), (1, 50, 1), (10**15, 100, 10**15)]
)
def test_half_a_fen_counts_as_a_whole(amount: int, percent: int, expected: int) -> None:
    assert rules.weighted(amount, percent) == expected


@given(st.lists(AMOUNTS, max_size=20), PERCENTS)
def test_weighing_the_sum_differs_from_weighing_each_by_rounding_only(
    amounts: list[int], percent: int
) -> None:
    parts = sum(rules.weighted(amount, percent) for amount in amounts)
    assert abs(rules.weighted(sum(amounts), percent) - parts) <= (len(amounts) + 1) / 2


def test_the_shipped_stages_follow_the_buyer() -> None:
    kinds = [stage.kind for stage in rules.SHIPPED_STAGES]
    percents = [stage.percent for stage in rules.SHIPPED_STAGES if stage.kind == "open"]
    assert (kinds.count("open") <= 6, kinds.count("won"), kinds.count("lost")) == (True, 1, 1)
    assert percents == sorted(percents)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "core.required"),
        ({"amount_minor": -1}, "money.not_positive"),
        ({"amount_minor": 10**15 + 1}, "money.too_large"),
        ({"currency": "XXX"}, "money.unknown_currency"),
        ({"competitor_count": -1}, "opportunities.bad_competitor_count"),
        ({"competitor_count": 100}, "opportunities.bad_competitor_count"),
    ],
)
def test_senseless_facts_are_refused(values: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        rules.check_facts(values)


def test_only_losing_needs_a_reason() -> None:
    rules.check_reason("won", "")
    rules.check_reason("lost", "价格")
    with pytest.raises(Invalid, match="opportunities.reason_needed"):
        rules.check_reason("lost", "  ")
