"""Grading over HTTP: rules as sentences, a trial, reasons, and the rules put on all leads with its undo."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.events.models import Event
from dabiao.core.timers.worker import drain
from dabiao.modules.grading.models import Application, Judgement, Slice
from dabiao.modules.grading.services import applying
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.org.services import create_tag
from dabiao.testing.people import NOW, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db

SAYS = {"field": "said", "op": "says", "value": ["预算", "budget"]}


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def ops(company: Company) -> ApiClient:
    return company["ops"].client


def rule(ops: ApiClient, name: str = "有预算", **said: Any) -> Any:
    return ops.write("POST", "/grading/rules", {"name": name, "condition": SAYS, "points": 35, **said})


def arrive(company: Company, remark: str, **said: Any) -> int:
    values = {"name": "王芳", "remark": remark, **said}
    return leads.receive(values=values, actor=company["ops"].actor, now=NOW).made.pk


def test_a_rule_reads_as_a_sentence_and_is_changed_in_place(ops: ApiClient, company: Company) -> None:
    tag = create_tag(name="有钱", actor=company["ops"].actor, now=NOW)
    made = rule(ops, adds=[tag.pk])
    assert (made["when"], made["adds_names"], made["broken"]) == (
        "Their words mention 预算 or budget",
        ["有钱"],
        False,
    )
    edit = {"changes": {"points": 10, "active": False}, "version": made["version"]}
    changed = ops.write("PATCH", f"/grading/rules/{made['id']}", edit)
    assert (changed["points"], changed["active"], changed["version"]) == (10, False, 2)
    assert ops.problem("DELETE", f"/tags/{tag.pk}") == (409, "org.tag_in_use", "id")
    assert ops.send("DELETE", f"/grading/rules/{made['id']}").status_code == 204
    assert ops.read("/grading/rules")["items"] == []


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"points": 0}, "grading.does_nothing", "points"),
        (
            {"condition": {"field": "said", "op": "says", "value": ["—"]}},
            "conditions.value_word",
            "condition.value",
        ),
        (
            {"condition": {"field": "status", "op": "is", "value": "new"}},
            "conditions.unknown_field",
            "condition.field",
        ),
        ({"condition": {}}, "core.required", "condition"),
        ({"adds": [99]}, "org.unknown_tag", "adds"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_by_name(
    ops: ApiClient, said: Any, code: str, field: str
) -> None:
    body = {"name": "有预算", "condition": SAYS, "points": 35, **said}
    assert ops.problem("POST", "/grading/rules", body) == (422, code, field)


def test_thresholds_fall_from_a_to_c(ops: ApiClient) -> None:
    wrong = {"changes": {"thresholds": {"A": 30, "B": 30, "C": 10}}, "version": 1}
    assert ops.problem("PATCH", "/grading/policy", wrong) == (422, "grading.thresholds", "thresholds.B")
    right = {"changes": {"thresholds": {"A": 35, "B": 20, "C": 10}}, "version": 1}
    assert ops.write("PATCH", "/grading/policy", right)["thresholds"] == {"A": 35, "B": 20, "C": 10}


def test_new_thresholds_hold_for_the_next_lead(ops: ApiClient, company: Company) -> None:
    rule(ops)
    assert Lead.objects.get(pk=arrive(company, "预算三十万")).grade == "B"
    changes = {"changes": {"thresholds": {"A": 35, "B": 20, "C": 10}}, "version": 1}
    ops.write("PATCH", "/grading/policy", changes)
    assert Lead.objects.get(pk=arrive(company, "预算三十万", phone="13800138001")).grade == "A"


def test_a_pasted_lead_is_tried_and_lines_without_a_name_are_heard(ops: ApiClient) -> None:
    rule(ops)
    rule(ops, "转介绍", condition={"field": "source", "op": "is", "value": "referral"}, points=15)
    tried = ops.write("POST", "/grading/trials", {"text": "姓名：王芳\n来源：转介绍\n预 算大概三十万"})
    assert (tried["grade"], tried["score"], tried["unread"]) == ("B", 50, ["预 算大概三十万"])
    assert [(one["name"], one["points"], one["when"]) for one in tried["reasons"]] == [
        ("有预算", 35, "Their words mention 预算 or budget"),
        ("转介绍", 15, "Source is Referral"),
    ]
    assert not Lead.objects.exists()


def test_a_lead_says_why_it_has_its_grade_and_who_said_it(ops: ApiClient, company: Company) -> None:
    rule(ops)
    lead = arrive(company, "预算三十万")
    said = ops.read(f"/leads/{lead}/grading")
    assert (said["grade"], said["graded_by"], said["score"], said["may_hand_back"]) == (
        "B",
        "rule",
        35,
        False,
    )
    assert said["reasons"][0]["marks"][0]["text"] == "预算三十万"
    ops.write("PATCH", f"/leads/{lead}", {"changes": {"grade": "D"}, "version": 1})
    said = ops.read(f"/leads/{lead}/grading")
    assert (said["grade"], said["graded_by"], said["judged_grade"]) == ("D", "person", "B")
    assert (said["person_name"], said["may_hand_back"]) == (company["ops"].actor.name, True)
    said = ops.write("POST", f"/leads/{lead}/grade-hand-backs")
    assert (said["grade"], said["graded_by"], said["may_hand_back"]) == ("B", "rule", False)


def test_what_is_quoted_says_no_number_not_even_the_end_of_one(ops: ApiClient, company: Company) -> None:
    rule(ops)
    said = "我的手机是13900139000，我的手机号码，预算三十万，微信 lily_2020"
    lead = arrive(company, said, phone="13900139000")
    (reason,) = ops.read(f"/leads/{lead}/grading")["reasons"]
    (mark,) = reason["marks"]
    assert mark["text"] == "******，我的手机号码，预算三十万，微信 l****20"
    assert (mark["text"][mark["at"] :][:2], said[mark["start"] : mark["end"]]) == ("预算", "预算")


def test_the_rules_are_put_on_all_live_leads_and_taken_back(ops: ApiClient, company: Company) -> None:
    plain = arrive(company, "预算三十万")
    by_hand = arrive(company, "预算", grade="A", phone="13800138001")
    silent = arrive(company, "你好", phone="13800138002")
    rule(ops)
    preview = ops.write("POST", "/grading/previews")
    assert preview == {
        "total": 3,
        "seen": 3,
        "changed": 1,
        "by_people": 1,
        "moves": [{"from_grade": "", "to_grade": "B", "count": 1}],
    }
    made = ops.write("POST", "/grading/applications")["last"]
    drain()
    last = ops.read("/grading/applications")["last"]
    assert (last["id"], last["seen"], last["changed"]) == (made["id"], 3, 1)
    assert last["finished_at"] is not None
    grades = {lead.pk: lead.grade for lead in Lead.objects.all()}
    assert grades == {plain: "B", by_hand: "A", silent: ""}
    ops.write("POST", f"/grading/applications/{made['id']}/undos")
    drain()
    grades = {lead.pk: lead.grade for lead in Lead.objects.all()}
    assert grades == {plain: "", by_hand: "A", silent: ""}
    assert not Judgement.objects.filter(pk=plain).exists()
    assert Application.objects.get().undone_at is not None
    assert not Slice.objects.exists()


def test_a_job_that_is_started_again_after_its_end_changes_nothing(ops: ApiClient, company: Company) -> None:
    arrive(company, "预算三十万")
    rule(ops)
    made = ops.write("POST", "/grading/applications")["last"]
    drain()
    actor = company["ops"].actor
    before = (Event.objects.count(), Lead.objects.get().version)
    assert applying.apply_slice(made["id"], after=0, actor=actor, now=NOW) is None
    assert (Event.objects.count(), Lead.objects.get().version) == before
    ops.write("POST", f"/grading/applications/{made['id']}/undos")
    drain()
    before = (Event.objects.count(), Lead.objects.get().version)
    assert applying.undo_slice(made["id"], actor=actor, now=NOW) is False
    assert (Event.objects.count(), Lead.objects.get().version) == before


def test_what_a_person_changed_after_an_application_outlives_its_undo(
    ops: ApiClient, company: Company
) -> None:
    lead = arrive(company, "预算三十万")
    rule(ops)
    made = ops.write("POST", "/grading/applications")["last"]
    drain()
    ops.write("PATCH", f"/leads/{lead}", {"changes": {"grade": "C"}, "version": Lead.objects.get().version})
    ops.write("POST", f"/grading/applications/{made['id']}/undos")
    drain()
    assert Lead.objects.get().grade == "C"
    assert ops.read(f"/leads/{lead}/grading")["graded_by"] == "person"


def test_figures_count_the_live_leads_in_the_same_queries_for_one_and_three(
    ops: ApiClient, company: Company
) -> None:
    rule(ops)
    ops.read("/grading/figures")
    counts = []
    for number in range(3):
        arrive(company, "预算", phone=f"1380013800{number}")
        with CaptureQueriesContext(connection) as asked:
            figures = ops.read("/grading/figures")
        counts.append(len(asked))
    assert figures["bars"] == [{"from_points": 30, "count": 3}]
    assert figures["grades"][1] == {"grade": "B", "count": 3}
    assert counts[0] == counts[2]


def test_a_second_application_waits_for_the_first(ops: ApiClient, company: Company) -> None:
    assert ops.problem("POST", "/grading/applications") == (409, "grading.no_rules", "rules")
    rule(ops)
    ops.write("POST", "/grading/applications")
    assert ops.problem("POST", "/grading/applications") == (409, "grading.still_running", None)
