"""What is pure about the market."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.market import rules

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(st.text(max_size=400))
def test_a_title_is_one_short_line_of_the_note(text: str) -> None:
    title = rules.title_of(text)
    assert len(title) <= rules.LONGEST_TITLE
    assert "\n" not in title
    assert title.removesuffix("…") in text


@given(DAYS, st.integers(1, 40))
def test_quarters_follow_each_other_without_a_gap(day: date, count: int) -> None:
    firsts = rules.quarters_before(day, count)
    assert len(firsts) == count
    assert firsts[-1] <= day <= rules.quarter_end(firsts[-1])
    for one, next_one in pairwise(firsts):
        assert rules.quarter_end(one) + timedelta(days=1) == next_one


@given(st.integers(0, 1_000), st.integers(0, 1_000))
def test_one_more_word_that_it_helped_never_makes_a_card_less_helpful(helped: int, not_helped: int) -> None:
    before = rules.helpfulness(helped, not_helped)
    assert rules.helpfulness(helped + 1, not_helped) > before > rules.helpfulness(helped, not_helped + 1)


def test_a_card_is_stale_the_day_after_its_time_is_over() -> None:
    assert not rules.is_stale(date(2026, 1, 1), 90, date(2026, 4, 1))
    assert rules.is_stale(date(2026, 1, 1), 90, date(2026, 4, 2))
