"""Files that cannot be imported: each is refused with its own word, and nothing of it stays."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from dabiao.core.errors import Invalid
from dabiao.core.files.models import StoredFile
from dabiao.core.i18n import find
from dabiao.core.importing.models import ImportRun
from dabiao.core.importing.tests.books import book, sheet, with_sheet, zipped
from dabiao.core.importing.tests.conftest import Importer

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GB = "姓名,手机号\n张三,13800138000\n".encode("gb18030")
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'

BROKEN = {
    "nothing at all": (b"", "files.empty", "file", {}),
    "only white space": (b"\xef\xbb\xbf \r\n\r\n", "importing.file_empty", "file", {}),
    "only delimiters": (b",,,\n,,\n", "importing.file_empty", "file", {}),
    "a header alone": ("姓名,手机号\n\n".encode(), "importing.no_rows", "file", {}),
    "a PDF": (b"%PDF-1.7\n...", "importing.not_a_table", "file", {"found": "PDF"}),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "importing.not_a_table", "file", {"found": "PNG"}),
    "a web page called .xls": (
        b"<html><table><tr><td>1",
        "importing.not_a_table",
        "file",
        {"found": "HTML/XML"},
    ),
    "binary rubbish": (
        bytes(range(256)) * 9 + bytes(999),
        "importing.not_a_table",
        "file",
        {"found": "binary"},
    ),
    "an Excel 97 file": (OLE, "importing.old_excel", "file", {}),
    "a workbook with a password": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "importing.file_encrypted",
        "file",
        {},
    ),
    "a damaged byte in UTF-8": (
        ("姓名,备注\n" + "张三,一二三四五六七八九十\n" * 3).encode() + b"\xe5\x93,x\n",
        "importing.encoding_unknown",
        "file",
        {"offset": 128, "line": 5, "encoding": "UTF-8"},
    ),
    "a byte no encoding knows": (
        GB + b"\xff\n",
        "importing.encoding_unknown",
        "file",
        {"offset": len(GB), "line": 3, "encoding": "GB18030"},
    ),
    "UTF-16 cut in half": (
        "姓名\n张三\n".encode("utf-16")[:-1],
        "importing.encoding_unknown",
        "file",
        {"offset": 12, "line": 2, "encoding": "UTF-16"},
    ),
    "a quote that never closes": (
        '姓名,备注\n张三,"你好\n李四,再见\n'.encode(),
        "importing.quote_unclosed",
        "file",
        {"row": 2},
    ),
    "a quote that swallows the file": (
        b'name,note\na,b\nc,"' + b"row,row\n" * 40_000,
        "importing.quote_unclosed",
        "file",
        {"row": 3},
    ),
    "one endless line": (b"a," * 600_000, "importing.row_too_large", "file", {"row": 1, "limit": 1_000_000}),
    "too many columns": (
        b"a," * 600 + b"\n1\n",
        "importing.too_many_columns",
        "file",
        {"count": 601, "limit": 500},
    ),
    "a zip of something else": (zipped({"a.txt": b"x"}), "importing.not_xlsx", "file", {"found": "ZIP"}),
    "a Word document": (
        zipped({"[Content_Types].xml": b"", "word/document.xml": b""}),
        "importing.not_xlsx",
        "file",
        {"found": "DOCX"},
    ),
    "a binary workbook": (
        zipped({"[Content_Types].xml": b"", "xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": b""}),
        "importing.not_xlsx",
        "file",
        {"found": "XLSB"},
    ),
    "half a workbook": (book(["姓名"], ["张三"])[:-300], "importing.xlsx_damaged", "file", {}),
    "not quite a zip": (b"PK\x03\x04" + bytes(100), "importing.xlsx_damaged", "file", {}),
    "a sheet that is no XML": (with_sheet("<worksheet><sheetData>"), "importing.xlsx_damaged", "file", {}),
    "a string that is not there": (
        with_sheet(sheet(HEADER, '<row r="2"><c r="A2" t="s"><v>7</v></c></row>')),
        "importing.xlsx_damaged",
        "file",
        {},
    ),
    "a row beyond every sheet": (
        with_sheet(sheet(HEADER, '<row r="99999999"><c r="A99999999"><v>7</v></c></row>')),
        "importing.xlsx_damaged",
        "file",
        {},
    ),
    "a column beyond every sheet": (
        with_sheet(sheet(HEADER, '<row r="2"><c r="ZZZZ2"><v>7</v></c></row>')),
        "importing.xlsx_damaged",
        "file",
        {},
    ),
    "entities that explode": (
        with_sheet(
            '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
            + sheet(HEADER, '<row r="2"><c r="A2" t="str"><v>&b;</v></c></row>')
        ),
        "importing.xlsx_damaged",
        "file",
        {},
    ),
    "an empty workbook": (book(), "importing.file_empty", "file", {}),
    "a workbook with a header alone": (book(["姓名"]), "importing.no_rows", "file", {}),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_in_words_and_leaves_nothing(
    what: str, uploaded: Importer, home: Path
) -> None:
    content, code, field, params = BROKEN[what]
    with pytest.raises(Invalid) as refused:
        uploaded(content)
    assert (refused.value.code, refused.value.field, refused.value.params) == (code, field, params)
    assert find("zh-Hans", f"errors.{code}")
    assert ImportRun.objects.count() == 0
    assert StoredFile.objects.count() == 0
    assert [path for path in (home / "files").rglob("*") if path.is_file()] == []


def test_too_many_bytes_are_refused_while_they_arrive(uploaded: Importer, settings: LazySettings) -> None:
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    with pytest.raises(Invalid) as refused:
        uploaded(b"a,b\n" * 300_000)
    assert (refused.value.code, refused.value.params) == ("files.too_large", {"limit_mb": 1.0})


def test_too_many_rows_are_refused_at_the_first_row_too_many(
    uploaded: Importer, settings: LazySettings
) -> None:
    settings.IMPORT_MAX_ROWS = 3
    assert uploaded("姓名\n" + "张三\n" * 3).total == 3
    with pytest.raises(Invalid) as refused:
        uploaded("姓名\n" + "张三\n" * 4)
    assert (refused.value.code, refused.value.params) == ("importing.too_many_rows", {"limit": 3})


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_not_opened(uploaded: Importer) -> None:
    bomb = with_sheet(sheet(HEADER), extra={"xl/worksheets/sheet2.xml": bytes(64 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(Invalid) as refused:
        uploaded(bomb)
    assert (refused.value.code, refused.value.params) == (
        "importing.unpacks_too_large",
        {"size_mb": 64, "limit_mb": 100},
    )


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"encoding": "rot13"}, "importing.unknown_encoding_name", "encoding"),
        ({"encoding": "big5"}, "importing.encoding_unknown", "file"),
        ({"delimiter": "ab"}, "importing.bad_delimiter", "delimiter"),
        ({"delimiter": '"'}, "importing.bad_delimiter", "delimiter"),
        ({"delimiter": "\n"}, "importing.bad_delimiter", "delimiter"),
    ],
)
def test_a_wrong_hint_is_refused_by_name(
    said: dict[str, str], code: str, field: str, uploaded: Importer
) -> None:
    with pytest.raises(Invalid) as refused:
        uploaded("姓名,简体\n张三,x\n".encode("gb18030"), **said)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_sheet_that_does_not_exist_is_refused_with_those_that_do(uploaded: Importer) -> None:
    with pytest.raises(Invalid) as refused:
        uploaded(book(["姓名"], ["张三"], title="一月", more={"二月": [["姓名"]]}), "x.xlsx", sheet="三月")
    assert (refused.value.code, refused.value.params) == (
        "importing.unknown_sheet",
        {"value": "三月", "known": "一月, 二月"},
    )
