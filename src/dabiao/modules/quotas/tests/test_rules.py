"""What is asked of whom, what is due by now, and which days count, purely."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.quotas import rules
from dabiao.modules.quotas.enums import QuotaState
from dabiao.modules.quotas.rules import Asked

MARCH = date(2026, 3, 1)
amounts = st.none() | st.integers(0, 1_000)
steps = st.lists(st.tuples(st.integers(0, 60), amounts), max_size=6, unique_by=lambda one: one[0]).map(
    lambda found: [(MARCH + timedelta(days=day), amount) for day, amount in sorted(found)]
)
spans = st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True).map(
    lambda ends: list(zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
)


def test_a_person_comes_before_units_a_near_unit_before_a_far_one_a_level_before_everybody() -> None:
    asked = Asked(
        {7: [(MARCH, 9)]},
        {(1, ""): [(MARCH, 1)], (1, "A"): [(MARCH, 2)], (3, ""): [(MARCH, 3)], (3, "A"): [(MARCH, 4)]},
    )
    assert rules.asked_of(asked, 7, (1, 3), "A", MARCH) == 9
    assert rules.asked_of(asked, 8, (1, 3), "A", MARCH) == 4
    assert rules.asked_of(asked, 8, (1, 3), "B", MARCH) == 3
    assert rules.asked_of(asked, 8, (1, 2), "A", MARCH) == 2
    assert rules.asked_of(asked, 8, (1, 2), "B", MARCH) == 1
    assert rules.asked_of(asked, 8, (5,), "B", MARCH) is None


def test_nothing_asked_is_not_zero_and_zero_of_a_person_frees_them() -> None:
    asked = Asked({7: [(MARCH, 0)], 8: [(MARCH, None)]}, {(1, ""): [(MARCH, 5)]})
    assert rules.asked_of(asked, 7, (1,), "B", MARCH) == 0
    assert rules.asked_of(asked, 8, (1,), "B", MARCH) == 5


@given(steps, st.integers(-5, 70))
def test_the_last_that_was_set_by_a_day_holds_on_it(found: rules.Steps, days: int) -> None:
    day = MARCH + timedelta(days=days)
    before = [amount for since, amount in found if since <= day]
    assert rules.on(found, day) == (before[-1] if before else None)


@given(spans, st.integers(0, 1440), st.integers(0, 1440))
def test_a_day_only_goes_on_and_is_over_at_its_end(found: list[tuple[int, int]], one: int, two: int) -> None:
    early, late = sorted((one, two))
    assert 0 <= rules.elapsed_bp(early, found) <= rules.elapsed_bp(late, found) <= rules.WHOLE
    assert rules.elapsed_bp(found[-1][1], found) == rules.WHOLE
    assert rules.elapsed_bp(found[0][0], found) == 0


@given(st.integers(0, 1_000), st.integers(0, 10_000), st.integers(0, 1_000))
def test_who_reached_it_is_never_behind_and_who_did_what_is_due_neither(
    wanted: int, elapsed: int, done: int
) -> None:
    due = rules.due(wanted, elapsed)
    assert due <= wanted
    state = rules.state(done, wanted, due)
    assert (state == QuotaState.NONE) == (wanted == 0)
    assert (state == QuotaState.REACHED) == (wanted > 0 and done >= wanted)
    assert (state == QuotaState.BEHIND) == (wanted > 0 and done < due)


@given(st.integers(0, 1_000), st.lists(st.integers(0, 100), max_size=12).map(sorted), st.integers(-3, 15))
def test_a_newcomer_owes_a_part_that_only_grows(amount: int, ramp: list[int], months: int) -> None:
    now, later = (rules.ramped(amount, one, ramp) for one in (months, months + 1))
    assert 0 <= now <= later <= amount
    assert rules.ramped(amount, len(ramp), ramp) == amount


def test_whole_months_since_the_first_day() -> None:
    hired = date(2026, 1, 15)
    assert [rules.months_here(hired, day) for day in (date(2026, 1, 14), hired, date(2026, 2, 14))] == [
        -1,
        0,
        0,
    ]
    assert rules.months_here(hired, date(2026, 2, 15)) == 1


def test_forty_calls_do_not_hide_two_visits() -> None:
    assert rules.lag_bp([(40, 20, 10), (0, 4, 2)]) == 5_000
    assert rules.lag_bp([(0, 20, 0)]) == 0


def test_a_row_of_days_is_broken_by_a_missed_one_and_not_by_a_day_off() -> None:
    assert rules.streak([True, False, True, None, True]) == 2
    assert rules.streak([True, False]) == 0
    assert rules.streak([]) == 0


def test_a_day_is_reached_by_every_kind_that_is_asked_for() -> None:
    assert rules.reached([3, 0], [3, 0]) is True
    assert rules.reached([3, 0], [3, 1]) is False
    assert rules.reached([3, 0], [0, 0]) is None


def test_a_week_is_from_monday_and_a_month_whole() -> None:
    assert rules.days_of("week", date(2026, 3, 18)) == (date(2026, 3, 16), date(2026, 3, 22))
    assert rules.days_of("month", date(2024, 2, 29)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert rules.days_of("day", MARCH) == (MARCH, MARCH)
