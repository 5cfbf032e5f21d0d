"""A list is taken out as a file: at once within the caps, and beyond them after somebody else has agreed."""

import csv
import os
import time
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import PHONE, Desks, exactly

pytestmark = pytest.mark.browser
LOOKED_AT = os.environ.get("DABIAO_SHOTS", "")


def shot(page: Page, name: str) -> None:
    if LOOKED_AT:
        page.wait_for_timeout(400)
        page.screenshot(path=Path(LOOKED_AT) / f"{name}.png")


def menu(page: Page) -> None:
    page.get_by_role("button", name=exactly("导出当前列表")).click()
    expect(page.get_by_role("menuitem", name=exactly("导出 CSV"))).to_be_visible()


def rows_of(download: Download) -> list[list[str]]:
    return list(csv.reader(StringIO(Path(download.path()).read_text("utf-8-sig"), newline="")))


def test_a_small_list_is_downloaded_by_itself_with_the_columns_on_the_screen(desks: Desks) -> None:
    seat = desks.sit("lead1")
    page = seat.go("/leads?status=qualified&source=advert&view=all")
    shown = seat.get("/leads", status="qualified", source="advert", limit=200)["items"]
    expect(page.get_by_text(f"共 {len(shown)} 条")).to_be_visible()
    menu(page)
    expect(page.get_by_text(f"共 {len(shown)} 条，直接导出")).to_be_visible()
    shot(page, "menu-1440")
    with page.expect_download() as fetched:
        page.get_by_role("menuitem", name=exactly("导出 CSV")).click()
    heading, *rows = rows_of(fetched.value)
    assert heading[:5] == ["系统编号", "姓名", "公司", "电话", "状态"]
    assert [int(row[0]) for row in rows] == [row["id"] for row in shown]
    assert [row[3] for row in rows] == [row["phone"] for row in shown]
    assert fetched.value.suggested_filename.startswith("线索 ")
    expect(page.get_by_text(f"已导出 {len(rows)} 条")).to_be_visible()
    shot(page, "done-1440")
    page.get_by_role("button", name=exactly("查看")).click()
    expect(page.get_by_role("heading", name="线索 · CSV")).to_be_visible()
    expect(page.get_by_text("下载次数")).to_be_visible()
    shot(page, "page-1440")
    assert complaints(page) == []


def test_the_keyboard_alone_exports(desks: Desks) -> None:
    seat = desks.sit("lead1")
    page = seat.go("/leads?status=qualified&source=advert&view=all")
    button = page.get_by_role("button", name=exactly("导出当前列表"))
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name=exactly("更多选项"))).to_be_visible()
    more = page.get_by_role("menuitem", name=exactly("更多选项"))
    for _ in range(6):
        page.keyboard.press("ArrowDown")
        if more.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("当前显示的列")).to_be_visible()
    shot(page, "options-1440")
    assert complaints(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_beyond_the_caps_it_is_asked_for_with_a_reason_and_downloaded_when_approved(desks: Desks) -> None:
    reason = f"月度复盘 {time.time_ns() % 10**7}"
    lead, manager = desks.sit("lead1"), desks.sit("manager1")
    page = lead.go("/leads?view=all")
    expect(page.get_by_role("button", name=exactly("导出当前列表"))).to_be_visible()
    menu(page)
    expect(page.get_by_text("超过您单次可导出的 200 条")).to_be_visible()
    page.get_by_role("menuitem", name=exactly("导出 CSV")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("将由")).to_contain_text("李建国")
    expect(dialog.get_by_role("button", name=exactly("申请导出"))).to_be_disabled()
    dialog.get_by_label("用途").fill(reason)
    shot(page, "reason-1440")
    assert complaints(page) == []
    dialog.get_by_role("button", name=exactly("申请导出")).click()
    expect(page.get_by_text("已提交审批，结果会通知您")).to_be_visible()
    page.get_by_role("button", name=exactly("查看")).click()
    expect(page.get_by_text("等待审批")).to_be_visible()
    shot(page, "waiting-1440")
    number = lead.path.rsplit("/", 1)[1]

    other = manager.go("/exports?view=to_approve")
    row = other.get_by_role("row").filter(has_text=reason)
    expect(row).to_contain_text("赵立新")
    shot(other, "to-approve-1440")
    assert complaints(other) == []
    row.get_by_role("button", name=exactly("不同意")).click()
    shot(other, "refuse-1440")
    other.get_by_role("dialog").get_by_role("button", name=exactly("取消")).click()
    other.goto(f"{manager.home}/exports/{number}")
    expect(other.get_by_text("现在条数")).to_be_visible()
    shot(other, "decide-1440")
    other.get_by_role("button", name=exactly("同意")).click()
    other.get_by_role("dialog").get_by_label("审批意见").fill("仅限内部使用")
    other.get_by_role("dialog").get_by_role("button", name=exactly("同意")).click()
    expect(other.get_by_text("已同意，文件正在生成")).to_be_visible()

    expect(page.get_by_role("link", name=exactly("下载"))).to_be_visible(timeout=15_000)
    expect(page.get_by_text("仅限内部使用")).to_be_visible()
    shot(page, "approved-1440")
    with page.expect_download() as fetched:
        page.get_by_role("link", name=exactly("下载")).click()
    assert len(rows_of(fetched.value)) - 1 == lead.get(f"/exports/{number}")["total"] > 200
    refused = manager.context.request.get(f"{manager.home}/api/v1/exports/{number}/file")
    assert refused.status == 404


def test_on_a_phone_everything_fits(desks: Desks) -> None:
    lead, manager = desks.sit("lead1", size=PHONE), desks.sit("manager1", size=PHONE)
    page = lead.go("/leads?view=all")
    expect(page.get_by_role("button", name=exactly("导出当前列表"))).to_be_visible()
    menu(page)
    expect(page.get_by_text("超过您单次可导出的 200 条")).to_be_visible()
    shot(page, "menu-390")
    page.get_by_role("menuitem", name=exactly("导出 Excel")).click()
    expect(page.get_by_role("dialog").get_by_label("用途")).to_be_visible()
    shot(page, "reason-390")
    lead.go("/exports")
    expect(page.get_by_text("可下载").first).to_be_visible()
    shot(page, "mine-390")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert complaints(page) == []
    other = manager.go("/exports?view=to_approve")
    expect(other.get_by_text("季度复盘").first).to_be_visible()
    shot(other, "to-approve-390")
    assert other.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    other.get_by_role("link").filter(has_text="公海池").first.click()
    expect(other.get_by_text("现在条数")).to_be_visible()
    shot(other, "decide-390")
    assert other.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert complaints(other) == []
