"""A tag from the list to the person who is good at it and the lead that is about it; and somebody who is busy for a while."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def test_a_tag_goes_to_a_person_and_a_lead_and_a_busy_colleague_is_seen(desks: Desks) -> None:
    admin, sales = desks.sit("admin"), desks.sit("sales7")
    me, name = sales.get("/me")["id"], sales.get("/me")["name"]
    page = admin.go("/settings/tags")
    page.get_by_role("button", name="添加标签").click()
    form = page.get_by_role("dialog")
    form.get_by_label("标签").fill("宝妈")
    form.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_role("rowheader", name="宝妈")).to_be_visible()

    page = admin.on(f"/team/{me}")
    page.get_by_role("button", name="修改擅长").click()
    editor = page.get_by_role("dialog")
    editor.get_by_role("combobox", name="添加标签").click()
    page.locator(".ant-select-dropdown").get_by_text("宝妈").click()
    strength = editor.get_by_role("slider", name="“宝妈”的强度")
    strength.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    editor.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_role("listitem").filter(has_text="宝妈").filter(has_text="70%").first).to_be_visible()

    lead = sales.send("POST", "/leads", {"name": "方一禾", "phone": "13988880027"})["id"]
    mine = sales.go(f"/leads/{lead}")
    mine.get_by_role("button", name="修改标签").click()
    field = mine.get_by_role("group", name=exactly("标签"))
    field.get_by_role("combobox").click()
    mine.locator(".ant-select-dropdown").get_by_text("宝妈").click()
    mine.keyboard.press("Escape")
    field.get_by_role("button", name=exactly("保存")).click()
    expect(mine.get_by_text("标签: — → 宝妈").first).to_be_visible()

    mine.get_by_role("button", name=name).click()
    mine.get_by_role("menuitem", name="忙碌 15 分钟").click()
    expect(page.get_by_text("忙碌至").first).to_be_visible()  # live, on the page of whoever looks at them
    mine.get_by_role("button", name=name).click()
    mine.get_by_role("menuitem", name="结束忙碌").click()
    expect(page.get_by_role("switch").locator("..").get_by_text("忙碌至")).to_have_count(0)
