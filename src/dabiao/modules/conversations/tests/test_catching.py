"""Chat in = stored (L2)."""

from datetime import timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.events.models import Event
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.services import catching
from dabiao.modules.conversations.tests.builders import a_site, a_talk, a_visitor, visitor_says
from dabiao.modules.grading.services import ruling
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk() -> Conversation:
    make_company()
    return a_talk(a_visitor(a_site(campaign="官网咨询")))


def said(talk: Conversation, *texts: str, after: int = 0) -> Conversation:
    """Each said and looked at, a second apart."""
    for second, text in enumerate(texts):
        now = NOW + timedelta(seconds=after + second)
        visitor_says(talk, text, now=now)
        talk.refresh_from_db()
        catching.look(talk, actor=SYSTEM, now=now)
    return talk


def test_a_number_typed_is_a_lead_at_once_and_goes_to_dispatch(talk: Conversation) -> None:
    said(talk, "你好，想了解一下系统", "电话幺三八零零幺三八零零零，预算三十万")
    lead = Lead.objects.get()
    assert (lead.phone, lead.source, lead.campaign, lead.owner_id) == (
        "13800138000",
        "chat",
        "官网咨询",
        None,
    )
    assert lead.remark == "你好，想了解一下系统\n电话幺三八****八零零零，预算三十万"
    assert Event.objects.get(kind="lead.received").data["for_dispatch"] is True
    assert (talk.about_kind, talk.about_id) == ("lead", lead.pk)
    linked = Event.objects.get(kind="conversation.linked")
    assert linked.data["by"] == "said"


def test_a_number_over_three_messages_is_one(talk: Conversation) -> None:
    said(talk, "138", "0013", "8000")
    assert Lead.objects.get().phone == "13800138000"


def test_what_is_left_later_joins_the_same_lead(talk: Conversation) -> None:
    said(talk, "13800138000", "微信 lily_2020", "邮箱 lily@163.com")
    lead = Lead.objects.get()
    assert (lead.phone, lead.wechat, lead.email) == ("13800138000", "lily_2020", "lily@163.com")
    assert not Enquiry.objects.exists()


def test_a_corrected_number_takes_the_place_of_the_wrong_one(talk: Conversation) -> None:
    said(talk, "13800138000", "打错了，是13900139000")
    assert Lead.objects.get().phone == "13900139000"


def test_a_number_corrected_by_a_colleague_meanwhile_stays(talk: Conversation) -> None:
    said(talk, "13800138000")
    Lead.objects.update(phone="13700137000")
    said(talk, "打错了，是13900139000", after=10)
    assert Lead.objects.get().phone == "13700137000"


def test_who_is_known_already_joins_and_the_talk_is_theirs(talk: Conversation) -> None:
    said(talk, "13800138000")
    lead = Lead.objects.get()
    other = a_talk(a_visitor(talk.site, "another secret"))
    said(other, "我上次留过 13800138000", after=60)
    assert Lead.objects.count() == 1
    assert (other.about_kind, other.about_id) == ("lead", lead.pk)
    assert Enquiry.objects.get().message == "我上次留过 138****8000"


def test_the_same_number_said_again_changes_nothing(talk: Conversation) -> None:
    said(talk, "13800138000", "对，13800138000")
    assert Lead.objects.count() == 1
    assert not Enquiry.objects.exists()


def test_what_cannot_become_a_lead_leaves_the_message(talk: Conversation) -> None:
    said(talk, "订单号 13800138000 到哪了")
    assert not Lead.objects.exists()
    assert talk.last_seq == 1


def test_what_is_said_after_the_number_counts_for_the_grade(talk: Conversation) -> None:
    rule = {"field": "said", "op": "says", "value": ["预算"]}
    ruling.create(values={"name": "有预算", "condition": rule, "points": 80}, actor=SYSTEM, now=NOW)
    said(talk, "13800138000")
    assert Lead.objects.get().grade == ""
    said(talk, "预 算三十万", after=20)
    assert Lead.objects.get().grade == "A"


def test_a_talk_of_yesterday_is_no_part_of_a_number(talk: Conversation) -> None:
    said(talk, "138")
    said(talk, "00138000", after=24 * 3600)
    assert not Lead.objects.exists()
