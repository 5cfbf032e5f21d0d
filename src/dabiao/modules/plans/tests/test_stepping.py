from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.org.models import Employee
from dabiao.modules.plans.enums import PlanSource
from dabiao.modules.plans.queries.proposals import proposals
from dabiao.modules.plans.rules import stepping
from dabiao.modules.plans.tests.world import climbing
from dabiao.modules.targets.tests.world import put
from dabiao.testing.people import NOW, Company, make_company

weeks = st.lists(st.integers(0, 50), max_size=12)


@given(weeks, st.integers(1, 100))
def test_a_step_is_feasible_by_the_weeks_it_is_drawn_from_and_never_more_than_is_lacking(
    some: list[int], lacking: int
) -> None:
    found = stepping.step(some, lacking)
    if found is None:
        return
    amount, odds = found
    assert 0 < amount <= lacking
    assert odds.chance >= stepping.FEASIBLE
    assert odds.times == sum(one >= amount for one in some[-8:])


@given(weeks.filter(lambda some: len(some) >= 8), st.integers(0, 50), st.integers(1, 100))
def test_who_does_more_in_a_week_is_never_given_a_lower_step(
    some: list[int], more: int, lacking: int
) -> None:
    better = [*some[:-1], some[-1] + more]
    before, after = stepping.step(some, lacking), stepping.step(better, lacking)
    assert before is None or (after is not None and after[0] >= before[0])


@given(weeks, st.integers(0, 100), st.integers(0, 100), st.integers(0, 25))
def test_more_is_never_likelier(some: list[int], amount: int, more: int, days: int) -> None:
    less, much = stepping.odds(some, amount, days), stepping.odds(some, amount + more, days)
    assert (less is None) == (much is None)
    assert less is None or much is None or much.chance <= less.chance


def test_two_weeks_tell_nothing_and_three_alike_tell_enough() -> None:
    assert stepping.step([5, 5], 10) is None
    assert stepping.step([5, 6, 7], 10) == (5, stepping.Odds(3, 3))
    assert stepping.odds([1, 2, 3, 4], 5, 8) == stepping.Odds(2, 3)
    assert stepping.step([0, 0, 0, 0], 10) is None


def test_two_missed_months_are_a_losing_streak_and_one_is_none() -> None:
    assert stepping.losing([(10, 9), (10, 3)])
    assert not stepping.losing([(10, 9)])
    assert not stepping.losing([(10, 9), (10, 10)])


@pytest.fixture
def company() -> Company:
    return make_company()


def steps(work: dict[str, object]) -> list[tuple[int | None, str]]:
    found = proposals(**work, now=NOW)  # type: ignore[arg-type]
    return [(one.goal, one.metric) for one in found if one.kind == PlanSource.STEP]


@pytest.mark.django_db
def test_who_is_new_is_drafted_a_step_and_who_is_not_only_the_gap_with_its_odds(company: Company) -> None:
    work = climbing(company)
    assert steps(work) == []
    (gap,) = (one for one in proposals(**work, now=NOW) if one.kind == PlanSource.GAP)
    (why,) = gap.whys
    assert (why["code"], why["times"]) == ("gap_unlikely", 0)
    Employee.objects.filter(pk=company["sales1"].id).update(hired_on=date(2026, 1, 5))
    assert steps(work) == [(3, "metric.calls")]
    assert steps({**work, "grain": "month"}) == []


@pytest.mark.django_db
def test_who_lost_two_months_is_drafted_a_step_and_a_reached_month_ends_it(company: Company) -> None:
    work = climbing(company)
    tree_of = {"starts_on": date(2026, 2, 1)}
    tree = put_in(company, 99, date(2026, 1, 1))
    put(tree, company, "sales1", 99, **tree_of)
    assert steps(work) == [(3, "metric.calls")]
    put(tree, company, "sales1", 1, **tree_of)
    assert steps(work) == []


def put_in(company: Company, must: int, first: date) -> object:
    from dabiao.modules.targets.models import Tree

    tree = Tree.objects.get(name="2026 年电话")
    put(tree, company, "sales1", must, starts_on=first)
    return tree
