"""A page of somebody else's embeds a form; a visitor fills it in, and the lead is given by the rules."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly
from tests.browser.strangers import a_rule_for, a_shop

pytestmark = pytest.mark.browser

CAMPAIGN = "嵌入演练"
SLOW = 30_000  # milliseconds: a worker that looks once in half a second, on a busy machine


def test_a_form_is_made_embedded_and_filled_in_and_its_lead_is_given(desks: Desks) -> None:
    admin = desks.sit("admin")
    seller = desks.sit("sales2").get("/me")["id"]
    page = admin.go("/settings/forms")
    page.get_by_role("button", name="新建表单").first.click()
    dialog = page.get_by_role("dialog", name="新建表单")
    dialog.get_by_label("名称").fill("店铺表单")
    dialog.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_role("heading", name="店铺表单")).to_be_visible()
    page.get_by_role("button", name="拖动“电话”").focus()
    for key in ("Space", "ArrowUp", "Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    preview = page.frame_locator("iframe[title='手机上的样子']")
    expect(preview.locator("label").first).to_contain_text("电话")
    page.get_by_text("防护与归属").click()
    page.get_by_label("活动", exact=True).fill(CAMPAIGN)
    page.get_by_label("最短填写时间（秒）").fill("0")
    page.get_by_role("button", name="上线").click()
    expect(page.get_by_text("已上线", exact=True)).to_be_visible()
    page.get_by_text("嵌入", exact=True).click()
    snippet = page.get_by_label("嵌入代码（推荐）").input_value()

    with a_rule_for(admin, seller, CAMPAIGN), a_shop(snippet) as shop:
        visitor = admin.context.browser.new_context().new_page()  # type: ignore[union-attr]
        admin.trouble.watch(visitor)
        visitor.goto(f"{shop}/?utm_source=baidu")
        form = visitor.frame_locator("iframe")
        form.get_by_label("电话").fill("123")
        form.get_by_label("姓名").fill("<b>顾晓</b>")
        admin.trouble.announce("422")
        form.get_by_role("button", name="提交").click()
        expect(form.get_by_text("这不像电话号码")).to_be_visible()
        expect(form.get_by_label("姓名")).to_have_value("<b>顾晓</b>")
        height = visitor.locator("iframe").bounding_box()["height"]  # type: ignore[index]
        assert height > 480  # it fits what is in it
        form.get_by_label("电话").fill("13988880132")
        form.get_by_role("button", name="提交").click()
        expect(form.get_by_text("已收到，我们会尽快联系您。")).to_be_visible()
        visitor.context.close()

        rows = page.reload() and admin.go("/settings/forms/submissions").get_by_role("row")
        row = rows.filter(has_text="13988880132")
        expect(row).to_contain_text("<b>顾晓</b>")
        expect(row).to_contain_text("新线索")
        (found,) = (
            one for one in admin.get("/form-submissions")["items"] if one["values"]["phone"] == "13988880132"
        )
        assert found["raw"]["utm_source"] == "baidu"
        page.wait_for_timeout(1_000)
        for _ in range(SLOW // 500):
            if admin.get(f"/leads/{found['subject_id']}")["owner_id"]:
                break
            page.wait_for_timeout(500)
        assert admin.get(f"/leads/{found['subject_id']}")["owner_id"] == seller
