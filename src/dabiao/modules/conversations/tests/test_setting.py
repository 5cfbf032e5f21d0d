"""Sites, answers of the bot and ready replies are kept by those who may."""

from typing import Any

import pytest

from dabiao.core.errors import DomainError, Forbidden, Invalid, NotFound
from dabiao.core.events.models import Event
from dabiao.modules.conversations.models import Answer
from dabiao.modules.conversations.queries import settings
from dabiao.modules.conversations.rules.settings import is_origin
from dabiao.modules.conversations.services import setting
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
SITE = {"origins": [], "texts": {}, "colour": "#1557ff", "chats_each": 5}
ASKED = {"texts": {"zh-Hans": "99 元"}, "button": {}, "offered": False}


@pytest.fixture
def company() -> Company:
    return make_company()


def test_a_manager_keeps_the_sites_of_their_branch_and_no_other(company: Company) -> None:
    manager = company["manager"].actor
    site = setting.create_site(
        values={**SITE, "name": "官网", "unit_id": company.team1.pk}, actor=manager, now=NOW
    )
    setting.edit_site(site.pk, changes={"colour": "#00aa00"}, version=1, actor=manager, now=NOW)
    with pytest.raises(Forbidden):
        setting.edit_site(site.pk, changes={"unit_id": company.south.pk}, version=2, actor=manager, now=NOW)
    with pytest.raises(Forbidden):
        setting.create_site(values={**SITE, "name": "全公司"}, actor=manager, now=NOW)
    said = list(
        Event.objects.filter(kind__startswith="chat_site.").order_by("pk").values_list("kind", "data")
    )
    assert said[1:] == [("chat_site.edited", {"name": "官网", "changes": {"colour": ["#1557ff", "#00aa00"]}})]


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"origins": ["https://a.com", "a.com/x"]}, "conversations.bad_origin", "origins.1"),
        ({"colour": "blue"}, "conversations.bad_colour", "colour"),
        ({"chats_each": 0}, "conversations.bad_limit", "chats_each"),
        ({"texts": {"fr": {"title": "x"}}}, "conversations.unknown_language", "texts.fr"),
        ({"texts": {"en": {"titel": "x"}}}, "core.not_editable", "texts.en.titel"),
        ({"unit_id": 999_999}, "conversations.unknown_unit", "unit_id"),
    ],
)
def test_what_makes_no_sense_is_named(
    company: Company, values: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        setting.create_site(values={**SITE, "name": "官网", **values}, actor=company["ops"].actor, now=NOW)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://www.example.com", True),
        ("http://localhost:8080", True),
        ("https://例子.公司", True),
        ("https://a.com/", False),
        ("https://a.com?x", False),
        ("javascript:alert(1)", False),
        ("https://a b.com", False),
        ("https://me@a.com", False),
        (None, False),
    ],
)
def test_an_origin_is_scheme_and_host(origin: Any, allowed: bool) -> None:
    assert is_origin(origin) is allowed


def test_answers_keep_the_order_they_were_given(company: Company) -> None:
    ops = company["ops"].actor
    ids = [setting.create_answer(values={**ASKED, "asked": [text]}, actor=ops, now=NOW).pk for text in "abc"]
    setting.arrange_answers(ids=[ids[2], ids[0]], actor=ops, now=NOW)
    assert [one["asked"] for one in settings.answers(actor=ops)] == [["c"], ["a"], ["b"]]
    setting.remove_answer(ids[0], actor=ops, now=NOW)
    setting.remove_answer(ids[0], actor=ops, now=NOW)
    assert [one["asked"] for one in settings.answers(actor=ops)] == [["c"], ["b"]]
    assert Event.objects.filter(kind="bot_answer.removed").count() == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"asked": []}, "conversations.no_question"),
        ({"asked": ["多少钱"], "texts": {"en": " "}}, "conversations.no_answer"),
        ({"asked": ["多少钱"], "offered": True}, "conversations.no_button"),
    ],
)
def test_an_answer_has_a_question_an_answer_and_a_button_where_offered(
    company: Company, values: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        setting.create_answer(values={**ASKED, **values}, actor=company["ops"].actor, now=NOW)
    assert Answer.objects.count() == 0


def test_ready_replies_are_ones_own_or_the_companys(company: Company) -> None:
    sales, ops = company["sales1"].actor, company["ops"].actor
    mine = setting.create_canned(values={"shortcut": "hi", "text": "您好"}, mine=True, actor=sales, now=NOW)
    setting.create_canned(values={"shortcut": "价", "text": "99 元"}, mine=False, actor=ops, now=NOW)
    assert [(one["shortcut"], one["mine"]) for one in settings.canned(actor=sales)] == [
        ("hi", True),
        ("价", False),
    ]
    assert [one["shortcut"] for one in settings.canned(actor=company["sales2"].actor)] == ["价"]
    with pytest.raises(NotFound):
        setting.remove_canned(mine.pk, actor=company["sales2"].actor, now=NOW)
    with pytest.raises(Forbidden):
        setting.create_canned(values={"shortcut": "x", "text": "y"}, mine=False, actor=sales, now=NOW)
