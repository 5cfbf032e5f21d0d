"""What a design must keep to, without a database: whatever is done to one, what passes keeps the rules."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import DomainError
from dabiao.modules.opportunities import rules

WON, LOST = rules.StagePlan(90, "赢单", 100, "won"), rules.StagePlan(91, "输单", 0, "lost")


def signs(count: int, word: str = "标准") -> tuple[rules.CriterionPlan, ...]:
    return tuple(rules.CriterionPlan(None, f"{word}{number}") for number in range(count))


def a_stage(name: str, percent: int, count: int = 3) -> rules.StagePlan:
    return rules.StagePlan(None, name, percent, criteria=signs(count))


def a_design(*stages: rules.StagePlan, **more: object) -> rules.Design:
    return rules.Design("快销", "signs", (*stages, WON, LOST), active=True)._replace(**more)


def said(design: rules.Design) -> list[tuple[str, str | None]]:
    return [(one.code.removeprefix("opportunities."), one.field) for one in rules.problems(design)]


@pytest.mark.parametrize(
    ("design", "wrong"),
    [
        (a_design(a_stage("一", 10), a_stage("二", 99)), []),
        (a_design(name=" "), [("core.required", "name"), ("no_open_stage", "stages")]),
        (a_design(a_stage("一", 50), a_stage("二", 50)), [("percent_not_rising", "stages.1.percent")]),
        (a_design(a_stage("一", 0)), [("percent_out_of_range", "stages.0.percent")]),
        (a_design(a_stage("一", 10), a_stage(" 一", 20)), [("name_twice", "stages.1.name")]),
        (a_design(a_stage("一", 10, 2)), [("criteria_count", "stages.0.criteria")]),
        (a_design(a_stage("一", 10, 6)), [("criteria_count", "stages.0.criteria")]),
        (a_design(a_stage("一", 10, 0), active=False), []),
        (a_design(a_stage("一", 10, 6), active=False), [("criteria_count", "stages.0.criteria")]),
        (a_design(a_stage("一", 10), is_default=True, active=False), [("default_is_active", "active")]),
        (a_design(stages=(a_stage("一", 10), LOST)), [("won_once", "stages")]),
        (a_design(stages=(a_stage("一", 10), WON, LOST, LOST)), [("lost_once", "stages"), ("name_twice", "stages.3.name")]),
        (a_design(*(a_stage(f"第{n}", n) for n in range(1, 8))), [("too_many_stages", "reason")]),
        (a_design(*(a_stage(f"第{n}", n) for n in range(1, 8)), reason="招投标多两步"), []),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_field(
    design: rules.Design, wrong: list[tuple[str, str | None]]
) -> None:
    assert said(design) == wrong


Change = Callable[[rules.Design], rules.Design]
places = st.integers(0, 8)


def at(place: int, change: Callable[[rules.StagePlan], rules.StagePlan]) -> Change:
    def changed(design: rules.Design) -> rules.Design:
        here = place % len(design.stages)
        stages = [change(one) if number == here else one for number, one in enumerate(design.stages)]
        return design._replace(stages=tuple(stages))

    return changed


def drop(place: int) -> Change:
    return lambda design: design._replace(
        stages=tuple(one for number, one in enumerate(design.stages) if number != place)
    )


def insert(place: int, stage: rules.StagePlan) -> Change:
    return lambda design: design._replace(stages=(*design.stages[:place], stage, *design.stages[place:]))


names = st.text("甲乙丙", min_size=1)
changes = st.one_of(
    st.builds(lambda place, percent: at(place, lambda one: one._replace(percent=percent)), places, st.integers(-5, 105)),
    st.builds(lambda place, name: at(place, lambda one: one._replace(name=name)), places, st.sampled_from("一二三 ")),
    st.builds(lambda place, count: at(place, lambda one: one._replace(criteria=signs(count))), places, st.integers(0, 7)),
    st.builds(drop, places),
    st.builds(lambda place, name, percent: insert(place, a_stage(name, percent)), places, names, st.integers(1, 99)),
    st.builds(lambda value: lambda design: design._replace(active=value), st.booleans()),
    st.builds(lambda value: lambda design: design._replace(reason=value), st.sampled_from(["", "有原因"])),
)  # fmt: skip


@given(st.lists(changes, max_size=25))
def test_whatever_is_changed_what_is_saved_keeps_the_rules(steps: list[Change]) -> None:
    saved = a_design(a_stage("起", 20), a_stage("承", 40))
    for step in steps:
        wanted = step(saved)
        try:
            rules.check_design(wanted)
        except DomainError:
            continue  # refused: what was saved stays
        saved = wanted
    percents = [one.percent for one in saved.open_stages]
    assert all(before < after for before, after in pairwise([0, *percents, 100]))
    assert 1 <= len(percents) <= (20 if saved.reason else 6)
    assert sorted(one.kind for one in saved.stages if one.kind != "open") == ["lost", "won"]
    assert all(len(one.criteria) <= 5 for one in saved.stages)
    assert not saved.active or all(len(one.criteria) >= 3 for one in saved.open_stages)
    assert len({one.name.strip() for one in saved.stages}) == len(saved.stages)


@given(
    st.lists(st.sampled_from(["餐饮", "零售", "软件"]), max_size=2),
    st.sampled_from(["餐饮", "软件", "", "矿业"]),
)
def test_a_deal_goes_only_where_every_condition_is_met(industries: list[str], industry: str) -> None:
    ways = [
        rules.Way(1, (), (), ()),
        rules.Way(2, (7,), industries, ()),
        rules.Way(3, (), industries, ("person",)),
    ]
    found = rules.way_of(ways, industry=industry, customer_kind="person", product_ids=[7])
    fits = not industries or industry in industries
    assert found == (2 if fits else None)
    without = rules.way_of(ways, industry=industry, customer_kind="person", product_ids=[])
    assert without == (3 if fits else None)


def test_what_changed_is_told_in_words() -> None:
    before = a_design(a_stage("一", 10)._replace(id=1), active=False)
    first = before.stages[0]._replace(percent=15, sop="先打电话", criteria=signs(2, "信号"))
    after = before._replace(name="慢销", industries=("餐饮", "零售"), stages=(first, *before.stages[1:]))
    assert rules.changes_between(before, after) == {
        "name": ["快销", "慢销"],
        "industries": ["", "餐饮、零售"],
        "stages": ["一 10% → 赢单 100% → 输单 0%", "一 15% → 赢单 100% → 输单 0%"],
        "criteria": ["一：标准0、标准1、标准2", "一：信号0、信号1"],
        "guide": ["", "一"],
    }
    assert rules.changes_between(before, before) == {}
