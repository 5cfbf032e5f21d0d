"""Daily quotas: a seller adds what no record shows, the lead sees it at once, and corrects it with a reason."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import PHONE, Desks

pytestmark = pytest.mark.browser


def _flyers(page: Page) -> int:
    """What the ring of flyers says is done."""
    ring = page.get_by_role("img", name=re.compile(r"^派发传单 "))
    expect(ring).to_be_visible()
    return int((ring.get_attribute("aria-label") or "").split()[1])


def test_what_is_declared_on_a_phone_reaches_the_leads_table(desks: Desks) -> None:
    seller, lead = desks.sit("sales1", size=PHONE), desks.sit("lead1")
    page = seller.go("/quotas")
    before = _flyers(page)
    page.get_by_role("button", name="派发传单 加 1").click()
    expect(page.get_by_role("img", name=re.compile(rf"^派发传单 {before + 1}\b"))).to_be_visible()
    name = seller.get("/quotas/progress")["mine"]["name"]
    table = lead.go("/quotas?side=team")
    row = table.get_by_role("row").filter(has=table.get_by_role("rowheader", name=name))
    cell = row.get_by_role("button", name=str(before + 1), exact=True).first
    expect(cell).to_be_visible()
    page.get_by_role("button", name="派发传单 加 1").click()
    cell = row.get_by_role("button", name=str(before + 2), exact=True).first
    expect(cell).to_be_visible()
    cell.click()
    drawer = table.get_by_role("dialog")
    total = drawer.get_by_label("一共")
    expect(total).to_have_value(str(before + 2))
    total.click()
    total.press("Control+a")
    total.press_sequentially(str(before))
    expect(total).to_have_value(str(before))
    drawer.get_by_label("为什么更正").fill("店长清点过")
    drawer.get_by_role("button", name="保存").click()
    expect(page.get_by_role("img", name=re.compile(rf"^派发传单 {before}\b"))).to_be_visible()


def test_the_company_says_what_it_asks_and_from_when(desks: Desks) -> None:
    page = desks.sit("admin").go("/settings/quotas")
    expect(page.get_by_role("heading", name="新人与更正")).to_be_visible()
    page.get_by_role("button", name=re.compile("^修改 ")).first.click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("拜访").fill("3")
    drawer.get_by_role("button", name="保存").click()
    expect(page.get_by_role("cell", name="3", exact=True).first).to_be_visible()
