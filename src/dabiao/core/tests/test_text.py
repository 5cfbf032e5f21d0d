"""Text helpers: width, spaces, the invisible, and cells as spreadsheets hold them."""

# ruff: noqa: DTZ001 - a spreadsheet holds wall-clock time

import sys
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.text import clean_cell, fold, key, line, number_text, squash, tidy


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ＡＢ１２", "AB12"),
        ("　张 \t 三\r\n", "张 三"),
        ("13800\u200b138000", "13800138000"),
        ("\ufeff姓名", "姓名"),
        ("a\x00b\x07c", "abc"),
        ("\u202e电话\u202c", "电话"),
        ("co\u00adoperate", "cooperate"),
        ("e\u0301", "é"),
        ("bad\ud800half", "badhalf"),
        ("", ""),
    ],
)
def test_squash_gives_one_spelling(typed: str, meant: str) -> None:
    assert squash(typed) == meant


@given(st.text())
def test_squash_twice_changes_nothing_more(text: str) -> None:
    assert squash(squash(text)) == squash(text)


def test_no_single_character_leaves_squash_invisible() -> None:
    for block in range(0, sys.maxunicode + 1, 256):
        left = squash("".join(map(chr, range(block, block + 256))))
        assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in left), hex(block)


@given(st.text())
def test_tidy_twice_changes_nothing_more_and_always_encodes(text: str) -> None:
    tidy(text).encode()
    assert tidy(tidy(text)) == tidy(text)


def test_tidy_keeps_what_people_typed_and_its_line_breaks() -> None:
    assert tidy("  您好，\r\n请回电\u200b \x00") == "您好，\n请回电"


@pytest.mark.parametrize("header", ["Phone No.", "ｐｈｏｎｅ_no", "phone  NO", "phone-no:"])
def test_headers_are_compared_without_case_width_and_punctuation(header: str) -> None:
    assert key(header) == "phoneno"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (13812345678.0, "13812345678"),
        (13812345678, "13812345678"),
        (0.1 + 0.2, "0.3"),
        (1e20, "100000000000000000000"),
        (-2.50, "-2.5"),
        (Decimal("12.00"), "12"),
        (float("nan"), "nan"),
        (True, "TRUE"),
        (datetime(2024, 1, 5, 13, 20), "2024-01-05 13:20:00"),
        (date(2024, 1, 5), "2024-01-05"),
        (time(8, 30), "08:30:00"),
        ('="0571-8888"', "0571-8888"),
        ('="say ""hi"""', 'say "hi"'),
        ("'=1+1", "=1+1"),
        ("'quoted'", "'quoted'"),
        ("\t13800138000", "13800138000"),
        ("  a\x00b  ", "ab"),
        ("一行\r\n二行", "一行\n二行"),
    ],
)
def test_a_cell_reads_as_the_person_saw_it(cell: object, text: str) -> None:
    assert clean_cell(cell) == text


@given(st.floats(min_value=-1e15, max_value=1e15).filter(lambda value: value == 0 or abs(value) > 1e-9))
def test_numbers_never_show_an_exponent(value: float) -> None:
    text = number_text(value)
    assert "e" not in text.casefold()
    assert float(text) == pytest.approx(value, rel=1e-14)


def test_absurd_numbers_stay_short() -> None:
    assert len(number_text(1e308)) < 40


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("臺灣電腦ＡＢ 公司", "台湾电脑ab 公司"),
        ("乾隆", "干隆"),
        ("  STRASSE\u3000Straße ", "strasse strasse"),
        ("Dabiao", "dabiao"),
        ("", ""),
    ],
)
def test_fold_gives_what_searching_and_matching_compare(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_fold_twice_changes_nothing_more(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), st.data())
def test_a_part_of_a_chinese_text_folds_to_a_part_of_the_folded_text(typed: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(typed)))
    end = data.draw(st.integers(start, len(typed)))
    assert fold(typed[start:end]) == fold(typed)[start:end]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("预算已批，等法务（王总）看？", "预算已批，等法务（王总）看？"),
        ("ＡＢ１　２３", "AB1 23"),
        ("ｚｈａｎｇ＠ｙｕｎ．ｃｎ", "zhang@yun.cn"),
        ("一\n 二\u200b", "一 二"),
    ],
)
def test_a_line_is_kept_as_it_is_written_in_chinese(typed: str, kept: str) -> None:
    assert line(typed) == kept


@given(st.text())
def test_a_line_says_the_same_to_who_compares_and_stays_one(text: str) -> None:
    assert squash(line(text)) == squash(text)
    assert line(line(text)) == line(text)
