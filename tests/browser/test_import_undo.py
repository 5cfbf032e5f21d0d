"""A file updates and adds, is tried first, and is taken back; what a colleague changed in between stays and is listed."""

import os
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import PHONE, Desks, exactly

pytestmark = pytest.mark.browser
LOOKED_AT = os.environ.get("DABIAO_SHOTS", "")


def button(page: Page, text: str) -> None:
    page.get_by_role("button", name=exactly(text)).first.click()


def shot(page: Page, name: str) -> None:
    if LOOKED_AT:
        page.wait_for_timeout(400)
        page.screenshot(path=Path(LOOKED_AT) / f"{name}.png", full_page=True)


def test_an_import_is_tried_run_and_taken_back_but_for_what_was_changed_since(desks: Desks) -> None:
    seat = desks.sit("admin")
    page, stamp = seat.page, f"{time.time_ns() % 10**7:07d}"
    there = [
        seat.send("POST", "/leads", {"name": name, "phone": f"138{n}{stamp}", "region": "杭州"})["id"]
        for n, name in enumerate(("旧客甲", "旧客乙"), start=1)
    ]
    content = f"姓名,手机号,城市\n旧客甲,1381{stamp},苏州\n旧客乙,1382{stamp},苏州\n新客丙,1383{stamp},苏州\n坏号,12,苏州\n"
    seat.go("/imports/new")
    page.locator("input[type=file]").set_input_files(
        {"name": "更新.csv", "mimeType": "text/csv", "buffer": content.encode("gb18030")}
    )
    page.get_by_text("更新，没有就新增").click()
    expect(page.get_by_text("按什么认出记录")).to_be_visible()
    shot(page, "mapping-1440")
    assert complaints(page) == []
    button(page, "先试一遍")
    expect(page.get_by_text("苏州").first).to_be_visible()
    rows = page.locator("section table tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.nth(0)).to_contain_text("杭州 → 苏州")
    shot(page, "trial-1440")
    button(page, "导入 4 行")
    expect(page.get_by_text("导入完成", exact=True)).to_be_visible()
    expect(rows.nth(2)).to_contain_text("新增")
    shot(page, "done-1440")
    lead = seat.get(f"/leads/{there[0]}")
    assert lead["region"] == "苏州"
    seat.send("PATCH", f"/leads/{there[0]}", {"changes": {"region": "无锡"}, "version": lead["version"]})

    button(page, "撤销导入")
    expect(page.get_by_text("删除 1 条新增的记录")).to_be_visible()
    expect(page.get_by_text("2 行更新改回原来的值，导入后又改过的除外")).to_be_visible()
    shot(page, "question-1440")
    page.get_by_role("dialog").get_by_role("button", name=exactly("撤销")).click()
    expect(page.get_by_text("已撤销：2 行撤回，1 行保留")).to_be_visible()
    assert [seat.get(f"/leads/{id}")["region"] for id in there] == ["无锡", "杭州"]
    page.get_by_text("保留 1", exact=True).click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("地区: 导入后又改过，保留现在的值")
    shot(page, "undone-1440")
    assert complaints(page) == []

    phone = desks.sit("admin", size=PHONE)
    phone.go(seat.path)
    expect(phone.page.get_by_text("已撤销：2 行撤回，1 行保留")).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shot(phone.page, "undone-390")
