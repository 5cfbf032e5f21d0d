"""The rules over HTTP: as data, as sentences, with what is wrong by now."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from dabiao.core.i18n import LANGUAGES
from dabiao.modules.dispatch.enums import Fallback, Hours, Strategy
from dabiao.modules.dispatch.models import Rule
from dabiao.modules.dispatch.queries import wording
from dabiao.modules.dispatch.queries.naming import Names
from dabiao.modules.dispatch.rules.checking import GRADES, LEVELS
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db

ADVERTS = {"field": "source", "op": "is", "value": "advert"}


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def ops(company: Company) -> ApiClient:
    return company["ops"].client


def made(client: ApiClient, company: Company, name: str = "华东", **said: Any) -> Any:
    body = {"name": name, "candidates": {"units": [company.east.pk]}, **said}
    return client.write("POST", "/dispatch/rules", body)


def cautions(client: ApiClient) -> list[list[str]]:
    return [[one["code"] for one in rule["cautions"]] for rule in client.read("/dispatch/rules")["items"]]


def test_a_rule_reads_as_a_sentence(ops: ApiClient, company: Company) -> None:
    full = {
        "condition": {"all": [ADVERTS, {"field": "region", "op": "is", "value": "华南"}]},
        "candidates": {
            "units": [company.east.pk],
            "people": [company["sales3"].id],
            "except": [company["lead1"].id],
            "levels": ["S", "B"],
        },
        "strategy": "weighted",
        "weights": {"S": 5, "B": 3, "C": 0},
        "cap_day": 20,
        "cap_open": 50,
        "clock": {"response": 90, "warn": 60},
    }
    rule = made(ops, company, "广告", **full)
    assert rule["text"] == (
        "Leads where Source is Advert, and Region is 华南 → to 华东, sales3 (level S, B) (not lead1), "
        "weighted by level (S 5, B 3), at most 20 a day each, at most 50 open each, in working hours → "
        "if nobody is free, wait 30 min, then their leader, warning after 1 min, first response within 90 s"
    )
    chinese = ops.send("GET", f"/dispatch/rules/{rule['id']}", Accept_Language="zh-Hans").json()
    assert chinese["text"] == (
        "来源 是 广告，且 地区 是 华南 的线索 → 给 华东、sales3（S、B 级）（lead1 除外），"
        "按级别加权（S 5、B 3），每人每天最多 20 条，每人手上最多 50 条，在上班时间分配 → "
        "没人有空时等 30 分钟，然后交主管，1 分钟后提醒，90 秒内首次响应"
    )
    assert rule["named"]["people"] == [
        {"id": company["sales3"].id, "name": "sales3"},
        {"id": company["lead1"].id, "name": "lead1"},
    ]
    assert rule["people_count"] == 5


def test_a_rule_for_a_pool_names_its_pool(ops: ApiClient, company: Company) -> None:
    rule = made(ops, company, strategy="pool", candidates={}, pool_unit_id=company.south.pk, hours="always")
    assert rule["text"] == "Every lead → into the pool of 华南, to be claimed"


def test_what_is_wrong_by_now_is_told_with_the_rule(ops: ApiClient, company: Company) -> None:
    people = [company["sales2"].id, company["sales3"].id]
    first = made(
        ops, company, "both", condition=ADVERTS, candidates={"people": people}, cap_day=40, fallback="next"
    )
    made(ops, company, "nobody", condition=ADVERTS, candidates={"units": [company.east.pk], "levels": ["S"]})
    made(ops, company, "all")
    made(ops, company, "last", fallback="next")
    assert cautions(ops) == [["cap_above_capacity"], ["nobody_now"], [], ["never_asked", "nothing_after"]]
    org.depart(people[0], successor_id=None, left_on=NOW.date(), actor=company["ops"].actor, now=NOW)
    org.depart(people[1], successor_id=None, left_on=NOW.date(), actor=company["ops"].actor, now=NOW)
    ids = [rule["id"] for rule in ops.read("/dispatch/rules")["items"]]
    ops.write("PUT", "/dispatch/rules/order", {"ids": [*ids[:2], ids[3], ids[2]]})
    assert cautions(ops) == [["people_left", "nobody_now"], ["nobody_now"], [], []]
    told = ops.read(f"/dispatch/rules/{first['id']}")["cautions"]
    assert told[0] == {"code": "people_left", "text": "sales2, sales3 left or is suspended"}


def test_a_rule_whose_field_is_gone_says_so(ops: ApiClient, company: Company) -> None:
    made(ops, company)
    Rule.objects.update(condition={"field": "fields.gone", "op": "is", "value": "x"})
    rule = ops.read("/dispatch/rules")["items"][0]
    assert [one["code"] for one in rule["cautions"]] == ["condition_broken"]
    assert rule["sentence"][0]["text"] == "Leads where (a condition that means nothing any more)"


def test_the_list_asks_as_much_for_one_rule_as_for_three(ops: ApiClient, company: Company) -> None:
    counts = []
    for _ in range(2):
        made(ops, company, candidates={"units": [company.east.pk], "people": [company["sales3"].id]})
        with CaptureQueriesContext(connection) as asked:
            ops.read("/dispatch/rules")
        counts.append(len(asked))
        made(ops, company, candidates={"units": [company.south.pk], "people": [company["sales1"].id]})
    assert counts[0] == counts[1] <= 7


def test_a_foreign_number_is_no_rule_and_nobody_may_ask_unsigned(ops: ApiClient, company: Company) -> None:
    assert ops.problem("GET", "/dispatch/rules/999")[:2] == (404, "core.not_found")
    assert Client().get("/api/v1/dispatch/rules").status_code == 401
    assert company["sales1"].client.problem("GET", "/dispatch/rules")[0] == 403


def test_a_mistake_names_its_field(ops: ApiClient, company: Company) -> None:
    east = {"units": [company.east.pk]}
    for body, code, field in (
        ({"name": "x", "candidates": {**east, "unit": [1]}}, "validation.extra_forbidden", "candidates.unit"),
        ({"name": "x", "candidates": {}}, "dispatch.nobody_named", "candidates"),
        ({"name": "x", "candidates": east, "cap_day": 0}, "validation.greater_than_equal", "cap_day"),
        ({"name": "x", "candidates": east, "hours": "own"}, "dispatch.no_hours", "own_hours.spans"),
        ({"name": "x", "candidates": east, "strategy": "best"}, "validation.enum", "strategy"),
    ):
        assert ops.problem("POST", "/dispatch/rules", body) == (422, code, field)


def test_a_preview_reads_as_the_rule_would_and_keeps_nothing(ops: ApiClient, company: Company) -> None:
    rule = made(ops, company, condition=ADVERTS)
    empty = ops.write("POST", "/dispatch/rule-previews", {})
    assert empty["text"].startswith("Every lead → to …, in turns")
    assert [one["code"] for one in empty["cautions"]] == ["nobody_now"]
    changed = {"id": rule["id"], "condition": None, "candidates": {"people": [company["sales3"].id]}}
    said = ops.write("POST", "/dispatch/rule-previews", changed)
    assert said["text"].startswith("Every lead → to sales3, in turns")
    assert said["people_count"] == 1
    assert ops.read(f"/dispatch/rules/{rule['id']}") == rule
    assert ops.problem("POST", "/dispatch/rule-previews", {"id": 999})[0] == 404


def test_a_removed_rule_is_gone_from_the_list(ops: ApiClient, company: Company) -> None:
    rule = made(ops, company)
    ops.write("DELETE", f"/dispatch/rules/{rule['id']}")
    ops.write("DELETE", f"/dispatch/rules/{rule['id']}")
    assert ops.read("/dispatch/rules")["items"] == []
    assert ops.problem("GET", f"/dispatch/rules/{rule['id']}")[0] == 404


def test_the_companys_clocks_are_told_by_grade(ops: ApiClient) -> None:
    policy = ops.read("/dispatch/policy")
    assert (policy["version"], policy["clock"], policy["held"]["A"]) == (1, {}, policy["defaults"])
    changes = {"clock": {"response": 600}, "grades": {"A": {"response": 120, "warn": 60, "wall": True}}}
    changed = ops.write("PATCH", "/dispatch/policy", {"changes": changes, "version": 1})
    told = {grade: (one["warn"], one["response"], one["wall"]) for grade, one in changed["held"].items()}
    usual = (180, 600, False)
    assert told == {"": usual, "A": (60, 120, True), "B": usual, "C": usual, "D": usual}
    stale = {"changes": {"clock": {"response": 500}}, "base": {"clock": {}}}
    assert ops.problem("PATCH", "/dispatch/policy", stale)[:2] == (409, "edit.conflict")


some_hours = st.fixed_dictionaries(
    {
        "days": st.one_of(
            st.sampled_from(["workdays", "all"]), st.lists(st.integers(1, 7), min_size=1, unique=True)
        ),
        "spans": st.lists(st.just(["09:00", "24:00"]), min_size=1, max_size=2),
    }
)
some_terms = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("warn", "response", "feedback", "escalate", "most_hops"), st.integers(1, 10**6)),
        **dict.fromkeys(("wall", "demote", "clocks"), st.booleans()),
    },
)
some_ids = st.lists(st.integers(1, 9), max_size=3, unique=True)
caps = st.none() | st.integers(1, 99)
some_rules = st.builds(
    Rule,
    condition=st.sampled_from([None, ADVERTS, {"field": "nonsense"}]),
    candidates=st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("units", "people", "except"), some_ids),
            "levels": st.lists(st.sampled_from(LEVELS), max_size=2, unique=True),
            "tags": st.lists(st.builds(lambda id: {"id": id, "least": 50}, st.integers(1, 9)), max_size=2),
        },
    ),
    strategy=st.sampled_from(Strategy.values),
    weights=st.dictionaries(st.sampled_from(LEVELS), st.integers(0, 16)),
    cap_day=caps,
    cap_hour=caps,
    cap_open=caps,
    hours=st.sampled_from(Hours.values),
    own_hours=some_hours,
    fallback=st.sampled_from(Fallback.values),
    wait_minutes=st.integers(1, 10**4),
    pool_unit_id=st.none() | st.integers(1, 9),
    clock=some_terms,
    grades=st.dictionaries(st.sampled_from(GRADES), some_terms),
)


@pytest.mark.either
@settings(max_examples=60)
@given(rule=some_rules, language=st.sampled_from(LANGUAGES))
def test_no_sentence_misses_a_word(rule: Rule, language: str) -> None:
    """A key without words would be shown itself, and a slot that nobody fills would leave its braces."""
    parts = wording.sentence(rule, Names(), language)
    spoken = wording.whole(parts, language)
    assert not any(mark in spoken for mark in ("said.", "{{", "}}", "None"))
    assert [one["part"] for one in parts][:2] == ["when", "who"]
    assert all(one["text"].strip() == one["text"] for one in parts)
