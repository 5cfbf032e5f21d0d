"""Targets from the whole to the person: set by keyboard, divided by a paste, held to the buffer, declared on a phone."""

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.desk import PHONE, Desks

pytestmark = pytest.mark.browser

PASTE = """(grid, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    grid.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""


def _cell(page: Page, name: str, month: int) -> Locator:
    """The must of a node in a month."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name)).first
    return row.get_by_role("gridcell").nth(month)


def _pick(page: Page, name: str, month: int) -> None:
    """Stand in the must of a node in a month."""
    _cell(page, name, month).click()
    expect(_cell(page, name, month)).to_have_attribute("aria-selected", "true")


def _type(page: Page, name: str, month: int, text: str) -> None:
    _pick(page, name, month)
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def _open(page: Page, name: str) -> Locator:
    """The drawer of a node's January."""
    _pick(page, name, 1)
    page.get_by_role("button", name="详情").click()
    return page.get_by_role("dialog", name=f"{name} · 1月")


def test_a_target_goes_from_the_whole_to_the_person_and_is_locked(desks: Desks) -> None:
    desks.trouble.announce("409 (Conflict)")
    boss, region = desks.sit("boss"), desks.sit("manager1")
    _sets(boss.go("/targets"))
    path = boss.path
    page = region.go(path)
    _divides(page)
    _closes(page)
    _declares(desks.sit("sales1", size=PHONE).go(path))
    _accepts(desks.sit("lead1").go(path))
    _locks(region.go(path))


def _sets(page: Page) -> None:
    page.get_by_role("button", name="新建目标").click()
    form = page.get_by_role("dialog")
    form.get_by_label("名称", exact=True).fill("2031 年签约")
    form.get_by_label("年度起始日").fill("2031-01-01")
    form.get_by_label("年度起始日").press("Tab")
    form.get_by_role("button", name="保存").click()
    _type(page, "华东大区", 1, "1００万")
    expect(_cell(page, "华东大区", 1)).to_contain_text("100万")
    expect(page.get_by_text("正在保存…")).to_have_count(0)


def _divides(page: Page) -> None:
    """From the first key on; by a paste with a mistake in it, typing, undo and redo."""
    grid = page.get_by_role("grid")
    expect(grid).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(grid).to_have_attribute("aria-activedescendant", "target-0-1")
    _pick(page, "杭州一组", 1)
    page.get_by_role("grid").evaluate(PASTE, "600,000\t70万\r\n约50万\t80万\r\n")
    expect(page.get_by_role("alert")).to_contain_text("“约50万”不是数字")
    expect(page.get_by_text("已保留原文")).to_be_hidden()
    _pick(page, "陈晓燕", 1)
    page.keyboard.type("7")
    page.keyboard.press("Escape")
    page.keyboard.type("50万")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    _type(page, "上海二组", 1, "44万")
    expect(_cell(page, "华东大区", 1)).to_contain_text("差 1万")
    page.keyboard.press("Control+z")
    expect(_cell(page, "上海二组", 1)).not_to_contain_text("44万")
    page.keyboard.press("Control+y")
    _type(page, "上海二组", 1, "45万")
    expect(_cell(page, "华东大区", 1)).to_contain_text("够")
    expect(page.get_by_text("正在保存…")).to_have_count(0)


def _closes(page: Page) -> None:
    """From then on less is refused, and what was typed is kept."""
    _pick(page, "华东大区", 1)
    page.keyboard.press("Shift+F2")
    about = page.get_by_role("dialog", name="华东大区 · 1月")
    about.get_by_role("button", name="分解完成，封口").click()
    expect(about.get_by_text("已封口")).to_be_visible()
    about.get_by_role("button", name="关闭").click()
    _type(page, "上海二组", 1, "44万")
    expect(page.get_by_role("alert")).to_contain_text("还差")
    expect(_cell(page, "上海二组", 1)).to_contain_text("44万")
    _type(page, "杭州一组", 1, "61万")
    expect(page.get_by_role("alert")).to_have_count(0)


def _declares(page: Page) -> None:
    page.get_by_label("1月 自报必达", exact=True).fill("8万")
    page.get_by_role("button", name="提交自报（1 期）").click()
    expect(page.get_by_text("两边不一致", exact=True)).to_be_visible()


def _accepts(page: Page) -> None:
    about = _open(page, "陈晓燕")
    about.get_by_role("button", name="采纳自报").click()
    page.get_by_role("dialog", name="采纳自报").get_by_role("button", name="保存").click()
    expect(about.get_by_text("已谈定", exact=True).first).to_be_visible()


def _locks(page: Page) -> None:
    """What is missing is said, then it is locked and tracked."""
    about = _open(page, "杭州一组")
    about.get_by_role("tab", name="检查与锁定").click()
    expect(about.get_by_text("预案合计")).to_be_visible()
    about.get_by_role("tab", name="预案").click()
    about.get_by_role("button", name="添加预案").click()
    form = page.get_by_role("dialog", name="添加预案")
    form.get_by_label("做什么").fill("老客户增购专项")
    form.get_by_label("预计补上").fill("40000")
    form.get_by_label("启动日期").fill("2031-01-20")
    form.get_by_label("启动日期").press("Tab")
    form.get_by_role("button", name="保存").click()
    expect(about.get_by_text("预计补上 ¥40,000")).to_be_visible()
    about.get_by_role("tab", name="检查与锁定").click()
    about.get_by_label("原因").fill("经营会定的数")
    about.get_by_role("button", name="锁定", exact=True).click()
    expect(page.get_by_text("已锁定 1 个目标")).to_be_visible()
    about.get_by_role("button", name="关闭").click()
    page.get_by_role("button", name="跟踪").click()
    expect(page.get_by_text("谁需要帮助")).to_be_visible()
