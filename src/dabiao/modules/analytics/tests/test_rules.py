from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Invalid
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import BoardPeriod, HelpCode, PeriodKind, Urgency

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY = date(2026, 3, 18)
DATES = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (PeriodKind.WEEK, date(2026, 3, 16), date(2026, 3, 22)),
        (PeriodKind.MONTH, date(2026, 3, 1), date(2026, 3, 31)),
        (PeriodKind.QUARTER, date(2026, 1, 1), date(2026, 3, 31)),
        (PeriodKind.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_the_calendar_one_around_the_day(kind, first, last):
    period = rules.calendar_period(kind, WEDNESDAY)
    assert (period.first, period.last) == (first, last)


@given(kind=st.sampled_from(PeriodKind), day=DATES)
def test_periods_follow_each_other_without_gap(kind, day):
    period = rules.calendar_period(kind, day)
    assert period.first <= day < period.until
    assert rules.calendar_period(kind, period.last) == period
    assert rules.calendar_period(kind, period.until).first == period.until


@pytest.mark.parametrize(
    ("first", "until", "period"),
    [
        (None, None, (date(2026, 3, 1), date(2026, 4, 1))),
        (date(2026, 2, 3), None, (date(2026, 2, 3), date(2026, 4, 1))),
        (None, date(2026, 3, 9), (date(2026, 3, 1), date(2026, 3, 9))),
        (None, date(2025, 6, 1), (date(2025, 5, 31), date(2025, 6, 1))),
        (date(2025, 5, 1), date(2025, 6, 1), (date(2025, 5, 1), date(2025, 6, 1))),
    ],
)
def test_an_open_end_is_that_of_the_present_month(first, until, period):
    assert rules.asked_period(first, until, PeriodKind.MONTH, WEDNESDAY) == rules.Period(*period)


@pytest.mark.parametrize(("first", "until"), [(WEDNESDAY, WEDNESDAY), (date(2026, 4, 1), None)])
def test_a_period_without_a_day_is_refused(first, until):
    with pytest.raises(Invalid) as refused:
        rules.asked_period(first, until, PeriodKind.MONTH, WEDNESDAY)
    assert (refused.value.code, refused.value.field) == ("analytics.empty_period", "to")


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (WEDNESDAY, date(2026, 2, 1), date(2026, 2, 18)),
        (date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
        (date(2024, 3, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 1, 1), date(2025, 12, 1), date(2025, 12, 1)),
    ],
)
def test_last_month_is_compared_up_to_the_namesake_of_today(today, first, last):
    days = rules.same_days_before(BoardPeriod.MONTH, today)
    assert (days.first, days.last) == (first, last)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 3, 18, 2, 0, tzinfo=UTC), datetime(2026, 2, 18, 2, 0, tzinfo=UTC)),
        (datetime(2026, 3, 31, 2, 0, tzinfo=UTC), datetime(2026, 2, 28, 16, 0, tzinfo=UTC)),
        (datetime(2026, 3, 1, 15, 0, tzinfo=UTC), datetime(2026, 2, 1, 15, 0, tzinfo=UTC)),
        (datetime(2026, 2, 28, 17, 0, tzinfo=UTC), datetime(2026, 1, 31, 17, 0, tzinfo=UTC)),  # 1 March there
    ],
)
def test_last_month_is_compared_up_to_this_very_moment(now, then):
    assert rules.same_moment_before(BoardPeriod.MONTH, now, SHANGHAI) == then


@given(whole=st.integers(1, 10**6), data=st.data())
def test_a_share_is_rounded_half_up_to_basis_points(whole, data):
    part = data.draw(st.integers(0, whole))
    assert rules.share(part, whole) == int(Fraction(part * 10_000, whole) + Fraction(1, 2))


def test_there_is_no_share_of_nothing():
    assert rules.share(0, 0) is None


@given(st.lists(st.integers(0, 400 * 86_400), min_size=1, max_size=40))
def test_stays_are_added_up_without_losing_what_is_told_of_them(stays):
    deals = [rules.OpenedDeal(1, 7, "form", 5, 1, 6, [(3, seconds)], "open", None, []) for seconds in stays]
    whole = rules.opened(deals)["1"]["stays"]["3"]
    added = {}
    for deal in deals:
        rules.add(added, "3", rules.opened([deal])["1"]["stays"]["3"])
    assert added == {"3": whole}
    assert (
        rules.mean_days(whole[1], whole[0])
        == int(Fraction(sum(stays), len(stays) * 8_640) + Fraction(1, 2)) / 10
    )
    for part in (50, 90):
        within = [
            days
            for days in rules.STAY_DAYS
            if 100 * sum(one <= days * 86_400 for one in stays) >= part * len(stays)
        ]
        assert rules.percentile_days(whole, part) == (within[0] if within else None)


@pytest.mark.parametrize(
    ("first", "until", "before"),
    [
        ("2026-03-01", "2026-04-01", ("2026-02-01", "2026-03-01")),
        ("2026-01-01", "2027-01-01", ("2025-01-01", "2026-01-01")),
        ("2026-03-02", "2026-03-09", ("2026-02-23", "2026-03-02")),
    ],
)
def test_the_period_before_is_as_long(first, until, before):
    period = rules.Period(date.fromisoformat(first), date.fromisoformat(until))
    assert rules.period_before(period) == rules.Period(*map(date.fromisoformat, before))


@pytest.mark.parametrize(
    ("first", "until", "whole"),
    [
        ("2026-01-15", "2026-04-20", ("2026-02-01", "2026-04-01")),
        ("2026-01-01", "2026-04-01", ("2026-01-01", "2026-04-01")),
        ("2026-03-02", "2026-04-01", None),
        ("2026-03-02", "2026-03-09", None),
    ],
)
def test_whole_months_of_a_period_are_those_without_its_edges(first, until, whole):
    period = rules.Period(date.fromisoformat(first), date.fromisoformat(until))
    assert rules.whole_months(period) == (rules.Period(*map(date.fromisoformat, whole)) if whole else None)


def test_velocity_is_open_deals_by_amount_share_and_days():
    assert rules.velocity_minor(10, 6_000, 2, 3, 1, 30.0) == 750
    assert rules.velocity_minor(10, 0, 0, 0, 4, 0.0) is None


NOON = datetime(2026, 6, 15, 4, 0, tzinfo=UTC)
MOMENTS = st.none() | st.integers(-(10**7), 10**7).map(lambda second: NOON + timedelta(seconds=second))
PRESSING = st.builds(
    rules.Pressing,
    kind=st.sampled_from(["customer", "instalment", "lead", "opportunity", "task"]),
    id=st.integers(1, 50),
    due_at=MOMENTS,
    given_at=MOMENTS,
    signs=st.lists(st.integers(0, 3), max_size=4),
    amount_minor=st.integers(0, 10**12),
)


@given(st.lists(PRESSING, unique_by=lambda one: (one.kind, one.id)), st.randoms(use_true_random=False))
def test_a_day_has_one_order_however_its_things_were_found(day, dice):
    ordered = sorted(day, key=lambda one: rules.pressing_order(one, NOON))
    shuffled = list(day)
    dice.shuffle(shuffled)
    assert sorted(shuffled, key=lambda one: rules.pressing_order(one, NOON)) == ordered


@given(st.lists(PRESSING))
def test_urgencies_follow_each_other_and_within_them_what_presses_most_comes_first(day):
    ordered = sorted(day, key=lambda one: rules.pressing_order(one, NOON))
    levels = [list(Urgency).index(rules.urgency(one, NOON)) for one in ordered]
    assert levels == sorted(levels)
    for level in Urgency:
        here = [one for one in ordered if rules.urgency(one, NOON) is level]
        if level is Urgency.ANSWER:
            given_at = [one.given_at for one in here]
            assert given_at == sorted(given_at, reverse=True)
        elif level is Urgency.RISK:
            signs = [min(one.signs, default=0) for one in here]
            assert signs == sorted(signs)
        else:
            due = [one.due_at for one in here]
            assert due == sorted(due)
            assert all((one < NOON) == (level is Urgency.OVERDUE) for one in due)


ALL_WELL = rules.Standing(
    leads_untouched=0,
    contacts_made=4,
    contacts_overdue=2,
    contacts_planned=3,
    deals_open=8,
    deals_slipping=2,
    in_hand=20,
)


@pytest.mark.parametrize(
    ("changed", "median", "told"),
    [
        ({}, 8, []),
        ({"leads_untouched": 2}, 8, [("untouched", 2, None)]),
        ({"contacts_made": 0}, 8, [("silent", 3, None)]),
        ({"contacts_made": 0, "in_hand": 0}, 8, []),
        ({"contacts_made": None}, 8, []),
        ({"contacts_overdue": 3, "contacts_planned": 9}, 8, [("overdue", 3, 9)]),
        ({"contacts_overdue": 3, "contacts_planned": 10}, 8, []),
        ({"deals_slipping": 4}, 8, [("slipping", 4, 8)]),
        ({"deals_slipping": 3}, 8, []),
        ({"deals_slipping": 2, "deals_open": 2}, 3, []),
        ({"deals_open": 4}, 8, [("thin", 4, 8)]),
        ({"deals_open": 5}, 8, []),
        ({"deals_open": 0, "deals_slipping": 0}, 3, []),
        ({"deals_open": None, "deals_slipping": 0}, 8, []),
        ({"deals_open": 0, "deals_slipping": 0, "in_hand": 0}, 8, []),
        (
            {"leads_untouched": 1, "contacts_made": 0, "deals_open": 1},
            8,
            [("untouched", 1, None), ("silent", 3, None), ("thin", 1, 8)],
        ),
    ],
)
def test_somebody_needs_help_for_reasons_that_can_be_said(changed, median, told):
    found = rules.reasons(replace(ALL_WELL, **changed), median)
    assert [(one.code, one.value, one.of) for one in found] == told


def test_who_has_more_reasons_comes_first_then_the_graver_one_then_the_larger_number():
    few, many = rules.Reason(HelpCode.UNTOUCHED, 1), rules.Reason(HelpCode.UNTOUCHED, 9)
    thin, silent = rules.Reason(HelpCode.THIN, 1, 8), rules.Reason(HelpCode.SILENT, 3)
    people = [[thin], [few], [silent], [many], [few, thin]]
    assert sorted(people, key=rules.help_order) == [[few, thin], [many], [few], [silent], [thin]]


@pytest.mark.parametrize(
    ("today", "days", "since"),
    [
        (WEDNESDAY, 3, date(2026, 3, 13)),  # over a weekend
        (date(2026, 10, 9), 3, date(2026, 9, 29)),  # over the national holiday
        (WEDNESDAY, 0, WEDNESDAY),
    ],
)
def test_working_days_are_counted_back_over_weekends_and_holidays(today, days, since):
    assert rules.workdays_ago(today, days) == since


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (WEDNESDAY, date(2025, 10, 1), date(2025, 12, 18)),
        (date(2026, 5, 31), date(2026, 1, 1), date(2026, 2, 28)),
    ],
)
def test_a_quarter_is_compared_up_to_the_namesake_of_today_three_months_back(today, first, last):
    days = rules.same_days_before(BoardPeriod.QUARTER, today)
    assert (days.first, days.last) == (first, last)
