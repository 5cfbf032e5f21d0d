"""An administrator writes a rule of grading, tries it, and sees on a lead why it has its grade."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def test_a_rule_is_written_tried_and_seen_on_a_lead(desks: Desks) -> None:
    admin = desks.sit("admin")
    page = admin.go("/settings/grading")
    page.get_by_role("button", name="新建规则").first.click()
    form = page.get_by_role("dialog", name="新建规则")
    form.get_by_label("名称", exact=True).fill("要驻场")
    form.get_by_role("button", name="添加条件").click()
    words = form.get_by_role("combobox", name="值").last
    words.fill("驻场")
    words.press("Enter")
    form.get_by_role("spinbutton", name="分数").fill("37")
    expect(form).to_contain_text("客户说的话 提到 驻场")
    form.get_by_role("button", name=exactly("保存")).click()
    expect(form).to_be_hidden()
    rule = page.get_by_role("listitem").filter(has=page.get_by_role("switch", name="启用规则“要驻场”"))
    expect(rule).to_contain_text("+37")

    page.get_by_role("textbox", name="试一条线索").fill("姓名：王芳\n需要驻 场两周")
    page.get_by_role("button", name="试一下").click()
    tried = page.get_by_role("region", name="试一条线索")
    expect(tried.get_by_text("驻 场", exact=True)).to_be_visible()

    lead = admin.send("POST", "/leads", {"name": "王驻场", "remark": "最好能驻-场"})
    page = admin.go(f"/leads/{lead['id']}")
    page.get_by_role("button", name="为什么是这一级").click()
    expect(page.get_by_role("tooltip")).to_contain_text("+37要驻场最好能驻-场")
    kept = next(one for one in admin.get("/grading/rules")["items"] if one["name"] == "要驻场")
    admin.send("DELETE", f"/grading/rules/{kept['id']}", None)
