"""Dividing a figure: exact, fair, and never less for more."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.calendar import workdays_between
from dabiao.core.errors import Conflict
from dabiao.modules.targets.rules.splitting import Lines, Part, apportion, divide
from dabiao.modules.targets.rules.weighing import (
    RAMP,
    Stay,
    Strengths,
    capacity,
    mixed,
    monthly_rates,
    seasonal,
    whole_months,
)

totals = st.integers(0, 10**14) | st.integers(0, 60)
fractions = st.integers(0, 10**6) | st.fractions(0, 1000, max_denominator=997)
weights = st.dictionaries(st.integers(1, 500), fractions, min_size=1, max_size=12).filter(
    lambda one: any(one.values())
)


@given(totals, weights)
def test_parts_sum_exactly_and_are_never_negative(total: int, by: dict[int, Fraction]) -> None:
    got = apportion(total, by)
    assert sum(got.values()) == total
    assert min(got.values()) >= 0
    assert all(got[key] == 0 for key, weight in by.items() if weight == 0)
    whole = sum(by.values())
    assert all(abs(got[key] - total * Fraction(weight) / whole) <= len(by) for key, weight in by.items())


@given(totals, weights)
def test_more_weight_never_gets_less_than_less_weight(total: int, by: dict[int, Fraction]) -> None:
    got = apportion(total, by)
    rising = sorted(by, key=lambda key: (by[key], got[key]))
    assert [got[key] for key in rising] == sorted(got.values())


@given(totals, weights, st.data())
def test_whose_weight_grows_never_loses_and_nobody_else_gains_by_it(
    total: int, by: dict[int, Fraction], data: st.DataObject
) -> None:
    grown = data.draw(st.sampled_from(sorted(by)))
    before, after = apportion(total, by), apportion(total, {**by, grown: by[grown] + data.draw(fractions)})
    assert after[grown] >= before[grown]
    assert all(after[key] <= before[key] for key in by if key != grown)


@given(totals, st.integers(0, 10**6), weights)
def test_a_larger_whole_takes_nothing_from_anybody(total: int, more: int, by: dict[int, Fraction]) -> None:
    before, after = apportion(total, by), apportion(total + more, by)
    assert all(after[key] >= before[key] for key in by)


@given(totals, weights, st.randoms(use_true_random=False))
def test_the_order_of_the_parts_never_matters(total: int, by: dict[int, Fraction], shuffled) -> None:  # type: ignore[no-untyped-def]
    keys = list(by)
    shuffled.shuffle(keys)
    assert apportion(total, {key: by[key] for key in keys}, lot="a") == apportion(total, by, lot="a")


def test_the_odd_piece_does_not_always_go_to_the_same_one() -> None:
    winners = {
        max(got, key=lambda key: got[key])
        for n in range(40)
        for got in [apportion(1, {1: 1, 2: 1, 3: 1}, lot=str(n))]
    }
    assert winners == {1, 2, 3}


def test_largest_remainders_would_take_from_somebody_when_the_whole_grows() -> None:
    """The paradox that rules them out: at 10 the small one has 2 of them, at 11 only 1."""
    by = {1: 6, 2: 6, 3: 2}

    def by_remainders(total: int) -> dict[int, int]:
        quotas = {key: Fraction(total * weight, 14) for key, weight in by.items()}
        got = {key: int(quota) for key, quota in quotas.items()}
        last = sorted(by, key=lambda key: (got[key] - quotas[key], key))[: total - sum(got.values())]
        return {key: got[key] + (key in last) for key in by}

    assert (by_remainders(10)[3], by_remainders(11)[3]) == (2, 1)
    assert [apportion(total, by)[3] for total in (10, 11)] == [1, 1]


parts = st.lists(
    st.tuples(fractions, st.none() | st.tuples(st.integers(0, 1000), st.integers(0, 1000))),
    min_size=1,
    max_size=8,
)


@given(totals, totals, parts)
def test_both_lines_sum_exactly_and_no_part_has_a_stretch_below_its_must(
    must: int, more: int, drawn: list
) -> None:  # type: ignore[type-arg]
    every = [
        Part(key, weight, pinned=pin and Lines(pin[0], pin[0] + pin[1]))
        for key, (weight, pin) in enumerate(drawn)
    ]
    needed = Lines(must, must + more)
    pinned = [one.pinned for one in every if one.pinned]
    rest = must - sum(one.must or 0 for one in pinned), must + more - sum(one.stretch or 0 for one in pinned)
    if min(rest) < 0 or rest[1] < rest[0] or (len(pinned) == len(every) and any(rest)):
        with pytest.raises(Conflict):
            divide(needed, every)
        return
    got = divide(needed, every)
    assert sum(one.must or 0 for one in got.values()) == must
    assert sum(one.stretch or 0 for one in got.values()) == must + more
    for one in every:
        lines = got[one.key]
        assert one.pinned is None or lines == one.pinned
        assert (lines.stretch or 0) >= (lines.must or 0)


def test_without_any_weight_those_present_share_evenly() -> None:
    every = [Part(1), Part(2), Part(3, present=False)]
    assert divide(Lines(10), every) == {1: Lines(5), 2: Lines(5), 3: Lines(0)}


@pytest.mark.parametrize(
    ("every", "code"),
    [
        ([Part(1, present=False)], "targets.nobody_there"),
        ([Part(1, pinned=Lines(9, 12))], "targets.pinned_fall_short"),
        ([Part(1, pinned=Lines(11, 12)), Part(2, 1)], "targets.pinned_exceed"),
        ([Part(1, pinned=Lines(1, 15)), Part(2, 1)], "targets.pinned_leave_less_stretch"),
    ],
)
def test_what_cannot_be_met_is_refused_by_its_reason(every: list[Part], code: str) -> None:
    with pytest.raises(Conflict) as refused:
        divide(Lines(10, 20), every)
    assert refused.value.code == code


history = st.dictionaries(
    st.integers(1, 50), st.tuples(st.integers(-100, 10**12), st.integers(0, 12)), min_size=1, max_size=8
)


@given(st.integers(0, 10**12), history, st.integers(0, 24), st.integers(0, 10**12), st.data())
def test_more_history_never_gets_less(
    total: int, had: dict[int, tuple[int, int]], steady: int, more: int, data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(sorted(had)))
    attained, months = had[one]
    had[one] = attained, max(1, months)
    before = monthly_rates(had, steady)
    after = monthly_rates({**had, one: (attained + more, max(1, months))}, steady)
    even = dict.fromkeys(had, 1)
    got = [apportion(total, rates if any(rates.values()) else even) for rates in (before, after)]
    assert got[1][one] >= got[0][one] or not any(before.values())


def test_one_lucky_month_of_a_newcomer_is_not_taken_for_a_rule() -> None:
    rates = monthly_rates({1: (120, 12), 2: (30, 1), 3: (0, 0)}, 6)
    average = Fraction(150, 13)
    assert rates == {1: (120 + 6 * average) / 18, 2: (30 + 6 * average) / 7, 3: average}


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(0, 10**9), min_size=12, max_size=12),
    st.integers(0, 11),
    st.integers(0, 10**9),
)
def test_a_month_that_brought_more_before_is_never_planned_with_less(
    total: int, before: list[int], month: int, more: int
) -> None:
    days, had = dict.fromkeys(range(12), 21), dict(enumerate(before))
    got = [apportion(total, seasonal(one, days)) for one in (had, {**had, month: had[month] + more})]
    assert got[1][month] >= got[0][month] or not any(before)


def test_an_empty_month_before_is_not_planned_as_empty() -> None:
    assert seasonal({1: 90, 2: 0}, {1: 20, 2: 10}) == {1: 110, 2: 10}
    assert seasonal({}, {1: 20, 2: 10}) == {1: 20, 2: 10}


months = st.integers(0, 40)


@given(
    st.sampled_from("SABCD"), st.sampled_from("SABCD"), st.dates(date(2024, 1, 1), date(2027, 6, 30)), months
)
def test_a_better_level_or_a_longer_stay_never_carries_less(
    one: str, other: str, hired: date, n: int
) -> None:
    first, last = date(2027, 1, 1), date(2027, 12, 31)
    by = sorted((one, other), key="DCBAS".index)
    earlier = date(hired.year - n // 12 - 1, 1, 1)
    carried = [capacity(Stay(hired, None, hired, level), first, last, Strengths()) for level in by]
    assert carried == sorted(carried)
    assert capacity(Stay(earlier, None, earlier, one), first, last, Strengths()) >= capacity(
        Stay(hired, None, hired, one), first, last, Strengths()
    )


def test_a_newcomer_carries_by_the_months_since_they_came_and_the_days_they_are_there() -> None:
    came = date(2027, 2, 22)
    stay = Stay(came, date(2027, 4, 9), came, "A")
    in_february, in_march, in_april = 5, 23, 7
    assert capacity(stay, date(2027, 1, 1), date(2027, 12, 31), Strengths()) == 120 * (
        in_february * RAMP[0] + in_march * RAMP[0] + in_april * RAMP[1]
    )
    assert [whole_months(came, day) for day in (came, date(2027, 3, 21), date(2027, 3, 22))] == [0, 0, 1]


def test_methods_mix_by_their_weights_and_one_without_facts_says_nothing() -> None:
    found = {"history": {1: 3, 2: 1}, "pipeline": {1: 0, 2: 0}, "even": {1: 1, 2: 1}}
    together, silent = mixed({"history": 2, "pipeline": 5, "even": 1}, found)
    assert (together, silent) == ({1: Fraction(2), 2: Fraction(1)}, ["pipeline"])


def test_days_of_leave_carry_nothing() -> None:
    came, first, last = date(2026, 1, 5), date(2027, 6, 1), date(2027, 6, 30)
    there = capacity(Stay(came, None, came, "B"), first, last, Strengths())
    week = (date(2027, 6, 14), date(2027, 6, 20))
    away = capacity(
        Stay(came, None, came, "B", (week, (date(2027, 8, 2), date(2027, 8, 6)))), first, last, Strengths()
    )
    assert there - away == workdays_between(*week) * 100 * 100
