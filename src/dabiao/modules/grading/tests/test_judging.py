"""Leads are judged as they come, again when they change, and never over what a person said."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.shared_world import rolled_back

from dabiao.core.access import actors, epochs
from dabiao.core.bulk import services as bulk
from dabiao.core.errors import DomainError
from dabiao.core.events.models import Event
from dabiao.modules.grading.models import Judgement, Rule
from dabiao.modules.grading.services import following, hand_back, ruling
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.org.services import create_tag
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


def says(*words: str, op: str = "says") -> dict[str, Any]:
    return {"field": "said", "op": op, "value": list(words)}


ADVERT = {"field": "source", "op": "is", "value": "advert"}
RULES: list[dict[str, Any]] = [
    {"name": "有预算", "condition": says("预算"), "points": 35},
    {"name": "没预算", "condition": says("预算", op="denies"), "points": -20},
    {"name": "很急", "condition": says("急", "尽快"), "points": 30},
    {"name": "广告", "condition": ADVERT, "points": 5},
    {"name": "同行", "condition": says("同行", "代理"), "grade": "D"},
    {"name": "要试用", "condition": {"all": [says("试用"), {"not": ADVERT}]}, "points": 12},
]


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def ruled(company: Company) -> Company:
    write_rules(company)
    return company


def write_rules(company: Company, rules: Any = RULES) -> None:
    for values in rules:
        ruling.create(values=values, actor=company["ops"].actor, now=NOW)


def arrive(company: Company, remark: str = "", **said: Any) -> Lead:
    values = {"name": "王芳", "remark": remark, "source": "form", **said}
    return leads.receive(values=values, actor=company["ops"].actor, now=NOW).made


def edit(company: Company, lead: Lead, who: str = "ops", **changes: Any) -> Lead:
    held = Lead.objects.get(pk=lead.pk)
    leads.edit(lead.pk, changes=changes, base=None, version=held.version, actor=company[who].actor, now=NOW)
    return Lead.objects.get(pk=lead.pk)


def graded(lead: Lead) -> tuple[str, int, str]:
    found = Judgement.objects.get(pk=lead.pk)
    return Lead.objects.get(pk=lead.pk).grade, found.score, found.graded_by


def test_an_arrival_has_its_grade_before_it_is_stored_and_dispatch_hears_of_it(ruled: Company) -> None:
    lead = arrive(ruled, "预 算三十万，尽快上线")
    assert graded(lead) == ("A", 65, "rule")
    assert Event.objects.get(kind="lead.received").data["grade"] == "A"
    assert not Event.objects.filter(kind="lead.graded").exists()


def test_the_reasons_say_which_words_were_heard_and_where(ruled: Company) -> None:
    lead = arrive(ruled, "今年没有预算。想试用")
    reasons = Judgement.objects.get(pk=lead.pk).reasons
    assert [(one["name"], one["points"]) for one in reasons] == [("没预算", -20), ("要试用", 12)]
    mark = {"source": "remark", "start": 4, "end": 6, "text": "今年没有预算。想试用", "at": 4, "denied": True}
    assert reasons[0]["marks"] == [mark]
    assert graded(lead) == ("D", -8, "rule")


def test_a_lead_that_no_rule_speaks_of_has_no_grade(ruled: Company) -> None:
    assert graded(arrive(ruled, "你好")) == ("", 0, "rule")


def test_a_grade_outright_stands_whatever_the_points(ruled: Company) -> None:
    assert graded(arrive(ruled, "我们是代理，预算充足，很急")) == ("D", 65, "rule")


def test_what_a_person_says_at_arrival_or_later_is_never_overwritten(ruled: Company) -> None:
    given_ = arrive(ruled, "预算三十万，很急", grade="C")
    assert graded(given_) == ("C", 65, "person")
    lead = arrive(ruled, "预算三十万", phone="13800138001")
    assert graded(lead) == ("B", 35, "rule")
    assert edit(ruled, lead, grade="D").grade == "D"
    assert edit(ruled, lead, remark="预算三十万，很急").grade == "D"
    assert graded(lead) == ("D", 65, "person")
    assert Judgement.objects.get(pk=lead.pk).person_id == ruled["ops"].id


def test_a_lead_handed_back_is_graded_by_the_rules_again(ruled: Company) -> None:
    lead = arrive(ruled, "预算三十万，很急", grade="C")
    hand_back(lead.pk, actor=ruled["ops"].actor, now=NOW)
    assert graded(lead) == ("A", 65, "rule")
    assert Event.objects.filter(kind="lead.graded").count() == 1
    hand_back(lead.pk, actor=ruled["ops"].actor, now=NOW)
    assert Event.objects.filter(kind="lead.graded").count() == 1
    assert edit(ruled, lead, remark="没有预算").grade == "D"


def test_a_lead_from_before_the_rules_can_be_handed_to_them(company: Company) -> None:
    lead = arrive(company, "预算三十万，很急", grade="C")
    write_rules(company)
    assert edit(company, lead, remark="预算三十万，尽快").grade == "C"
    hand_back(lead.pk, actor=company["ops"].actor, now=NOW)
    assert graded(lead) == ("A", 65, "rule")


def test_who_may_not_edit_a_lead_cannot_hand_it_back(ruled: Company) -> None:
    lead = arrive(ruled, "预算", grade="C", owner_id=ruled["sales1"].id)
    with pytest.raises(DomainError) as refused:
        hand_back(lead.pk, actor=ruled["inspector"].actor, now=NOW)
    assert refused.value.code == "access.forbidden"


def test_a_change_on_which_no_rule_hangs_judges_nothing(ruled: Company) -> None:
    lead = arrive(ruled, "预算三十万")
    Judgement.objects.filter(pk=lead.pk).update(score=1)
    edit(ruled, lead, region="杭州")
    assert Judgement.objects.get(pk=lead.pk).score == 1
    edit(ruled, lead, source="advert")
    assert graded(lead) == ("B", 40, "rule")


def test_a_further_enquiry_is_heard_too(ruled: Company) -> None:
    lead = arrive(ruled, "你好", phone="13800138001")
    again = {"name": "王芳", "phone": "13800138001", "remark": "预算批了，很急", "source": "form"}
    assert leads.receive(values=again, actor=ruled["ops"].actor, now=NOW).joined
    assert graded(lead) == ("A", 65, "rule")
    mark = Judgement.objects.get(pk=lead.pk).reasons[0]["marks"][0]
    assert mark["source"].startswith("enquiry:")


def test_tags_of_rules_come_and_go_and_those_of_people_stay(company: Company) -> None:
    ops = company["ops"].actor
    hot, cold, own = (create_tag(name=name, actor=ops, now=NOW).pk for name in ("有预算", "无预算", "老客户"))
    tagging = [
        {"name": "有", "condition": says("预算"), "adds": [hot]},
        {"name": "无", "condition": says("预算", op="denies"), "adds": [cold], "removes": [hot]},
    ]
    write_rules(company, tagging)
    lead = arrive(company, "预算三十万", tags=[own])
    assert lead.tags == [hot, own]
    assert edit(company, lead, remark="没有预算").tags == [cold, own]
    assert edit(company, lead, tags=[own]).tags == [own]
    assert edit(company, lead, remark="真的没有预算").tags == [own], "what a person took away stays away"
    assert edit(company, lead, tags=[own, hot]).tags == [hot, own]
    assert edit(company, lead, remark="").tags == [hot, own], "what a person put on stays on"


def test_an_undone_change_of_the_grade_is_the_rules_again(ruled: Company) -> None:
    lead = arrive(ruled, "预算三十万")
    ops = ruled["ops"].actor
    run, _ = bulk.edit("lead", bases={lead.pk: {"grade": "B"}}, changes={"grade": "D"}, actor=ops, now=NOW)
    assert graded(lead) == ("D", 35, "person")
    assert run is not None
    bulk.undo(run, actor=ops, now=NOW)
    assert graded(lead) == ("B", 35, "rule")


def test_without_rules_nothing_is_asked_and_nothing_kept(company: Company) -> None:
    epochs.seen(actors.epoch())  # as each request does
    arrive(company, "暖身")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lead = arrive(company, "预算三十万", phone="13800138001")
    assert [one["sql"] for one in asked if "grading_" in one["sql"]] == []
    edit(company, lead, grade="A")
    assert not Judgement.objects.exists()


def test_with_rules_an_arrival_costs_one_statement_more_for_one_or_many(ruled: Company) -> None:
    epochs.seen(actors.epoch())  # as each request does
    arrive(ruled, "暖身")
    for count in (1, 30):
        items = [
            {"name": f"某{n}", "remark": "预算", "phone": f"1390000{count:02}{n:02}"} for n in range(count)
        ]
        with CaptureQueriesContext(connection) as asked:
            leads.receive_many(items=items, actor=ruled["ops"].actor, now=NOW)
        assert len([one for one in asked if "grading_" in one["sql"]]) == 1


TEXTS = st.lists(
    st.sampled_from(["预算三十万", "没有预算", "很急", "不急", "我们是代理", "想试用", "你好", "预 算有的"]),
    max_size=4,
).map("，".join)
ARRIVALS = st.lists(
    st.tuples(TEXTS, st.sampled_from(["form", "advert"]), st.sampled_from(["", "", "A", "D"])),
    min_size=1,
    max_size=5,
)


def test_alone_and_in_a_batch_a_lead_is_judged_alike_whatever_the_order_of_rules(company: Company) -> None:
    ops = company["ops"].actor

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(arrivals=ARRIVALS, order=st.permutations(RULES[:4] + RULES[5:]))
    def alike(arrivals: Any, order: Any) -> None:
        items = [
            {"name": f"某{n}", "remark": remark, "source": source, "grade": grade}
            for n, (remark, source, grade) in enumerate(arrivals)
        ]
        seen = []
        for rules, batched in ((RULES[:4] + RULES[5:], True), (order, False)):
            with rolled_back():
                write_rules(company, rules)
                parts = [items] if batched else [[one] for one in items]
                for part in parts:
                    leads.receive_many(items=part, actor=ops, now=NOW)
                rows = Lead.objects.order_by("pk")
                seen.append([graded(lead) for lead in rows])
                again = list(rows)
                following.judge_anew([lead.pk for lead in again], actor=ops, now=NOW)
                assert [graded(lead) for lead in again] == seen[-1]
                for lead, item in zip(again, items, strict=True):
                    assert not item["grade"] or graded(lead)[::2] == (item["grade"], "person")
        assert seen[0] == seen[1]

    alike()


def test_a_rule_whose_field_is_gone_is_true_of_nothing(ruled: Company) -> None:
    Rule.objects.filter(name="有预算").update(condition={"field": "fields.gone", "op": "is", "value": "x"})
    ruling.arrange(
        ids=list(Rule.objects.order_by("-place").values_list("pk", flat=True)),
        actor=ruled["ops"].actor,
        now=NOW,
    )
    assert graded(arrive(ruled, "预算三十万")) == ("", 0, "rule")
