"""Files as people make them: any usual encoding, delimiter and program."""

# ruff: noqa: DTZ001 - a spreadsheet holds wall-clock time

import tracemalloc
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dabiao.core.importing.reading import reader
from dabiao.core.importing.reading.survey import survey
from dabiao.core.importing.tests.books import book, saved, sheet, with_sheet

TEXT = "姓名,城市\n张三,北京\n李四,上海\n"
TRADITIONAL = "姓名,城市\n張三,臺北\n李四,高雄市鹽埕區\n"


def table(path: Path, content: bytes | str, **said: str) -> reader.Table:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return reader.open(path, **said)


def cells(found: reader.Table) -> list[list[str]]:
    return [list(found.header), *(row.cells for row in found.rows())]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


@pytest.mark.parametrize(
    ("codec", "text", "detected"),
    [
        ("utf-8", TEXT, "utf-8"),
        ("utf-8-sig", TEXT, "utf-8-sig"),
        ("gbk", TEXT, "gb18030"),
        ("gb18030", TEXT + "𠮷,㐀\n", "gb18030"),
        ("big5", TRADITIONAL, "cp950"),
        ("big5hkscs", TRADITIONAL + "陳,𠝹埗\n", "big5hkscs"),
        ("utf-16", TEXT, "utf-16"),
        ("utf-16-le", TEXT + "a,b\n" * 9, "utf-16-le"),
        ("utf-32", TEXT, "utf-32"),
        ("ascii", "name,city\nann,x\n", "utf-8"),
    ],
)
def test_the_encoding_is_found(codec: str, text: str, detected: str, path: Path) -> None:
    found = table(path, text.encode(codec))
    assert found.layout.encoding == detected
    assert cells(found) == [line.split(",") for line in text.splitlines()]


def test_an_encoding_may_be_named(path: Path) -> None:
    found = table(path, "名前\nｱｲｳ\n".encode("shift-jis"), encoding="Shift_JIS")
    assert cells(found) == [["名前"], ["ｱｲｳ"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_among_the_others(delimiter: str, path: Path) -> None:
    rows = [["名", "备注", "数"], ["a", "x,y;z|w", "1"], ["b", "1,5", "2"], ["c", "", "3"]]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]
    found = table(path, "\n".join(map(delimiter.join, quoted)))
    assert found.layout.delimiter == delimiter
    assert cells(found) == rows


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a\n1\n2\n", [["a"], ["1"], ["2"]]),
        ("sep=;\r\na;b\r\n1;2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ('a,b\n"1\r\n2","say ""hi"""\n', [["a", "b"], ["1\n2", 'say "hi"']]),
        ('a,b\n="00123",=1+1\n', [["a", "b"], ["00123", "=1+1"]]),
        ("name,a longer header\n1\x00,\x002\n", [["name", "a longer header"], ["1", "2"]]),
        ("a,b\n 1 ,\u3000２\u200b\n", [["a", "b"], ["1", "２"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ],
)
def test_cells_are_read_as_meant(content: str, rows: list[list[str]], path: Path) -> None:
    assert cells(table(path, content)) == rows


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(path: Path) -> None:
    found = table(path, '\n\na,b\n1,"x\ny"\n\n,,\n2,z\n')
    assert found.header_row == 3
    assert [(row.number, row.cells) for row in found.rows()] == [(4, ["1", "x\ny"]), (7, ["2", "z"])]
    assert [row.number for row in found.rows(after=4)] == [7]


def test_headers_are_unique_and_never_empty(path: Path) -> None:
    found = table(path, "名称,名称,,名称 (2),名 称\n1,2,3,4,5\n")
    assert found.header == ("名称", "名称 (2)", "#3", "名称 (2) (2)", "名 称")


def test_nameless_columns_without_values_are_not_shown(path: Path) -> None:
    found = survey(table(path, "名称,,\n1,,x\n2,,\n"))
    assert [(column.name, column.samples) for column in found.columns] == [
        ("名称", ["1", "2"]),
        ("#3", ["x"]),
    ]
    assert found.rows == 2


def test_samples_are_different_short_and_at_most_three(path: Path) -> None:
    found = survey(table(path, "a\nx\nx\n" + "长" * 300 + "\n\ny\nz\n"))
    assert found.columns[0].samples == ["x", "长" * 80, "y"]


def test_a_long_file_is_read_in_little_memory(path: Path) -> None:
    with path.open("w") as file:
        file.write("name,note\n")
        file.writelines(f"客户{n},{'备注' * 20}\n" for n in range(60_000))
    tracemalloc.start()
    try:
        assert survey(reader.open(path)).rows == 60_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 7_500_000
    assert peak < 6_000_000


def test_a_workbook_is_read_as_its_sheet_shows_it(path: Path) -> None:
    made = Workbook()
    made.active.append(["文本", "号码", "小数", "日期", "时刻", "钟点", "是否", "空"])
    made.active.append(
        [
            "  张三\u200b ",
            13812345678.0,
            0.1 + 0.2,
            date(2024, 1, 5),
            datetime(2024, 1, 5, 13, 20),
            time(8, 30),
            True,
            None,
        ]
    )
    made.active.append(["a_x000D_\nb", "013", -5, None, None, timedelta(hours=30), False, None])
    found = table(path, saved(made))
    assert cells(found)[1:] == [
        ["张三", "13812345678", "0.3", "2024-01-05", "2024-01-05 13:20:00", "08:30:00", "TRUE"],
        ["a\nb", "013", "-5", "", "", "1 day, 6:00:00", "FALSE"],
    ]


def test_the_first_visible_sheet_is_meant_unless_another_is_named(path: Path) -> None:
    made = Workbook()
    made.active.title = "隐藏"
    made.active.append(["no"])
    made.active.sheet_state = "hidden"
    made.create_sheet("名单").append(["姓名"])
    made.create_sheet("其他").append(["城市"])
    found = table(path, saved(made))
    assert (found.layout.sheet, found.sheets, found.header) == ("名单", ("隐藏", "名单", "其他"), ("姓名",))
    assert reader.open(path, sheet="其他").header == ("城市",)


def test_days_may_be_counted_from_1904(path: Path) -> None:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.append(["日期"])
    made.active.append([date(2024, 1, 5)])
    found = table(path, saved(made))
    assert found.layout.epoch_1904
    assert cells(found) == [["日期"], ["2024-01-05"]]


def test_odd_but_honest_sheets_are_read(path: Path) -> None:
    strings = (
        "<sst><si><r><t>姓</t></r><r><t>名</t></r><rPh><t>xing</t></rPh></si><si><t>x_x0041_</t></si></sst>"
    )
    rows = sheet(
        '<row><c t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>城市</t></is></c></row>',
        '<row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5"><f>1+1</f><v>2</v></c><c r="C5"><f>NOW()</f></c></row>',
        '<row r="6"><c r="A6" t="str"><v>公式文本</v></c><c r="C6" t="e"><v>#N/A</v></c></row>',
        '<row r="7"><c r="A7"/></row>',
        '<row r="8"><c r="A8"><v>1.3812345678E10</v></c><c r="C8" t="b"><v>1</v></c></row>',
        '<row r="9"><c r="A9"><v>many</v></c><c r="C9" t="d"><v>2024-01-05T13:20:00</v></c></row>',
    )
    found = table(path, with_sheet(rows, strings=strings))
    assert found.header == ("姓名", "#2", "城市")
    assert [(row.number, row.cells) for row in found.rows()] == [
        (5, ["xA", "2"]),
        (6, ["公式文本", "", "#N/A"]),
        (8, ["13812345678", "", "TRUE"]),
        (9, ["many", "", "2024-01-05 13:20:00"]),
    ]


def test_what_a_file_is_called_does_not_matter(path: Path) -> None:
    assert table(path.with_suffix(".csv"), book(["姓名"], ["张三"])).layout.format == "xlsx"
    assert table(path.with_suffix(".xlsx"), TEXT).layout.format == "csv"
