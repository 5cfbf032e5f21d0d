"""The file of rows that were not taken."""

import csv
from io import StringIO
from typing import Any

import pytest

from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.models import Event
from dabiao.core.importing import services
from dabiao.core.importing.models import ImportRun
from dabiao.core.importing.tests.conftest import NOW, Importer, person

FILE = '姓名,手机号,备注\n张三,13800138000,\n,=cmd|x,"a\nb"\n重复,13900139000,-5\n王五,1,2,多出,来的\n'


def rows_of(run: ImportRun, actor: Actor, language: str = "zh-Hans") -> tuple[str, list[list[str]]]:
    export = services.export_rejects(run_id=run.pk, format="csv", language=language, actor=actor, now=NOW)
    content = b"".join(export.chunks)
    assert content.startswith(b"\xef\xbb\xbf")
    return export.filename, list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_holds_the_original_rows_with_their_numbers_and_reasons(imported: Importer, actor: Actor) -> None:
    filename, rows = rows_of(imported(FILE), actor)
    assert filename == "线索-未导入.csv"
    assert rows == [
        ["姓名", "手机号", "备注", "行号", "原因"],
        ["", "'=cmd|x", "a\nb", "3", "行号: 不能为空; 原因: “=cmd|x”不是电话号码"],
        ["重复", "13900139000", "-5", "4", "行号: 与已有数据冲突，或内容过长，无法保存"],
        [
            *("王五", "1", "2", "5"),
            "这一行有 5 个单元格，而表头只有 3 列。内容里的分隔符要用引号括起来",
            *("多出", "来的"),
        ],
    ]


def test_the_reasons_are_in_the_language_asked_for(imported: Importer, actor: Actor) -> None:
    filename, rows = rows_of(imported(FILE), actor, "en")
    assert filename == "线索-rejected.csv"
    assert rows[0][3:] == ["Row", "Reason"]
    assert rows[2][4] == "Row: conflicts with existing data or is too long to be stored"


def test_mended_it_can_be_imported_as_it_is(imported: Importer, actor: Actor) -> None:
    run = imported("姓名,手机号\n重复,'=1\n张三,abc\n")
    export = services.export_rejects(run_id=run.pk, format="csv", language="zh-Hans", actor=actor, now=NOW)
    mended = (
        b"".join(export.chunks)
        .decode("utf-8-sig")
        .replace("abc", "13800138000")
        .replace("'=1", "13900139000")
    )
    again = imported(mended.replace("重复", "赵六"))
    assert (again.created, again.rejected) == (2, 0)


def test_taking_it_out_is_recorded(imported: Importer, actor: Actor) -> None:
    rows_of(imported(FILE), actor)
    assert Event.objects.get(kind="import.rejects_exported").data == {"filename": "线索.csv", "rows": 3}


def test_a_stranger_gets_it_only_who_may_read_every_phone(imported: Importer) -> None:
    run = imported(FILE)
    with pytest.raises(Forbidden):
        rows_of(run, person("bob", import_read="all"))
    assert len(rows_of(run, person("carol", import_read="all", probe_read_phone="all"))[1]) == 4


def test_an_unknown_format_is_refused(imported: Importer, actor: Actor) -> None:
    options: dict[str, Any] = {"language": "en", "actor": actor, "now": NOW}
    with pytest.raises(Invalid) as refused:
        services.export_rejects(run_id=imported(FILE).pk, format="pdf", **options)
    assert refused.value.params == {"value": "pdf", "known": "csv, xlsx"}
