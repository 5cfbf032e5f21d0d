"""The draw is fair, exact and can be made again; days and results are reckoned as people expect."""

from collections import Counter
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dabiao.core.calendar import is_workday
from dabiao.core.errors import Invalid
from dabiao.modules.checks import rules

SHANGHAI = ZoneInfo("Asia/Shanghai")
records = some.dictionaries(some.integers(1, 60), some.integers(0, 3), max_size=25).map(
    lambda one: list(one.items())
)
populations = some.dictionaries(some.integers(1, 9), records, max_size=6)


@given(population=populations, seed=some.text("0123456789abcdef", min_size=1), each=some.integers(1, 30))
def test_everybody_has_exactly_so_many_and_none_twice(population: Any, seed: str, each: int) -> None:
    wanted = {
        owner: rules.wanted_of(len(kept), each=each, share=None, newcomer=False)
        for owner, kept in population.items()
    }
    winners = rules.drawn(seed, "stratified", population, wanted=wanted, total=None)
    assert len(set(winners)) == len(winners)
    assert Counter(owner for owner, _ in winners) == {
        owner: min(each, len(kept)) for owner, kept in population.items() if kept
    }
    assert all(id in dict(population[owner]) for owner, id in winners)


@given(population=populations, seed=some.text("0123456789abcdef", min_size=1), total=some.integers(0, 40))
def test_the_order_in_which_records_come_makes_no_difference(population: Any, seed: str, total: int) -> None:
    mixed = {owner: kept[::-1] for owner, kept in reversed(list(population.items()))}
    for strategy in ("random", "risk"):
        winners = rules.drawn(seed, strategy, population, wanted={}, total=total)
        assert winners == rules.drawn(seed, strategy, mixed, wanted={}, total=total)
        assert len(winners) == min(total, sum(map(len, population.values())))
    assert rules.digest(population) == rules.digest(mixed)


@given(population=populations, seed=some.text("0123456789abcdef", min_size=1))
def test_more_to_draw_keeps_who_was_drawn(population: Any, seed: str) -> None:
    """What replaces a record that is gone is the next of the same order."""
    few = rules.drawn(seed, "random", population, wanted={}, total=3)
    assert rules.drawn(seed, "random", population, wanted={}, total=5)[: len(few)] == few


@pytest.mark.parametrize("strategy", ["stratified", "random"])
def test_each_record_has_the_same_chance(strategy: str) -> None:
    """Chi-square over 2,000 draws of 3 out of 30: 29 degrees of freedom, 0.1 percent beyond 58.3."""
    population, rounds, size = {7: [(id, id % 4) for id in range(30)]}, 2_000, 3
    total = size if strategy == "random" else None
    hits = Counter(
        winner
        for seed in range(rounds)
        for winner in rules.drawn(f"seed {seed}", strategy, population, wanted={7: size}, total=total)
    )
    expected = rounds * size / 30
    # without replacement the counts vary less than independent ones: (N - n) / (N - 1) of it
    square = sum((hits[7, id] - expected) ** 2 / expected for id in range(30)) / ((30 - size) / 29)
    assert square < 58.3


def test_what_is_riskiest_comes_first_and_is_fair_among_equals() -> None:
    population = {1: [(10, 0), (11, 2), (12, 2), (13, 1)]}
    firsts = set()
    for seed in range(40):
        order = [id for _, id in rules.order_of(str(seed), "risk", population)]
        assert (set(order[:2]), order[2:]) == ({11, 12}, [13, 10])
        firsts.add(order[0])
    assert firsts == {11, 12}


def test_a_ticket_is_what_any_sha256_says() -> None:
    """`printf '%s' seed:3:14 | sha256sum`"""
    assert (
        rules.ticket("seed", 3, 14).hex()
        == "02079bf3a7719c2afe1f68c96fcaf5cc1560efc2faba09bb72adfb405c8de67d"
    )


@pytest.mark.parametrize(
    ("count", "each", "share", "newcomer", "wanted"),
    [
        (10, 2, None, False, 2),
        (10, 2, None, True, 4),
        (1, 2, None, True, 1),
        (0, 2, None, False, 0),
        (100, None, 5, False, 5),
        (101, None, 5, False, 6),
        (3, None, 5, False, 1),
        (10, None, 60, True, 10),
    ],
)
def test_how_many_are_drawn(count: int, each: Any, share: Any, newcomer: bool, wanted: int) -> None:
    assert rules.wanted_of(count, each=each, share=share, newcomer=newcomer) == wanted


def test_holidays_move_a_draw_on() -> None:
    """1 to 8 October 2025 was a holiday; 28 September and 11 October were worked on."""
    days = {"weekday": 5, "monthday": 1}
    assert rules.next_day("daily", date(2025, 9, 30), **days) == date(2025, 10, 9)
    assert rules.next_day("daily", date(2025, 9, 26), **days) == date(2025, 9, 28)
    assert rules.next_day("weekly", date(2025, 9, 26), **days) == date(2025, 10, 9)
    assert rules.next_day("weekly", date(2025, 10, 9), **days) == date(2025, 10, 10)
    assert rules.next_day("monthly", date(2025, 9, 1), **days) == date(2025, 10, 9)
    assert rules.next_day("once", date(2025, 9, 1), **days) is None


@given(
    cadence=some.sampled_from(["daily", "weekly", "monthly"]),
    after=some.dates(date(2024, 1, 1), date(2027, 12, 31)),
    weekday=some.integers(1, 7),
    monthday=some.integers(1, 20),
)
def test_the_next_day_is_later_and_worked_on(cadence: str, after: date, weekday: int, monthday: int) -> None:
    day = rules.next_day(cadence, after, weekday=weekday, monthday=monthday)
    assert day is not None
    assert after < day
    assert is_workday(day)
    assert (day - after).days <= {"daily": 12, "weekly": 20, "monthly": 45}[cadence]


def test_periods_and_the_days_they_look_at() -> None:
    monday = date(2026, 3, 16)
    assert [rules.period_of(one, monday) for one in ("daily", "weekly", "monthly", "once")] == [
        "2026-03-16",
        "2026-W12",
        "2026-03",
        "2026-03-16",
    ]
    looked_at = {
        one: rules.span_of(one, monday, span_days=3) for one in ("daily", "weekly", "monthly", "once")
    }
    assert looked_at == {
        "daily": (date(2026, 3, 13), date(2026, 3, 15)),
        "weekly": (date(2026, 3, 9), date(2026, 3, 15)),
        "monthly": (date(2026, 2, 1), date(2026, 2, 28)),
        "once": (date(2026, 3, 14), monday),
    }


def test_a_check_is_due_at_the_end_of_a_working_day() -> None:
    due = rules.due_at(date(2026, 3, 20), 2, SHANGHAI)
    assert due.isoformat() == "2026-03-24T23:59:59+08:00"


def test_answers_come_to_points_and_points_to_a_result() -> None:
    asked = [{"kind": "yes_no"}, {"kind": "score"}, {"kind": "score"}]
    assert rules.points_of(asked, [{"value": 1}, {"value": 5}, {"value": 1}]) == 66
    assert rules.points_of(asked, [{"value": 0}, {"value": 1}, {"value": 1}]) == 0
    assert [rules.judged(points, 60) for points in (100, 60, 59, 30, 29, 0)] == [
        "passed",
        "passed",
        "needs_work",
        "needs_work",
        "serious",
        "serious",
    ]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([1], "checks.answer_all"),
        ([2, 3], "checks.answer_out_of_range"),
        ([1, 0], "checks.answer_out_of_range"),
    ],
)
def test_answers_are_whole_and_in_range(answers: list[int], code: str) -> None:
    asked = [{"kind": "yes_no"}, {"kind": "score"}]
    with pytest.raises(Invalid) as refused:
        rules.points_of(asked, [{"value": one} for one in answers])
    assert refused.value.code == code
