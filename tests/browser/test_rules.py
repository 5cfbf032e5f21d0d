"""An administrator writes rules as sentences, puts them in order without a mouse, and tries a lead."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def test_rules_are_written_put_in_order_and_tried(desks: Desks) -> None:
    admin = desks.sit("admin")
    for rule in admin.get("/dispatch/rules")["items"]:
        admin.send("DELETE", f"/dispatch/rules/{rule['id']}", None)
    units = admin.get("/units")["items"]
    everybody = {"name": "其余", "candidates": {"units": [units[0]["id"]]}, "hours": "always"}
    admin.send("POST", "/dispatch/rules", everybody)
    page = admin.go("/settings/rules")
    page.get_by_role("button", name="新建规则").first.click()
    form = page.get_by_role("dialog", name="新建规则")
    form.get_by_label("名称", exact=True).fill("广告先进池")
    form.get_by_role("radio", name="不指定人，放入公海").check()
    form.get_by_label("公海所属部门").fill(units[0]["name"])
    form.get_by_label("公海所属部门").press("Enter")
    expect(form.get_by_role("region", name="这条规则的意思")).to_contain_text("轮不到这条规则")
    form.get_by_role("button", name=exactly("保存")).click()
    expect(form).to_be_hidden()
    rows = page.get_by_role("listitem").filter(has=page.get_by_role("switch"))
    expect(rows.nth(1)).to_contain_text("轮不到这条规则：前面的“其余”接收所有线索")

    page.get_by_role("button", name="拖动“广告先进池”").focus()
    for key in ("Space", "ArrowUp", "Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    expect(rows.nth(0)).to_contain_text("广告先进池")
    expect(rows.nth(1)).to_contain_text("轮不到这条规则：前面的“广告先进池”接收所有线索")
    page.get_by_role("switch", name="启用规则“广告先进池”").click()
    expect(rows.nth(1)).not_to_contain_text("轮不到这条规则")

    page.get_by_role("textbox", name="试一条线索").fill("姓名：王芳\n来源：广告")
    page.get_by_role("button", name="试一下").click()
    expect(page.get_by_role("region", name="试一条线索")).to_contain_text("会分给")
    for rule in admin.get("/dispatch/rules")["items"]:
        admin.send("DELETE", f"/dispatch/rules/{rule['id']}", None)
