"""Lists as files: what a reader of the file sees."""

# ruff: noqa: DTZ001 - a spreadsheet holds wall-clock time

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dabiao.core.errors import Invalid
from dabiao.core.exporting import tables, xlsx_writer
from dabiao.core.exporting.columns import ExportColumn
from dabiao.core.exporting.tables import TableFile, stream, table
from dabiao.core.importing.reading import reader
from dabiao.core.text import clean_cell, guard, runs_as_formula, unguard

COLUMNS = (
    ExportColumn("name", "fields.importing.reason"),
    ExportColumn("amount_minor", "金额", "money"),
    ExportColumn("count", "数量", "integer"),
    ExportColumn("rate", "比率", "number"),
    ExportColumn("at", "时间", "datetime"),
    ExportColumn("day", "日期", "date"),
    ExportColumn("open", "开", "boolean"),
    ExportColumn("status", "状态", "choice", "fields.exporting"),
)
ROW: dict[str, Any] = {
    "name": "张三",
    "amount_minor": -123450,
    "count": 7,
    "rate": 0.25,
    "at": datetime(2024, 1, 4, 16, 30, 5, 999, tzinfo=UTC),
    "day": date(2024, 1, 5),
    "open": True,
    "status": "no",
}
EMPTY = dict.fromkeys(ROW)


def csv_rows(export: TableFile) -> list[list[str]]:
    content = b"".join(export.chunks)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def sheets(export: TableFile) -> list[list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(b"".join(export.chunks)))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def test_a_csv_has_translated_headings_and_local_values() -> None:
    assert csv_rows(stream(COLUMNS, [ROW, EMPTY], filename="x", language="zh-Hans")) == [
        ["原因", "金额", "数量", "比率", "时间", "日期", "开", "状态"],
        ["张三", "-1234.50", "7", "0.25", "2024-01-05 00:30:05", "2024-01-05", "是", "否"],
        [""] * 8,
    ]


def test_an_english_reader_gets_english() -> None:
    rows = csv_rows(stream(COLUMNS, [ROW], filename="x", language="en"))
    assert (rows[0][0], rows[1][6:]) == ("Reason", ["Yes", "No"])


def test_a_workbook_holds_numbers_and_dates_as_such() -> None:
    (rows,) = sheets(stream(COLUMNS, [ROW, EMPTY, ROW], format="xlsx", filename="x"))
    assert rows[1] == (
        "张三",
        -1234.5,
        7,
        0.25,
        datetime(2024, 1, 5, 0, 30, 5),
        datetime(2024, 1, 5),
        "是",
        "否",
    )
    assert rows[2] == (None,) * 8


def test_values_as_the_fast_path_of_lists_gives_them_are_understood() -> None:
    row = {"at": "2024-01-04T16:30:05.123Z", "day": "2024-01-05", "n": 5, "yes": False, "many": ["a", "b"]}
    columns = [ExportColumn("at", "a", "datetime"), ExportColumn("day", "d", "date")]
    columns += [ExportColumn(name, name) for name in ("n", "yes", "many")]
    assert csv_rows(stream(columns, [row], filename="x"))[1] == [
        "2024-01-05 00:30:05",
        "2024-01-05",
        "5",
        "否",
        "a, b",
    ]


STARTS = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t1", "\r1", "\n1", "＝1", "＋1", "－1", "＠A1"]
DANGEROUS = [
    *STARTS,
    *(
        f"{before}{start}"
        for before in (" ", "\u3000", '"', "'", "“", "\ufeff", "\u200b", ' "')
        for start in STARTS
    ),
    *("-", "--1", "-1e", "=cmd|' /C calc'!A0", "+1-555-0100", "-5 %", "+86138=1", "+86*5678"),
]
HARMLESS = ["-5", "-1,234.50", "-5%", "+5", "+3.5%", "+8613812345678", "+86 138 1234 5678", "+86*******5678", "0571-8820 6000",
            "138****5678", "a=b", "", "'x", "张三-华东", "1-2", '"引用"']  # fmt: skip


@pytest.mark.parametrize("text", [text for text in DANGEROUS if text == unguard(text)])
def test_a_text_that_could_run_is_quoted_in_csv_and_plain_text_in_a_workbook(text: str) -> None:
    columns = [ExportColumn("a", "a")]
    assert csv_rows(stream(columns, [{"a": text}], filename="x"))[1] == [f"'{text}"]
    book = load_workbook(
        BytesIO(b"".join(stream(columns, [{"a": text}], format="xlsx", filename="x").chunks))
    )
    cell = book.active["A2"]
    shown = text.replace("\r", "_x000D_")  # openpyxl leaves Excel's own escapes as they are
    assert (cell.value, cell.data_type, cell.quotePrefix) == (shown, "s", True)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_is_left_alone(text: str) -> None:
    assert guard(text) == text


def test_a_negative_amount_stays_a_number() -> None:
    assert csv_rows(table(["a"], [[Decimal("-5.00")], ["-5.00"]], filename="x"))[1:] == [["-5.00"], ["-5.00"]]


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cf", "Cs"]), max_size=20))
def test_what_was_exported_reads_back_as_it_was(text: str) -> None:
    typed = text.strip()
    if not typed.startswith('="'):
        assert clean_cell(guard(typed)) == clean_cell(typed)


@given(st.text(alphabet=st.sampled_from(" '\"=+-@\t\r\n＝＋－＠\ufeffa1"), max_size=8))
def test_a_mark_is_taken_away_and_nothing_else(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text(max_size=20))
def test_nothing_exported_can_run(text: str) -> None:
    assert guard(text)[:1] == "'" or not runs_as_formula(guard(text))


def test_headings_are_neutral_too() -> None:
    assert csv_rows(table(["=1"], [], filename="x")) == [["'=1"]]


def test_any_text_can_be_written() -> None:
    text = "a\x00b\x1f\ud800\uffff" + "长" * 40_000
    assert csv_rows(table(["a"], [[text]], filename="x"))[1][0].endswith("长")
    (rows,) = sheets(table(["a"], [[text]], format="xlsx", filename="x"))
    assert rows[1][0] == "ab" + "长" * 32_765


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_rows_are_taken_as_they_are_sent(format: str) -> None:
    taken = []

    def rows() -> Iterator[list[str]]:
        for n in range(60_000):
            taken.append(n)
            yield [sha256(b"%d" % n).hexdigest()]

    chunks = table(["a"], rows(), format=format, filename="x").chunks
    next(chunks), next(chunks)
    assert 0 < len(taken) < 30_000


def test_what_a_spreadsheet_cannot_count_is_written_as_text() -> None:
    values = [10**15, date(1899, 1, 1), datetime(1899, 1, 1, 8), float("nan"), "_x0041_", "a\r\nb", "<&>"]
    (rows,) = sheets(table(["v"], [[value] for value in values], format="xlsx", filename="x"))
    assert [row[0] for row in rows[1:]] == [
        *("1000000000000000", "1899-01-01", "1899-01-01 08:00:00", "nan"),
        *("_x005F_x0041_", "a_x000D_\nb", "<&>"),
    ]


PRINTABLE = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=9)


@given(st.lists(st.lists(PRINTABLE, min_size=2, max_size=2), max_size=5))
def test_a_workbook_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("book") / "file"
    path.write_bytes(b"".join(table(["a", "b"], rows, format="xlsx", filename="x").chunks))
    found = [["a", "b"], *([clean_cell(cell) for cell in row] for row in rows)]
    read = reader.open(path)
    cells = [list(read.header), *(row.cells for row in read.rows())]
    assert [[*row, "", ""][:2] for row in cells] == [row for row in found if any(row)]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_writer, "_ROWS_PER_SHEET", 2)
    found = sheets(table(["n"], ([n] for n in range(5)), format="xlsx", filename="x"))
    assert found == [[("n",), (0,), (1,)], [("n",), (2,), (3,)], [("n",), (4,)]]


def test_no_rows_make_a_sheet_with_its_heading() -> None:
    assert sheets(table(["n"], [], format="xlsx", filename="x")) == [[("n",)]]


def test_a_download_keeps_its_chinese_name() -> None:
    export = table(["a"], [], format="xlsx", filename='线索"1')
    assert export.filename == '线索"1.xlsx'
    assert tables.disposition(export.filename) == (
        "attachment; filename=\"___1.xlsx\"; filename*=UTF-8''%E7%BA%BF%E7%B4%A2%221.xlsx"
    )


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(Invalid) as refused:
        tables.table(["a"], [], format="pdf", filename="x")
    assert (refused.value.code, refused.value.params) == (
        "exporting.unknown_format",
        {"value": "pdf", "known": "csv, xlsx"},
    )
