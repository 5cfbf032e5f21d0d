"""Periods of a target year cover it without gap or overlap, whatever their length and whenever the year begins."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Invalid
from dabiao.modules.targets.enums import Grain
from dabiao.modules.targets.rules import buffers, periods

firsts = st.builds(date, st.integers(2000, 2090), st.integers(1, 12), st.just(1))


@given(firsts, st.sampled_from(Grain))
def test_periods_follow_each_other_through_the_year(first: date, grain: Grain) -> None:
    year = periods.year_from(first)
    found = periods.periods(year, grain)
    assert found[0].first == year.first
    assert found[-1].last == year.last
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(found))
    assert all(one.days >= 1 for one in found)


@given(firsts, st.sampled_from([Grain.WEEK, Grain.TEN_DAY]))
def test_short_periods_never_cross_a_month(first: date, grain: Grain) -> None:
    year = periods.year_from(first)
    for month in periods.periods(year, Grain.MONTH):
        inside = periods.parts(month, year, grain)
        assert (inside[0].first, inside[-1].last) == (month.first, month.last)
        assert all(one.last <= month.last for one in inside)


@pytest.mark.parametrize(
    ("first", "weeks"),
    [
        (date(2027, 3, 1), ["03-01", "03-08", "03-15", "03-22", "03-29"]),
        (date(2027, 5, 1), ["05-01", "05-03", "05-10", "05-17", "05-24", "05-31"]),
        (
            date(2026, 12, 1),
            ["12-01", "12-07", "12-14", "12-21", "12-28"],
        ),  # the 53rd week of 2026 ends with the month
    ],
)
def test_weeks_begin_on_mondays_and_with_the_month(first: date, weeks: list[str]) -> None:
    year = periods.year_from(first)
    month = periods.periods(year, Grain.MONTH)[0]
    assert [one.first.strftime("%m-%d") for one in periods.parts(month, year, Grain.WEEK)] == weeks


def test_the_last_ten_days_are_what_the_month_has_left() -> None:
    year = periods.year_from(date(2028, 1, 1))
    february = periods.periods(year, Grain.MONTH)[1]
    assert [one.days for one in periods.parts(february, year, Grain.TEN_DAY)] == [10, 10, 9]


def test_weeks_and_ten_day_periods_would_overlap() -> None:
    with pytest.raises(Invalid, match="targets.overlapping_periods"):
        periods.checked_grains(["month", "week", "ten_day"])
    with pytest.raises(Invalid, match="targets.overlapping_periods"):
        periods.checked_grains(["quarter", "week"])
    assert periods.checked_grains(["week", "month"]) == ["year", "month", "week"]


def test_a_day_that_begins_no_period_names_the_one_it_lies_in() -> None:
    year = periods.year_from(date(2027, 1, 1))
    with pytest.raises(Invalid, match="targets.no_such_period") as refused:
        periods.starting(date(2027, 2, 3), year, Grain.MONTH)
    assert refused.value.params["meant"] == "2027-02-01"
    with pytest.raises(Invalid, match="targets.outside_the_year"):
        periods.starting(date(2028, 1, 1), year, Grain.MONTH)


@given(st.integers(0, 10**14), st.integers(0, 10_000), st.integers(0, 2 * 10**14))
def test_what_is_lacking_is_exactly_what_makes_it_enough(figure: int, buffer_bp: int, parts: int) -> None:
    lacking = buffers.short_by(figure, buffer_bp, parts)
    enough = parts + lacking
    assert enough * buffers.WHOLE >= figure * (buffers.WHOLE + buffer_bp)
    if lacking:
        assert (enough - 1) * buffers.WHOLE < figure * (buffers.WHOLE + buffer_bp)


@given(st.integers(2000, 2090), st.integers(1, 12))
def test_a_week_is_whole_but_where_a_month_cuts_it_and_its_parts_are_all_of_it(year: int, month: int) -> None:
    """Also the 53rd, which lies in two years: what December has of it ends with December."""
    this = periods.year_from(date(year, month, 1))
    following = periods.year_from(this.last + timedelta(days=1))
    parts = [*periods.periods(this, Grain.WEEK), *periods.periods(following, Grain.WEEK)]
    weeks: dict[tuple[int, int], list[periods.Period]] = {}
    for one in parts:
        numbers = {
            (one.first + timedelta(days=n)).isocalendar()[:2] for n in range((one.last - one.first).days + 1)
        }
        assert len(numbers) == 1, "a part lies in one week"
        weeks.setdefault(numbers.pop(), []).append(one)
    first, last = min(weeks), max(weeks)
    for number, found in weeks.items():
        assert len(found) <= 2
        if number not in (first, last):
            assert sum(one.days for one in found) == 7
        if len(found) == 2:
            assert found[1].first.day == 1


@given(st.integers(2000, 2090))
def test_the_53rd_week_of_a_year_that_has_one_is_told_from_the_first_of_the_next(year: int) -> None:
    this, following = (periods.year_from(date(one, 1, 1)) for one in (year, year + 1))
    last, new = periods.periods(this, Grain.WEEK)[-1], periods.periods(following, Grain.WEEK)[0]
    has_one = date(year, 12, 28).isocalendar().week == 53
    assert has_one == (last.first.isocalendar()[:2] == (year, 53))
    assert (last.last, new.first) == (date(year, 12, 31), date(year + 1, 1, 1))
    assert periods.containing(last.last, this, Grain.WEEK) == last
    with pytest.raises(Invalid, match="targets.outside_the_year"):
        periods.containing(new.first, this, Grain.WEEK)


@given(firsts)
def test_a_year_has_thirty_six_ten_day_periods(first: date) -> None:
    found = periods.periods(periods.year_from(first), Grain.TEN_DAY)
    assert len(found) == 36
    assert {one.first.day for one in found} == {1, 11, 21}
    assert {one.days for one in found} <= {8, 9, 10, 11}
