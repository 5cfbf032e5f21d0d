"""What the bot makes of what was said."""

import pytest

from dabiao.modules.conversations.rules.answering import Known, best, chosen, in_language, wants_person

KNOWN = [
    Known(1, ("价格是多少", "怎么收费", "how much does it cost"), ("价格", "Price")),
    Known(2, ("如何退款", "可以退货吗", "refund"), ("退款",)),
    Known(3, ("营业时间", "几点上班", "opening hours"), ("营业时间", "Hours")),
]


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("价格是多少", 1),
        ("請問你們的價格是多少呢？", 1),
        ("你好，价格多少", 1),
        ("怎 么 收 费 ！", 1),
        ("How  much does it COST?", 1),
        ("ｈｏｗ ｍｕｃｈ does it cost", 1),
        ("我要退款，如何退款", 2),
        ("能退貨嗎", 2),
        ("I want a refund", 2),
        ("周末几点上班", 3),
        ("what are your opening hours", 3),
        ("今天天气不错", None),
        ("hello", None),
        ("你好", None),
        ("😀😀", None),
        ("<script>alert(1)</script>", None),
        ("", None),
        ("多少", None),
    ],
)
def test_the_answer_is_found_however_it_is_asked(said: str, id: int | None) -> None:
    assert best(said, KNOWN) == id


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("1", 1),
        ("２", 2),
        ("3.", 3),
        ("4", None),
        ("0", None),
        ("價格", 1),
        ("hours", 3),
        ("价格表", None),
        ("", None),
    ],
)
def test_a_choice_is_its_number_or_its_name(said: str, id: int | None) -> None:
    assert chosen(said, KNOWN) == id


@pytest.mark.parametrize(
    ("said", "wants"),
    [
        ("人工", True),
        ("轉人工！", True),
        ("我要找真人", True),
        ("请帮我转一下客服", True),
        ("Human", True),
        ("can I talk to an agent please", True),
        ("a real person", True),
        ("人工智能怎么收费", False),
        ("你们的人工费是多少", False),
        ("travel agent software", False),
        ("", False),
    ],
)
def test_who_wants_a_person_is_understood(said: str, wants: bool) -> None:
    assert wants_person(said) is wants


def test_a_text_that_is_missing_in_a_language_is_taken_from_the_nearest() -> None:
    assert in_language({"zh-Hans": "价格", "en": "Price"}, "zh-Hant") == "价格"
    assert in_language({"en": "Price"}, "zh-Hans") == "Price"
    assert in_language({}, "en") == ""
