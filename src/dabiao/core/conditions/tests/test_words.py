"""Conditions as sentences, in three languages."""

from typing import Any

import pytest

from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.words import parts, words
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db

EXAMPLE = {
    "all": [
        {"field": "source", "op": "in", "value": ["advert", "form"]},
        {"field": "next_contact_at", "op": "lt", "value": "today"},
    ]
}


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


def said(tree: Any, language: str = "zh-Hans", kind: str = "lead") -> str:
    return words(tree, vocabulary.of(kind), language)


def test_a_condition_reads_as_a_sentence() -> None:
    assert said(EXAMPLE) == "来源 是 广告 或 网页表单，且 下次联系 早于 今天"
    assert said(EXAMPLE, "zh-Hant") == "來源 是 廣告 或 網頁表單，且 下次聯絡 早於 今天"
    assert said(EXAMPLE, "en") == "Source is Advert or Web form, and Next contact is before today"


def test_its_parts_are_said_one_by_one() -> None:
    assert parts(EXAMPLE, vocabulary.of("lead"), "zh-Hans") == [
        "来源 是 广告 或 网页表单",
        "下次联系 早于 今天",
    ]
    assert parts({"any": EXAMPLE["all"]}, vocabulary.of("lead"), "zh-Hans") == [
        "来源 是 广告 或 网页表单，或 下次联系 早于 今天"
    ]
    assert parts({}, vocabulary.of("lead"), "zh-Hans") == []


def test_groups_within_groups_have_brackets() -> None:
    grade = {"field": "grade", "op": "is", "value": "A"}
    assert (
        said({"any": [grade, EXAMPLE]}) == "等级 是 A，或 （来源 是 广告 或 网页表单，且 下次联系 早于 今天）"
    )
    assert said({"not": grade}) == "不符合（等级 是 A）"
    assert said({}) == "全部"


def test_people_units_money_and_days_are_named(company: Company) -> None:
    sales = company["sales1"]
    for tree, sentence in (
        ({"field": "owner_id", "op": "in", "value": [sales.id, 99]}, "负责人 是 sales1 或 #99"),
        ({"field": "owner_id", "op": "is_me"}, "负责人 是我"),
        ({"field": "unit_id", "op": "within", "value": [company.east.pk]}, "部门 属于（含下级） 华东"),
        ({"field": "cost_minor", "op": "between", "value": [100, 123456]}, "获客成本 介于 ¥1 至 ¥1,234.56"),
        ({"field": "received_at", "op": "is", "value": "last_7_days"}, "进入时间 在 最近 7 天"),
        ({"field": "received_at", "op": "lt", "value": "30_days_ago"}, "进入时间 早于 30 天前"),
        (
            {"field": "received_at", "op": "gt", "value": "2026-03-18T02:30:00Z"},
            "进入时间 晚于 2026-03-18 10:30",
        ),
        ({"field": "region", "op": "contains", "value": "臺灣ＡＢ"}, "地区 包含 臺灣AB"),
        ({"field": "remark", "op": "empty"}, "备注 为空"),
        ({"field": "customer.industry", "op": "is", "value": "教育"}, "客户的行业 是 教育"),
    ):
        assert said(tree) == sentence


def test_related_records_are_had_or_not() -> None:
    big = {"field": "amount_minor", "op": "gte", "value": 10_000_000}
    some = {"field": "opportunities", "op": "some", "where": big}
    assert said(some, kind="customer") == "有 商机（金额 不小于 ¥100,000）"
    assert said({"field": "opportunities", "op": "none"}, "en", "customer") == "has no Opportunities"
