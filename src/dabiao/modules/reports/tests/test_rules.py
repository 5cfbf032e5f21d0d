"""Periods, due moments, who owes, and what answers a question: pure rules."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.calendar import is_workday
from dabiao.core.errors import DomainError, Many
from dabiao.modules.reports.enums import ReportPeriod, ReportStanding
from dabiao.modules.reports.rules import answering, owing, periods
from dabiao.modules.reports.rules.owing import Away, Someone, Tally, Written
from dabiao.modules.reports.rules.periods import Due, Slot
from dabiao.modules.reports.tests.world import DAILY, GOOD, block

SHANGHAI = ZoneInfo("Asia/Shanghai")
DUE = Due(time(18, 30), time(12, 30))
days = st.dates(date(2004, 1, 1), date(2060, 12, 31))


def someone(**facts: Any) -> Someone:
    whole: dict[str, Any] = {
        "user_id": 1,
        "name": "王芳",
        "unit_id": 4,
        "unit_path": (1, 2, 4),
        "level": "B",
        "roles": frozenset({"salesperson"}),
        "hired_on": date(2025, 1, 6),
        "left_on": None,
    }
    return Someone(**{**whole, **facts})


@given(days, days, st.sampled_from(list(ReportPeriod)))
def test_periods_cover_every_day_once_without_gap(one: date, other: date, period: ReportPeriod) -> None:
    first, last = sorted((one, min(other, one + timedelta(days=800)) if other > one else other))
    last = min(last, first + timedelta(days=800))
    found = list(periods.slots_between(first, last, period))
    assert found[0].first <= first
    assert found[-1].last >= last
    for before, after in pairwise(found):
        assert after.first in (before.last + timedelta(days=1), before.first)
        assert (after.first == before.first) == (before.part == "am")
    for slot in found:
        assert slot in periods.slots_on(slot.first, period) == periods.slots_on(slot.last, period)


@given(days, st.sampled_from(list(ReportPeriod)), st.integers(0, 10))
def test_a_report_is_due_on_a_working_day_never_before_the_last_of_its_period(
    day: date, period: ReportPeriod, shift: int
) -> None:
    for slot in periods.slots_on(day, period):
        due = periods.due_at(slot, Due(time(18, 30), time(12, 30), shift), SHANGHAI)
        if due is None:
            assert not slot.workdays
        else:
            assert is_workday(due.date())
            assert due.date() >= slot.workdays[-1]


def test_a_day_off_work_owes_nothing_and_a_week_is_due_on_its_last_working_day() -> None:
    sunday, national_week = date(2026, 3, 22), date(2026, 9, 28)
    assert periods.due_at(periods.slots_on(sunday, "day")[0], DUE, SHANGHAI) is None
    due = periods.due_at(periods.slots_on(national_week, "week")[0], DUE, SHANGHAI)
    assert due == datetime(2026, 9, 30, 18, 30, tzinfo=SHANGHAI)
    morning, evening = periods.slots_on(date(2026, 3, 18), "half_day")
    assert [periods.due_at(one, DUE, SHANGHAI).hour for one in (morning, evening)] == [12, 18]  # type: ignore[union-attr]


def test_a_period_that_begins_on_another_day_is_named() -> None:
    with pytest.raises(DomainError) as refused:
        periods.slot_of(date(2026, 3, 18), "", "week")
    assert (refused.value.code, refused.value.params["meant"]) == ("reports.no_such_period", "2026-03-16")


@pytest.mark.parametrize(
    ("facts", "owes"),
    [
        ({}, True),
        ({"hired_on": date(2026, 3, 19)}, False),
        ({"hired_on": date(2026, 3, 18)}, True),
        ({"left_on": date(2026, 3, 18)}, False),
        ({"left_on": date(2026, 3, 19)}, True),
        ({"suspended": True}, False),
    ],
)
def test_nobody_owes_before_they_came_or_after_they_went(facts: Any, owes: bool) -> None:
    day = date(2026, 3, 18)
    assert owing.employed(someone(**facts), Slot(day, "", day), day) is owes


def test_who_joins_in_mid_period_owes_it() -> None:
    week = periods.slots_on(date(2026, 3, 18), "week")[0]
    assert owing.employed(someone(hired_on=date(2026, 3, 19)), week, date(2026, 3, 20))


def test_two_halves_off_are_a_day_off_and_a_day_of_a_week_is_not_a_week() -> None:
    day = date(2026, 3, 18)
    slot, halves = Slot(day, "", day), [Away(day, day, "am"), Away(day, day, "pm")]
    assert owing.is_off(slot, date(2025, 1, 1), halves)
    assert not owing.is_off(slot, date(2025, 1, 1), halves[:1])
    week = periods.slots_on(day, "week")[0]
    assert not owing.is_off(week, date(2025, 1, 1), [Away(day, day)])
    assert owing.is_off(week, day, [Away(day, date(2026, 3, 20))]), (
        "there only from Wednesday on, and off since"
    )


def test_what_was_handed_in_counts_whatever_excuse_there_is() -> None:
    due = datetime(2026, 3, 18, 10, 30, tzinfo=UTC)
    after, before = due + timedelta(minutes=1), due - timedelta(minutes=1)

    def how(written: Written | None, *, off: bool = False, now: datetime = after) -> ReportStanding:
        return owing.standing(written, off=off, late_from=due, now=now)

    assert how(None) == ReportStanding.MISSING
    assert how(None, now=before) == how(None, now=due) == ReportStanding.OPEN
    assert how(None, off=True) == ReportStanding.OFF
    assert how(Written(False, False, True)) == ReportStanding.EXCUSED
    assert how(Written(True, True, True), off=True) == ReportStanding.LATE


@given(st.lists(st.sampled_from(list(ReportStanding))))
def test_a_tally_counts_only_what_was_due(found: list[ReportStanding]) -> None:
    tally = sum((Tally().with_one(one) for one in found), Tally())
    due = [
        one for one in found if one in (ReportStanding.SUBMITTED, ReportStanding.LATE, ReportStanding.MISSING)
    ]
    assert tally.due == len(due)
    assert (tally.per_mille() is None) == (not due)


def test_everything_lacking_is_said_at_once() -> None:
    with pytest.raises(Many) as refused:
        answering.check_complete(DAILY, {"problem": "x"})
    assert [error.field for error in refused.value.errors] == ["answers.done", "answers.next"]
    answering.check_complete(DAILY, GOOD)


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        (block("q", least=3), "短", "reports.too_short"),
        (block("q", most=2), "太长了", "reports.longer_than_asked"),
        (block("q", "number", least=1), 0, "reports.too_small"),
        (block("q", "next", least=2), ["一件"], "reports.too_few_items"),
        (block("q", "done"), [{"text": "拜访", "done": False, "why": ""}], "reports.say_why"),
    ],
)
def test_an_answer_keeps_the_bounds_of_its_question(question: Any, answer: Any, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        answering.check_complete([question], {"q": answer})
    assert (refused.value.code, refused.value.field) == (code, "answers.q")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("text", 3),
        ("text", ["x"]),
        ("number", "3"),
        ("number", True),
        ("number", float("nan")),
        ("number", float("inf")),
        ("choice", "C"),
        ("next", "x"),
        ("next", [1]),
        ("done", ["x"]),
        ("done", [{"text": "x", "done": "yes"}]),
        ("done", [{"text": "x", "more": 1}]),
    ],
)
def test_an_answer_of_another_sort_is_refused_even_in_a_draft(kind: str, answer: Any) -> None:
    with pytest.raises(DomainError) as refused:
        answering.cleaned([block("q", kind, options=["A", "B"])], {"q": answer})
    assert refused.value.code == "reports.wrong_answer"


def test_what_was_to_come_stands_under_what_was_done() -> None:
    found = answering.carried(DAILY, DAILY, {"next": ["回访王总", "寄样品"]})
    assert [row["text"] for row in found["done"]] == ["回访王总", "寄样品"]
    assert answering.carried(DAILY, DAILY, {}) == {}
