"""What is left to read of what visitors wrote, where nobody is to call from it."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabiao.core.mentions import LONGEST, find
from dabiao.core.mentions.hiding import LONG, hidden, hidden_in
from dabiao.core.mentions.reading import HANZI
from dabiao.core.mentions.tests.test_mentions import sentences


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话 13800138000，预算三十万", "电话 138****8000，预算三十万"),
        ("138 0013-8000", "138 ****-8000"),
        ("１３８００１３８０００", "１３８****８０００"),
        ("幺三八零零幺三八零零零", "幺三八****八零零零"),
        ("总机 021-61234567 转 8012", "总机 021-****4567 转 8012"),
        ("138（中间四位）0013 后面 8000", "138（中间四位）**** 后面 8000"),
        ("Call 6123456", "Call 6****56"),
        ("加V lily_2020", "加V l******20"),
        ("邮箱 Lily.Wang@163.com", "邮箱 L********@163.com"),
        ("zhou艾特163点com", "z***艾特1**点c**"),
        (
            "one three eight zero zero one three eight zero zero zero",
            "*** ***** ***** **** **** *** ***** ***** **** **** ****",
        ),
        ("2026-11-27 10:30 到，周三13:30-15:00 也行", "2026-11-27 10:30 到，周三13:30-15:00 也行"),
        ("预算 1,280,000 元，3000-5000元一套", "预算 1,280,000 元，3000-5000元一套"),
        ("CRM 系统多少钱？", "CRM 系统多少钱？"),
    ],
)
def test_a_number_is_recognised_by_its_ends_and_the_rest_stays(text: str, shown: str) -> None:
    assert hidden(text) == shown


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("13800", "*****"),
        ("后面是 138 000", "后面是 *** ***"),
        ("零零138", "*****"),
        ("要 8200 套", "要 8200 套"),
        ("138****8000", "138****8000"),
        ("lily_", "*****"),
        ("LilyWang", "L*****ng"),
        ("要 ERP", "要 ERP"),
    ],
)
def test_parts_of_what_is_known_are_hidden(part: str, shown: str) -> None:
    known = ["+8613800138000", "lily_wang", "lilywang@163.com"]
    assert hidden(part, known) == shown


def test_what_came_as_json_is_hidden_within() -> None:
    came = {"tel": 13800138000, "list": ["a@b.com", 12, True, None], "13800138000": 1.5}
    assert hidden_in(came) == {
        "tel": "138****8000",
        "list": ["*@b.com", 12, True, None],
        "13800138000": 1.5,
    }


@pytest.mark.parametrize("name", ["seen", "kept"])
def test_nobody_can_be_reached_by_what_is_left_of_real_sentences(name: str) -> None:
    for one in sentences(name):
        for text in one["messages"]:
            left = hidden(text)
            assert len(left) == len(text)
            assert not find([left]), left
            assert hidden(left) == left
            figures = sum(char.isdigit() or char in HANZI for char in text)
            if figures < LONG and "@" not in text and not find([text]):
                assert left == text


@settings(max_examples=300)
@given(st.text(alphabet="微信加v1380三一零〇@.-_*()a点前后面号搜是同wx\n打 错了yisan", max_size=60))
def test_whatever_is_written_once_is_enough(text: str) -> None:
    left = hidden(text)
    assert len(left) == len(text)
    assert hidden(left) == left
    found = find([left])
    assert (found.phones, found.emails) == ((), ())


@settings(max_examples=20)
@given(st.text(alphabet="微信加v1 3一零@.-_()a点前后面号搜是同wx\n打错了*", max_size=4 * LONGEST))
def test_no_text_takes_long(text: str) -> None:
    began = process_time()
    hidden(text, ["+8613800138000"])
    assert process_time() - began < 5.0
