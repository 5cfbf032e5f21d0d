"""Headers as people make them in spreadsheets: under a title, in two merged rows, twice the same."""

import pytest
from openpyxl import Workbook

from dabiao.core.importing.tests.books import book, saved
from dabiao.core.importing.tests.conftest import Importer


def merged(rows: list[list[str]], *ranges: str) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    for one in ranges:
        made.active.merge_cells(one)  # type: ignore[union-attr]
    return saved(made)


def names(run: object) -> list[str]:
    return [column["name"] for column in run.columns]  # type: ignore[attr-defined]


def test_a_title_merged_over_the_table_is_no_header(uploaded: Importer) -> None:
    content = merged(
        [["2026 年客户名单", "", ""], ["姓名", "手机号", "备注"], ["张三", "13800138000", "x"]], "A1:C1"
    )
    run = uploaded(content)
    assert (names(run), run.total) == (["姓名", "手机号", "备注"], 1)
    assert run.guess == {"姓名": "name", "手机号": "phone"}


def test_two_titles_in_a_csv_are_passed_over_too(imported: Importer) -> None:
    run = imported("客户名单\n导出时间：2026-03-04\n姓名,手机号\n张三,13800138000\n李四,13900139000\n")
    assert (run.status, run.total, run.created) == ("done", 2, 2)


def test_a_header_in_two_merged_rows_is_one(imported: Importer) -> None:
    content = merged(
        [["姓名", "联系方式", ""], ["", "手机号", "邮箱"], ["张三", "13800138000", "z@example.com"]],
        *("A1:A2", "B1:C1"),
    )
    run = imported(content)
    assert run.guess == {"姓名": "name", "手机号": "phone", "邮箱": "email"}
    assert (run.total, run.created) == (1, 1)


def test_the_same_header_twice_is_told_apart(uploaded: Importer) -> None:
    assert names(uploaded(book(["姓名", "电话", "电话"], ["张三", "13800138000", "13900139000"]))) == [
        "姓名",
        "电话",
        "电话 (2)",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "姓名\n张三\n李四\n",
        "姓名\n张三,13800138000\n李四,13900139000\n",
        "姓名,手机号\n张三,\n,13900139000\n",
    ],
)
def test_a_first_row_of_data_is_never_taken_for_a_header(uploaded: Importer, content: str) -> None:
    run = uploaded(content)
    assert (run.header[0], run.total) == ("姓名", 2)
