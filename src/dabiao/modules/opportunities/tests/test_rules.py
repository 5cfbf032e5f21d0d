"""Chances, weights and what must be said, without a database."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Invalid
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import PipelineMode

AMOUNTS = st.integers(0, 10**15)
PERCENTS = st.integers(0, 100)


@pytest.mark.parametrize(
    ("rivals", "percent"), [(0, 80.0), (1, 50.0), (2, 33.3), (3, 25.0), (5, 16.7), (99, 1.0)]
)
def test_with_n_rivals_everybodys_chance_is_one_in_n_plus_one(rivals: int, percent: float) -> None:
    assert rules.in_percent(rules.chance_by_competition("open", rivals)) == percent


@pytest.mark.parametrize(("kind", "chance"), [("won", 1), ("lost", 0)])
def test_what_has_ended_is_certain_by_either_chance(kind: str, chance: int) -> None:
    assert [rules.chance_by_stage(kind, 70), rules.chance_by_competition(kind, 3)] == [chance, chance]


@given(st.integers(0, 98))
def test_one_more_rival_never_makes_a_deal_likelier(rivals: int) -> None:
    fewer, more = (rules.chance_by_competition("open", n) for n in (rivals, rivals + 1))
    assert 0 < more < fewer < 1


@given(AMOUNTS, st.integers(0, 99), PERCENTS)
def test_a_weighted_amount_is_the_exact_product_half_up(amount: int, rivals: int, percent: int) -> None:
    for chance in (rules.chance_by_stage("open", percent), rules.chance_by_competition("open", rivals)):
        assert -Fraction(1, 2) <= amount * chance - rules.weighted(amount, chance) < Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "percent", "expected"), [(5, 10, 1), (4, 10, 0), (1, 50, 1), (10**15, 100, 10**15)]
)
def test_half_a_fen_counts_as_a_whole(amount: int, percent: int, expected: int) -> None:
    assert rules.weighted(amount, Fraction(percent, 100)) == expected


@given(st.lists(AMOUNTS, max_size=20), PERCENTS)
def test_weighing_the_sum_differs_from_weighing_each_by_rounding_only(
    amounts: list[int], percent: int
) -> None:
    chance = Fraction(percent, 100)
    parts = sum(rules.weighted(amount, chance) for amount in amounts)
    assert abs(rules.weighted(sum(amounts), chance) - parts) <= (len(amounts) + 1) / 2


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
        ({"unnamed_rivals": -1}, "opportunities.too_many_rivals"),
        ({"unnamed_rivals": 100}, "opportunities.too_many_rivals"),
        ({"budget_minor": -1}, "money.not_positive"),
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


@pytest.mark.parametrize("spelling", ["紛享銷客", " 纷享 销客", "纷享销客。", "纷享销客"])
def test_spellings_of_a_competitor_have_one_key(spelling: str) -> None:
    assert rules.competitor_key(spelling) == "纷享销客"


def test_a_name_without_a_letter_is_none() -> None:
    with pytest.raises(Invalid, match="core.required"):
        rules.competitor_key(" 、-")


SIGNS = [rules.Sign(1, 10), rules.Sign(2, 10), rules.Sign(3, 20), rules.Sign(4, 30)]


@pytest.mark.parametrize(
    ("met", "by_signs", "by_checklist"),
    [
        ((), None, None),
        ((1,), 10, 10),
        ((1, 2, 3), 20, 20),
        ((3,), 20, None),  # one sign is enough; a list is ticked from the top
        ((1, 3, 4), 30, 10),
        ((1, 2, 3, 4), 30, 30),
    ],
)
def test_evidence_carries_a_deal_as_far_as_the_mode_says(
    met: tuple[int, ...], by_signs: int | None, by_checklist: int | None
) -> None:
    assert rules.evidenced_stage(PipelineMode.SIGNS, SIGNS, met) == by_signs
    assert rules.evidenced_stage(PipelineMode.CHECKLIST, SIGNS, met) == by_checklist


@given(st.sets(st.integers(1, 4)), st.integers(1, 4), st.sampled_from(PipelineMode))
def test_one_more_proof_never_takes_a_deal_back(met: set[int], more: int, mode: PipelineMode) -> None:
    before, after = (rules.evidenced_stage(mode, SIGNS, some) for some in (met, met | {more}))
    assert (before or 0) <= (after or 0)
