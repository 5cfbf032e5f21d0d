from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Invalid
from dabiao.modules.plans.enums import PlanGrain, PlanLook
from dabiao.modules.plans.rules import cadence
from dabiao.modules.plans.rules.periods import before, containing, day_off, following, next_working

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
GRAINS = st.sampled_from(list(PlanGrain))


@given(DAYS, GRAINS)
def test_every_day_lies_in_one_period_and_periods_follow_without_a_gap(day: date, grain: PlanGrain) -> None:
    period = containing(day, grain)
    assert day in period
    assert containing(period.first, grain) == period == containing(period.last, grain)
    assert following(period).first == period.last + timedelta(days=1)
    assert before(following(period)) == period


@given(DAYS)
def test_a_week_is_monday_to_sunday_also_across_months(day: date) -> None:
    week = containing(day, PlanGrain.WEEK)
    assert (week.first.weekday(), week.last.weekday(), (week.last - week.first).days) == (0, 6, 6)


@given(DAYS)
def test_what_is_carried_over_lands_on_a_working_day(day: date) -> None:
    assert not day_off(next_working(containing(day, PlanGrain.DAY)))


def test_the_day_after_the_spring_festival_is_the_next_working_day() -> None:
    eve = containing(date(2026, 2, 14), PlanGrain.DAY)  # a make-up Saturday, the last day before the holiday
    assert not day_off(eve)
    assert next_working(eve).first == date(2026, 2, 24)


def usual(level: str, hired_on: date, day: date = date(2026, 3, 18)) -> cadence.Cadence:
    return cadence.cadence_of(
        level=level,
        hired_on=hired_on,
        day=day,
        newcomer_months=6,
        newcomer=cadence.cadence_told(cadence.USUAL_NEWCOMER),
        levels={name: cadence.cadence_told(told) for name, told in cadence.USUAL.items()},
    )


def test_newcomers_and_the_lowest_plan_weeks_and_look_daily_the_able_plan_months_and_look_weekly() -> None:
    new = usual("A", date(2025, 9, 19))
    assert (new.plans, new.look) == ((PlanGrain.WEEK,), PlanLook.DAY)
    able = usual("A", date(2025, 9, 18))
    assert (able.plans, able.look) == ((PlanGrain.MONTH,), PlanLook.WEEK)
    assert usual("D", date(2020, 1, 1)) == new


def test_a_weekly_look_is_on_the_first_and_last_working_day_of_the_week() -> None:
    weekly = cadence.Cadence((PlanGrain.MONTH,), PlanLook.WEEK)
    monday, friday = date(2026, 3, 16), date(2026, 3, 20)
    assert cadence.looks_today(weekly, monday, at_end=False)
    assert not cadence.looks_today(weekly, date(2026, 3, 17), at_end=False)
    assert cadence.looks_today(weekly, friday, at_end=True)
    assert not cadence.looks_today(weekly, monday, at_end=True)


def test_a_cadence_that_asks_for_nothing_or_for_the_unknown_is_refused() -> None:
    with pytest.raises(Invalid, match="plans.no_plan_asked"):
        cadence.checked({"plans": [], "look": "day"}, "newcomer")
    with pytest.raises(Invalid, match="core.not_a_choice"):
        cadence.checked({"plans": ["year"], "look": "day"}, "newcomer")
    with pytest.raises(Invalid, match="core.required"):
        cadence.checked_levels({"S": {"plans": ["week"], "look": "day"}})
