"""A whole year in one go: put forward, said yes to, locked."""

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.desk import Desks, Seat
from tests.browser.test_target_carriers import a_tree, row_of, set_months

pytestmark = pytest.mark.browser
TEAM, PERSON = "杭州一组", "陈晓燕"


def test_a_whole_year_is_put_forward_accepted_and_locked_in_one_go(desks: Desks) -> None:
    boss, region = desks.sit("boss"), desks.sit("manager1")
    tree, year = a_tree(boss, buffer_bp=0)
    set_months(boss, tree, TEAM, year, range(1, 13), 10_000_000)
    boss.send("PATCH", f"/targets/trees/{tree}/lock-policy", {"changes": {"reserve_bp": 0}, "version": 1})
    _puts_forward(region.go(f"/targets/{tree}"))
    _says_yes(desks.sit("sales1").go(f"/targets/{tree}"))
    _close(boss, tree)
    _locks(region.go(f"/targets/{tree}"))
    row = row_of(boss, tree, PERSON)
    assert all(cell["locked"] and cell["agreed"] for cell in (row["year"], *row["cells"]))


def _act(page: Page, name: str) -> Locator:
    page.get_by_role("button", name="整年一次办").click()
    page.get_by_role("menuitem", name=name).click()
    return page.get_by_role("dialog", name=name)


def _puts_forward(page: Page) -> None:
    """One figure for the year, in equal parts."""
    drawer = _act(page, "整年下达")
    drawer.get_by_role("combobox", name="部门 / 人员").click()
    page.locator(".ant-select-item-option").filter(has_text=PERSON).first.click()
    drawer.get_by_label("一个总数分到各期 必达").fill("120万")
    expect(drawer.get_by_label("3月 必达")).to_have_value("100000")
    drawer.get_by_role("button", name="下达（13 个）").click()
    expect(page.get_by_text("已下达 13 个目标")).to_be_visible()


def _says_yes(page: Page) -> None:
    """… takes it back, since it was too quick, and says it again."""
    drawer = _act(page, "整年采纳或确认")
    drawer.get_by_role("button", name="全部同意（13 个）").click()
    expect(page.get_by_text("已同意 13 个目标")).to_be_visible()
    expect(drawer.get_by_text("没有等您答复的目标。")).to_be_visible()
    page.keyboard.press("Control+z")
    drawer.get_by_role("button", name="全部同意（13 个）").click()
    expect(drawer.get_by_text("没有等您答复的目标。")).to_be_visible()


def _close(boss: Seat, tree: int) -> None:
    """The team's figures are divided to its people, the person's year to its months."""
    team, person = row_of(boss, tree, TEAM), row_of(boss, tree, PERSON)
    for cell in (team["year"], *team["cells"]):
        boss.send("POST", f"/targets/cells/{cell['id']}/closures", {"axis": "down"})
    boss.send("POST", f"/targets/cells/{person['year']['id']}/closures", {"axis": "time"})


def _locks(page: Page) -> None:
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=PERSON)).first
    row.get_by_role("gridcell").nth(1).click()
    page.get_by_role("button", name="详情").click()
    about = page.get_by_role("dialog", name=f"{PERSON} · 1月")
    about.get_by_role("tab", name="检查与锁定").click()
    about.get_by_role("radio", name="全年（含各期）").check()
    about.get_by_label("原因").fill("年度经营会定的数")
    about.get_by_role("button", name="锁定", exact=True).click()
    expect(page.get_by_text("已锁定 13 个目标")).to_be_visible()
