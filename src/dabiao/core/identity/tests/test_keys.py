"""Keys: one person or organisation, written in many ways."""

import pytest

from dabiao.core.errors import Invalid
from dabiao.core.identity.keys import Key, KeyKind, organisation_keys, person_keys, ranked, uscc


def test_a_person_is_known_by_telephone_wechat_and_mail() -> None:
    found = person_keys(phone="138 1234 5678", wechat="Wang_Fang88", email=" Wang.Fang@Example.COM ")
    assert ranked(found) == [
        Key(KeyKind.PHONE, "+8613812345678"),
        Key(KeyKind.WECHAT, "wang_fang88"),
        Key(KeyKind.EMAIL, "wang.fang@example.com"),
    ]


@pytest.mark.parametrize("wechat", ["13812345678", "微信：138 1234 5678", "+86 13812345678"])
def test_a_wechat_id_that_is_a_number_is_that_number(wechat: str) -> None:
    assert person_keys(wechat=wechat) == person_keys(phone="13812345678")


@pytest.mark.parametrize("wechat", ["同手机", "微信同号", "1", "王芳的微信", "a b", "ab"])
def test_what_is_no_wechat_id_identifies_nobody(wechat: str) -> None:
    assert person_keys(wechat=wechat) == frozenset()


@pytest.mark.parametrize("email", ["", "wang", "wang@", "@example.com", "a@b", "a b@example.com"])
def test_what_is_no_address_identifies_nobody(email: str) -> None:
    assert person_keys(email=email) == frozenset()


@pytest.mark.parametrize(
    "name",
    [
        "杭州云岚科技有限公司",
        "杭州雲嵐科技有限公司",
        " 杭州 云岚科技 有限公司",
        "杭州云岚科技有限责任公司",
        "杭州云岚科技（有限公司）",
    ],
)
def test_an_organisation_is_one_in_any_script_width_and_legal_spelling(name: str) -> None:
    assert organisation_keys(name=name) == {Key(KeyKind.NAME, "杭州云岚科技有限公司")}


def test_a_branch_is_another_organisation() -> None:
    assert organisation_keys(name="云岚科技上海分公司") != organisation_keys(name="云岚科技")


@pytest.mark.parametrize("name", ["", "-", "（）", "王"])
def test_a_name_that_says_nothing_is_no_key(name: str) -> None:
    assert organisation_keys(name=name) == frozenset()


# published codes of well-known institutions, whose check digits were not made by us
@pytest.mark.parametrize("code", ["91440300708461136T", "91330100799655058B", "914403001922038216"])
def test_published_credit_codes_pass(code: str) -> None:
    assert uscc(f" {code[:6]} {code[6:].lower()}") == code


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_character_is_found(place: int) -> None:
    code = "91440300708461136T"
    other = "A" if code[place] != "A" else "B"
    with pytest.raises(Invalid, match="identity.uscc_check"):
        uscc(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize(
    "code", ["9144030070846113", "91440300708461136TT", "9144030070846113OI", "统一社会信用代码"]
)
def test_what_has_not_the_shape_of_a_code_is_refused(code: str) -> None:
    with pytest.raises(Invalid, match="identity.bad_uscc"):
        uscc(code)


def test_no_code_is_no_mistake() -> None:
    assert uscc("  ") == ""
