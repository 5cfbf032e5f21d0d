"""Numbers written any way are one key; what is no number identifies nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.phones import keys, shown


@pytest.mark.parametrize(
    "typed",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "１３８１２３４５６７８",
        "+86 138 1234 5678",
        "0086-13812345678",
        "86 13812345678",
        "(+86)13812345678",
        "电话：13812345678",
    ],
)
def test_a_mainland_mobile_is_one_however_it_is_written(typed: str) -> None:
    assert keys(typed) == ("+8613812345678",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("021-62345678", "+862162345678"),
        ("(021) 6234 5678", "+862162345678"),
        ("+86 (0)21 6234 5678", "+862162345678"),
        ("86-10-62345678", "+861062345678"),
        ("400-800-1234", "+864008001234"),
        ("6234 5678", "+85262345678"),
        ("852 6234 5678", "+85262345678"),
        ("00852-62345678", "+85262345678"),
        ("0912-345-678", "+886912345678"),
        ("+886 0912 345 678", "+886912345678"),
        ("886912345678", "+886912345678"),
        ("02-2345-6789", "+886223456789"),
        ("+853 6234 5678", "+85362345678"),
        ("+1 415 555 2671", "+14155552671"),
        ("021-62345678转8001", "+862162345678;ext=8001"),
        ("021-62345678 ext. 8001", "+862162345678;ext=8001"),
    ],
)
def test_numbers_of_other_places_and_kinds(typed: str, meant: str) -> None:
    assert keys(typed) == (meant,)


@pytest.mark.parametrize(
    "typed", ["13812345678/021-62345678", "13812345678、021-62345678", "13812345678 或 021-62345678"]
)
def test_two_numbers_in_one_cell_are_two_keys(typed: str) -> None:
    assert keys(typed) == ("+8613812345678", "+862162345678")


@pytest.mark.parametrize(
    "typed", ["", "无", "95588", "12306", "138****5678", "1381234567", "310101199003071234", "0" * 500]
)
def test_what_is_no_whole_number_identifies_nobody(typed: str) -> None:
    assert keys(typed) == ()


@given(st.text(max_size=60))
def test_any_text_gives_keys_of_which_each_is_its_own_key(typed: str) -> None:
    for key in keys(typed):
        assert keys(key.replace(";ext=", " ext ")) == (key,)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("13800138000", "138 0013 8000"),
        ("0571-88886666", "0571 8888 6666"),
        ("021-62345678 转 12", "021 6234 5678 #12"),
        ("4008001234", "400 800 1234"),
        ("+852 23456789", "+852 2345 6789"),
        ("+886 912 345 678", "+886 912 345 678"),
    ],
)
def test_a_key_is_shown_as_people_write_it(typed: str, written: str) -> None:
    (key,) = keys(typed)
    assert shown(key) == written


def test_what_is_no_number_is_shown_as_it_is() -> None:
    assert shown("总机") == "总机"
