"""What makes sense of a rule and of the company's clocks."""

from typing import Any

import pytest

from dabiao.core.errors import DomainError, Many
from dabiao.modules.dispatch.rules.checking import GRADES, LEVELS, asking_me, check_policy, check_rule, tidied
from dabiao.modules.leads.enums import Grade
from dabiao.modules.org.enums import Level

RULE: dict[str, Any] = {
    "name": "华南",
    "candidates": {"units": [3]},
    "strategy": "round_robin",
    "weights": {},
    "cap_day": None,
    "cap_hour": None,
    "cap_open": None,
    "hours": "working",
    "own_hours": {},
    "fallback": "wait",
    "wait_minutes": 30,
    "pool_unit_id": None,
    "clock": {},
    "grades": {},
}
POLICY: dict[str, Any] = {
    "working": {},
    "clock": {},
    "grades": {},
    "clean_to_regain": 20,
    "claims_per_day": 0,
    "claims_open": 0,
    "recycle_days": 0,
}


def faults(check: Any, *given: Any) -> list[tuple[str, str | None]]:
    try:
        check(*given)
    except Many as several:
        return [(error.code, error.field) for error in several.errors]
    except DomainError as error:
        return [(error.code, error.field)]
    return []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({}, None),
        ({"name": ""}, ("core.required", "name")),
        ({"candidates": {}}, ("dispatch.nobody_named", "candidates")),
        ({"candidates": {"levels": ["S"], "except": [3]}}, ("dispatch.nobody_named", "candidates")),
        ({"candidates": {"people": [3], "except": [3, 4]}}, ("dispatch.all_excepted", "candidates.except")),
        ({"candidates": {"people": [3, 5], "except": [3]}}, None),
        ({"strategy": "weighted"}, ("dispatch.no_weights", "weights")),
        ({"strategy": "weighted", "weights": {"S": 0, "A": 0}}, ("dispatch.no_weights", "weights")),
        ({"strategy": "weighted", "weights": {"S": 17}}, ("dispatch.number_out_of_range", "weights.S")),
        ({"strategy": "weighted", "weights": {"S": 1, "E": 1}}, ("dispatch.unknown_level", "weights.E")),
        (
            {"strategy": "weighted", "weights": {"S": 1}, "candidates": {"units": [3], "levels": ["A"]}},
            ("dispatch.levels_without_weight", "weights"),
        ),
        ({"strategy": "weighted", "weights": {"S": 16, "A": 0}}, None),
        ({"cap_day": 0}, ("dispatch.number_out_of_range", "cap_day")),
        ({"cap_day": 5, "cap_hour": 6}, ("dispatch.hour_above_day", "cap_hour")),
        ({"cap_day": 5, "cap_hour": 5, "cap_open": 1}, None),
        ({"hours": "own"}, ("dispatch.no_hours", "own_hours.spans")),
        (
            {"hours": "own", "own_hours": {"days": "all", "spans": [["9", "12:00"]]}},
            ("dispatch.bad_span", "own_hours.spans.0"),
        ),
        (
            {"hours": "own", "own_hours": {"days": [8], "spans": [["09:00", "12:00"]]}},
            ("dispatch.bad_days", "own_hours.days"),
        ),
        ({"hours": "own", "own_hours": {"days": [1], "spans": [["09:00", "24:00"]]}}, None),
        ({"wait_minutes": 0}, ("dispatch.number_out_of_range", "wait_minutes")),
        ({"wait_minutes": 0, "fallback": "desk"}, None),
        ({"fallback": "pool"}, ("core.required", "pool_unit_id")),
        ({"fallback": "pool", "pool_unit_id": 3}, None),
        ({"strategy": "pool", "candidates": {}}, ("core.required", "pool_unit_id")),
        ({"strategy": "pool", "pool_unit_id": 3}, ("dispatch.pool_takes_none", "candidates")),
        (
            {"strategy": "pool", "pool_unit_id": 3, "candidates": {}, "cap_hour": 3},
            ("dispatch.pool_takes_none", "cap_hour"),
        ),
        ({"strategy": "pool", "pool_unit_id": 3, "candidates": {}}, None),
        ({"clock": {"respond": 9}}, ("dispatch.unknown_term", "clock.respond")),
        ({"clock": {"response": 29}}, ("dispatch.term_out_of_range", "clock.response")),
        ({"clock": {"wall": 1}}, ("dispatch.term_not_a_switch", "clock.wall")),
        ({"clock": {"response": 120}}, ("dispatch.warn_too_late", "clock.warn")),
        ({"clock": {"response": 120, "warn": 60}}, None),
        ({"grades": {"E": {"warn": 60}}}, ("dispatch.unknown_grade", "grades.E")),
        ({"grades": {"A": {"response": 120}}}, ("dispatch.warn_too_late", "grades.A.warn")),
        ({"grades": {"A": {"response": 120, "warn": 60}}}, None),
    ],
)
def test_each_fault_of_a_rule_names_its_field(said: dict[str, Any], fault: tuple[str, str] | None) -> None:
    assert faults(check_rule, {**RULE, **said}, POLICY) == ([fault] if fault else [])


def test_several_faults_are_told_at_once() -> None:
    wrong = {**RULE, "name": "", "candidates": {}, "cap_day": 1, "cap_hour": 2}
    assert faults(check_rule, wrong, POLICY) == [
        ("core.required", "name"),
        ("dispatch.nobody_named", "candidates"),
        ("dispatch.hour_above_day", "cap_hour"),
    ]


def test_a_rules_numbers_have_to_fit_the_companys_for_every_grade() -> None:
    policy = {**POLICY, "grades": {"A": {"response": 120, "warn": 60}}}
    assert faults(check_rule, {**RULE, "clock": {"warn": 90}}, policy) == []
    assert faults(check_rule, {**RULE, "clock": {"warn": 120}}, policy) == [
        ("dispatch.warn_too_late", "grades.A.warn")
    ]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({}, None),
        ({"working": {"days": "all", "spans": []}}, ("dispatch.no_hours", "working.spans")),
        (
            {"working": {"days": "all", "spans": [["09:00", "12:00"], ["11:00", "13:00"]]}},
            ("dispatch.span_order", "working.spans.1"),
        ),
        ({"clock": {"warn": 300}}, ("dispatch.warn_too_late", "clock.warn")),
        ({"grades": {"D": {"feedback": 1}}}, ("dispatch.term_out_of_range", "grades.D.feedback")),
        ({"clean_to_regain": 0}, ("dispatch.number_out_of_range", "clean_to_regain")),
        ({"recycle_days": -1}, ("dispatch.number_out_of_range", "recycle_days")),
    ],
)
def test_each_fault_of_the_companys_settings_names_its_field(
    said: dict[str, Any], fault: tuple[str, str] | None
) -> None:
    assert faults(check_policy, {**POLICY, **said}) == ([fault] if fault else [])


def test_a_condition_cannot_ask_about_me() -> None:
    tree = {
        "all": [
            {"field": "source", "op": "is", "value": "form"},
            {"not": {"any": [{"field": "owner_id", "op": "is_me"}]}},
            {"field": "customer", "op": "some", "where": {"field": "unit_id", "op": "my_team"}},
        ]
    }
    assert [error.field for error in asking_me(tree)] == [
        "condition.all.1.not.any.0.op",
        "condition.all.2.where.op",
    ]


def test_what_says_nothing_is_left_out() -> None:
    assert tidied(
        {
            "name": " 华南 ",
            "condition": {},
            "candidates": {
                "units": [3, 3],
                "people": [],
                "tags": [{"id": 1, "least": 5}, {"id": 1, "least": 9}],
            },
            "clock": {"warn": None, "wall": False},
            "grades": {"A": {"warn": None}, "B": {"warn": 60}},
        }
    ) == {
        "name": "华南",
        "condition": None,
        "candidates": {"units": [3], "tags": [{"id": 1, "least": 9}]},
        "clock": {"wall": False},
        "grades": {"B": {"warn": 60}},
    }


def test_grades_and_levels_are_those_of_leads_and_people() -> None:
    assert set(GRADES) == set(Grade.values) - {""}
    assert list(LEVELS) == Level.values
