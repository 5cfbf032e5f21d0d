import ast
import json
from pathlib import Path
from typing import Any

import pytest

from contracts import hant, i18n
from contracts.house import House
from contracts.tests.conftest import write

LOCALES = "src/dabiao/locales"


def texts(house: House, language: str, tree: dict[str, Any], name: str = "leads") -> None:
    write(house.root, f"{LOCALES}/{language}/{name}.json", json.dumps(tree, ensure_ascii=False))


def say(house: House, chinese: dict[str, Any], english: dict[str, Any]) -> list[str]:
    texts(house, "zh-Hans", chinese)
    texts(house, "en", english)
    hant.write(house)
    return i18n.check(house)


def test_equal_catalogues_pass(house: House) -> None:
    assert say(house, {"a": {"b": "{{name}} 已存在"}}, {"a": {"b": "{{name}} exists"}}) == []


def test_missing_and_extra_keys_are_found(house: House) -> None:
    assert say(house, {"a": {"b": "甲"}}, {"a": {"c": "C"}}) == [
        "en: a.b is missing",
        "en: a.c is not in zh-Hans",
    ]


def test_different_slots_are_found(house: House) -> None:
    assert say(house, {"a": {"b": "{{n}} 条"}}, {"a": {"b": "{{count}} rows"}}) == [
        "en: a.b has slots ['count'], zh-Hans has ['n']"
    ]


def test_languages_may_differ_in_plural_forms(house: House) -> None:
    english = {"a": {"rows_one": "{{count}} row", "rows_other": "{{count}} rows"}}
    assert say(house, {"a": {"rows_other": "{{count}} 行"}}, english) == []


def test_empty_text_is_found(house: House) -> None:
    assert "en: a.b is empty" in say(house, {"a": {"b": "甲"}}, {"a": {"b": ""}})


def test_key_in_two_files_is_found(house: House) -> None:
    for language in ("zh-Hans", "en"):
        texts(house, language, {"a": {"b": "甲"}}, name="customers")
    said = say(house, {"a": {"b": "乙"}}, {"a": {"b": "B"}})
    assert f"{LOCALES}/zh-Hans/leads.json: a.b is defined in another file too" in said


def test_text_and_group_of_one_name_are_found(house: House) -> None:
    texts(house, "zh-Hans", {"a": {"b": {"c": "丙"}}}, name="customers")
    assert "zh-Hans: a.b is both a text and a group" in say(house, {"a": {"b": "乙"}}, {"a": {"b": "B"}})


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ('raise Conflict("leads.already_won", name=name)', "errors.leads.already_won"),
        ('problems.append(errors.Invalid("core.required", field="name"))', "errors.core.required"),
        ('notify([1], "lead.assigned", {}, lead, now)', "notifications.lead.assigned"),
        ('notify([1], kind="lead.assigned", now=now)', "notifications.lead.assigned"),
        ('class Won:\n    kind: ClassVar[str] = "lead.won"', "events.lead.won"),
    ],
)
def test_python_asks_for_texts(source: str, key: str) -> None:
    assert [found for _, found in i18n.python_keys(ast.parse(source), Path("modules/leads/events.py"))] == [
        key
    ]


def test_screens_ask_for_texts() -> None:
    source = """const a = t("leads.title");
t('leads.rows', { count });
t(`enums.${x}`); split("a.b"); i18n.t('a.b');
"""
    assert list(i18n.ui_keys(source)) == [(1, "leads.title"), (2, "leads.rows"), (3, "a.b")]


def test_missing_text_is_found_where_it_is_asked_for(house: House) -> None:
    write(house.root, "src/dabiao/modules/leads/services.py", '\nraise Invalid("leads.bad", field="x")\n')
    write(house.root, "ui/src/features/leads/Leads.tsx", '\n\nt("leads.title")\n')
    assert say(house, {}, {}) == [
        "src/dabiao/modules/leads/services.py:2: no text for errors.leads.bad",
        "ui/src/features/leads/Leads.tsx:3: no text for leads.title",
    ]


def test_traditional_speaks_as_in_taiwan_with_slots_kept(house: House) -> None:
    assert say(house, {"a": "登录后导入 {{count}} 个客户"}, {"a": "{{count}}"}) == []
    assert (
        house.package / "locales/zh-Hant/leads.json"
    ).read_text() == '{\n  "a": "登入後匯入 {{count}} 個客戶"\n}\n'


def test_overrides_decide_phrases_and_whole_texts(house: House) -> None:
    overrides = {"phrases": {"微信号": "微信號"}, "keys": {"b": "整句"}}
    write(house.root, f"{LOCALES}/zh-Hant.overrides.json", json.dumps(overrides))
    assert say(house, {"a": "微信号码", "b": "别的"}, {"a": "A", "b": "B"}) == []
    assert json.loads((house.package / "locales/zh-Hant/leads.json").read_text()) == {
        "a": "微信號碼",
        "b": "整句",
    }


def test_stale_traditional_is_found(house: House) -> None:
    say(house, {"a": "客户"}, {"a": "Customer"})
    texts(house, "zh-Hans", {"a": "线索"})
    assert hant.stale(house) == ["locales/zh-Hant/leads.json is stale: run `make i18n`"]
