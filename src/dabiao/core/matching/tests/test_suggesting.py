"""Suggestions as a colleague would make them, with reasons that exist in every language."""

import pytest

from dabiao.core.i18n import LANGUAGES, find
from dabiao.core.matching.comparing import COMPARISONS
from dabiao.core.matching.suggesting import duplicates, suggestions
from dabiao.core.matching.weights import CUSTOMERS

OWN = {"company": "杭州云岚科技有限公司", "name": "张伟", "phone": "13800138000", "region": "杭州"}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"company": "杭州云岚科技有限责任公司", "name": "张伟"}, "name.same_rare"),
        ({"company": "杭州雲嵐科技", "name": "张总"}, "company.same_but_form"),
        ({"company": "云岚", "phone": "+86 138-0013-8000"}, "phone.same_mobile"),
        ({"company": "完全不同贸易有限公司", "wechat": "13800138000", "name": "张伟"}, "phone.same_mobile"),
        ({"name": "杭州云岚科技有限公司", "company": "张伟", "phone": "13800138001"}, "company.same"),
    ],
)
def test_a_likely_duplicate_is_suggested_and_says_why(other: dict[str, str], reason: str) -> None:
    [found] = suggestions(OWN, [("other", other)])
    assert reason in {one.code for one in found.reasons if one.weight > 0}


@pytest.mark.parametrize(
    "other",
    [
        {"company": "上海云岚科技有限公司", "name": "李娜", "region": "上海"},
        {"company": "杭州云岚餐饮管理有限公司", "name": "李娜", "region": "杭州"},
        {"company": "杭州云岚科技有限公司上海分公司", "name": "李娜", "region": "上海"},
        {"company": "杭州云海科技有限公司", "name": "李娜", "region": "杭州"},
        {"name": "张伟", "region": "杭州"},
        {},
    ],
)
def test_one_that_is_only_alike_is_not_suggested(other: dict[str, str]) -> None:
    assert suggestions(OWN, [("other", other)]) == []


def test_two_branches_of_one_parent_are_two() -> None:
    own = {"company": "杭州云岚科技有限公司上海分公司", "name": "张伟"}
    assert suggestions(own, [(1, {"company": "杭州云岚科技有限公司南京分公司", "name": "李娜"})]) == []


def test_the_best_comes_first_and_no_more_than_asked() -> None:
    same, close = dict(OWN), {"company": "云岚科技", "name": "张总", "region": "杭州"}
    found = suggestions(OWN, [("close", close), ("same", same), ("other", {"company": "恒大"})])
    assert [one.key for one in found] == ["same", "close"]
    assert [one.key for one in suggestions(OWN, [("close", close), ("same", same)], most=1)] == ["same"]


def test_a_reason_tells_only_what_the_record_in_hand_says() -> None:
    [found] = suggestions(
        {"company": "云岚"}, [(1, {"company": "云岚", "name": "秘密", "phone": "13900139000"})]
    )
    assert {value for reason in found.reasons for value in reason.params.values()} <= {"云岚"}


def test_what_speaks_against_comes_after_what_speaks_for() -> None:
    [found] = suggestions(
        OWN, [(1, {"company": "杭州云岚餐饮有限公司", "name": "张伟", "phone": "13800138000"})]
    )
    signs = [reason.weight > 0 for reason in found.reasons]
    assert signs == sorted(signs, reverse=True)
    assert not signs[-1]


def test_a_list_is_searched_for_pairs() -> None:
    records = [
        OWN,
        {"company": "恒大地产"},
        {"company": "云岚科技", "name": "张伟"},
        {"company": "恒大地产集团有限公司"},
    ]
    assert [(i, one.key) for i, one in duplicates(records)] == [(0, 2), (1, 3)]


def test_every_reason_has_its_text_in_every_language() -> None:
    texts = {name: find(language, f"matching.reasons.{name}") for language in LANGUAGES for name in _codes()}
    assert all(texts.values())


def _codes() -> list[str]:
    learnt = [f"{name}.{level}" for name, levels in CUSTOMERS.weights.items() for level in levels]
    whole = ["company.same", "company.same_but_form", "company.same_but_place", "record.same"]
    assert set(COMPARISONS) >= set(CUSTOMERS.weights)
    return learnt + whole
