"""Many leads changed and put back, one changed in the list, and what two people write into one cell at once."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def choose_field(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="改哪几项？").fill(name)
    page.locator(".ant-select-item-option").filter(has_text=name).first.click()


def test_many_are_changed_and_put_back_and_a_cell_that_two_write_shows_both(desks: Desks) -> None:
    lead, manager = desks.sit("lead1"), desks.sit("manager1")
    lead.trouble.announce("409 (Conflict)")
    page = lead.go("/leads")
    first, second = lead.get("/leads", pool=False, sort="-received_at", limit=2)["items"]
    rows = page.get_by_role("row").filter(has=page.get_by_role("checkbox"))
    for place in (1, 2):
        rows.nth(place).get_by_role("checkbox").check()
    page.get_by_role("button", name=exactly("批量修改")).click()
    choose_field(page, "地区")
    dialog = page.get_by_role("dialog", name="修改 2 条记录")
    dialog.get_by_role("textbox", name="地区").fill("舟山")
    dialog.get_by_role("button", name=exactly("修改 2 条")).click()
    expect(page.get_by_role("status").filter(has_text="2 条已处理")).to_be_visible()
    assert [lead.get(f"/leads/{one['id']}")["region"] for one in (first, second)] == ["舟山", "舟山"]
    page.keyboard.press("Control+z")
    expect(page.get_by_role("status").filter(has_text="已撤销，恢复 2 条")).to_be_visible()
    for one in (first, second):
        assert lead.get(f"/leads/{one['id']}")["region"] == one["region"]

    cell = page.locator(f'[data-cell="company"][data-row="{first["id"]}"]')
    cell.dblclick()
    box = page.get_by_role("textbox", name="公司")
    box.fill("舟山望潮精密仪器有限公司")
    box.press("Escape")
    assert lead.get(f"/leads/{first['id']}")["company"] == first["company"]
    expect(cell).to_be_focused()
    page.keyboard.press("F2")
    box.fill("舟山望潮精密仪器有限公司")
    box.press("Enter")
    expect(cell).to_have_text("舟山望潮精密仪器有限公司")

    cell.press("Enter")
    box.fill("舟山我写的有限公司")
    theirs = {
        "changes": {"company": "舟山同事写的有限公司"},
        "version": manager.get(f"/leads/{first['id']}")["version"],
    }
    manager.send("PATCH", f"/leads/{first['id']}", theirs)
    box.press("Enter")
    both = page.get_by_role("dialog", name="有人同时改了这里")
    expect(both.get_by_text("舟山同事写的有限公司")).to_be_visible()
    expect(both.get_by_text("舟山我写的有限公司")).to_be_visible()
    both.get_by_role("button", name=exactly("用我的")).click()
    expect(both).to_be_hidden()
    expect(cell).to_have_text(re.compile("我写的"))
    assert lead.get(f"/leads/{first['id']}")["company"] == "舟山我写的有限公司"
