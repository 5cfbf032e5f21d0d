"""When the next meeting of a series is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Invalid
from dabiao.modules.meetings import rules


def week(day: date) -> bool:
    return day.weekday() < 5


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from(["weekly", "monthly", "quarterly"]),
    st.integers(1, 15),
)
def test_the_next_day_lies_ahead_and_none_is_left_out(
    after: date, weekdays: set[int], repeat: str, number: int
) -> None:
    facts = {"repeat": repeat, "weekdays": sorted(weekdays), "number": number, "skip_holidays": False}
    found = rules.next_day(after, **facts, is_workday=week)  # type: ignore[arg-type]
    assert found is not None
    assert found > after
    day = after
    while (day := day + timedelta(days=1)) < found:
        assert rules.next_day(day, **facts, is_workday=week) == found  # type: ignore[arg-type]


def test_the_third_working_day_of_the_quarter() -> None:
    facts = {"repeat": "quarterly", "weekdays": [], "number": 3, "skip_holidays": True}
    assert rules.next_day(date(2026, 2, 1), **facts, is_workday=week) == date(2026, 4, 3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("repeat", "days", "number"), [("weekly", [], None), ("weekly", [7], None), ("monthly", [], 16)]
)
def test_a_series_without_days_is_refused(repeat: str, days: list[int], number: int | None) -> None:
    with pytest.raises(Invalid):
        rules.check_repeat(repeat, days, number)
