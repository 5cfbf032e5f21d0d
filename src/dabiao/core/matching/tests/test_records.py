"""Records made ready: each value where its shape says it belongs."""

import pytest

from dabiao.core.matching.records import phones_of, ready
from dabiao.core.text import fold


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("13800138000", {"13800138000"}),
        ("+86 138-0013-8000", {"13800138000"}),
        ("0086 13800138000", {"13800138000"}),
        ("１３８００１３８０００", {"13800138000"}),
        ("0571-88886666转801", {"57188886666"}),
        ("+86 571 8888 6666", {"57188886666"}),
        ("(0571)88886666 ext. 12", {"57188886666"}),
        ("88886666", {"88886666"}),
        ("13800138000 / 0571-88886666", {"13800138000", "57188886666"}),
        ("+1 312 386 5286", {"13123865286"}),
        ("无", set()),
        ("12", set()),
    ],
)
def test_a_number_has_one_spelling(typed: str, digits: set[str]) -> None:
    assert phones_of(fold(typed)) == digits


def test_a_company_in_the_place_of_the_person_is_put_right() -> None:
    wrong = ready({"name": "杭州云岚科技有限公司", "company": "张伟"})
    assert wrong == ready({"name": "张伟", "company": "杭州云岚科技有限公司"})


def test_a_number_in_the_place_of_wechat_is_a_number() -> None:
    assert ready({"wechat": "+86 138 0013 8000"}).phones == {"13800138000"}


def test_a_mail_in_the_place_of_wechat_is_a_mail() -> None:
    assert ready({"wechat": "zhang@yunlan.cn"}) == ready({"email": "zhang@yunlan.cn"})


def test_a_public_mail_host_is_nobodys_domain() -> None:
    assert (ready({"email": "10001@qq.com"}).domain, ready({"email": "a@yunlan.cn"}).domain) == (
        "",
        "yunlan.cn",
    )


def test_an_address_has_its_road_and_house() -> None:
    address = ready({"address": "浙江省杭州市西湖区文三路１２８号"}).address
    assert address is not None
    assert (address.street, address.number) == ("文三路", "128")


def test_unknown_and_empty_fields_say_nothing() -> None:
    nothing = ready({"name": "", "company": None, "colour": "red"})
    assert not nothing.says_something
