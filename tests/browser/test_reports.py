"""A seller writes on the phone what is asked, loses the connection and nothing else; the leader reads and praises it."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import PHONE, Desks, exactly

pytestmark = pytest.mark.browser


def test_a_report_is_written_on_the_phone_without_a_connection_read_and_praised(desks: Desks) -> None:
    sales, lead = desks.sit("sales7", size=PHONE), desks.sit("lead3")
    owed = [one for one in sales.get("/reports/mine")["items"] if one["standing"] in ("open", "missing")]
    asked = next(one for one in reversed(owed) if one["name"] == "周报" and one["report_id"] is None)
    body = {name: asked[name] for name in ("template_id", "first_day", "part", "about_unit_id")}
    report = sales.send("POST", "/reports", body)
    page = sales.go(f"/reports/{report['id']}")
    expect(
        page.get_by_role("heading", name=exactly(f"{report['owner_name']} · {report['title']}"))
    ).to_be_visible()

    sales.trouble.announce("422 (Unprocessable", "ERR_INTERNET_DISCONNECTED", "Unable to preload CSS")
    page.get_by_role("button", name=exactly("提交")).click()
    expect(page.get_by_role("alert").filter(has_text="这周最有效的一件事")).to_be_visible()

    page.context.set_offline(True)
    page.get_by_label("这周最有效的一件事").fill("地铁里写的：先约人再上门")
    expect(page.get_by_text("没有网络，已存在这台设备上")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("草稿已保存")).to_be_visible(timeout=15_000)
    page.get_by_role("textbox", name="下周重点，第 1 条").fill("回访三位老客户")
    page.get_by_role("button", name=exactly("提交")).click()
    expect(page.get_by_text("已提交")).to_be_visible()

    theirs = lead.go(f"/reports/{report['id']}")
    expect(theirs.get_by_text("地铁里写的：先约人再上门")).to_be_visible()
    theirs.get_by_role("button", name="写得好").click()
    expect(theirs.get_by_text("已点赞，对方会收到通知")).to_be_visible()
    seen = sales.get(f"/reports/{report['id']}")["readers"]
    assert [one["good_at"] is not None for one in seen if one["name"] == lead.get("/me")["name"]] == [True]


def test_the_designer_shows_the_phone_and_who_owes_it(desks: Desks) -> None:
    admin = desks.sit("admin")
    page = admin.go("/reports/templates/new?preset=half_daily")
    phone = page.get_by_role("group", name="手机上的样子")
    expect(phone.get_by_text("这半天做了什么")).to_be_visible()
    page.get_by_role("textbox", name=exactly("题目")).nth(1).fill("上午见了谁")
    expect(phone.get_by_text("上午见了谁")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="人要写")).to_be_visible()
    page.get_by_role("button", name="“上午见了谁”下移").click()
    page.get_by_label("名称").fill("半日报（试）")
    page.get_by_role("button", name=exactly("保存")).click()
    # an earlier round of this walk may have left one that is retired
    expect(page.get_by_role("link", name=exactly("半日报（试）")).first).to_be_visible()
    made = next(one for one in admin.get("/report-templates")["items"] if one["name"] == "半日报（试）")
    assert [one["title"] for one in made["blocks"]][-1] == "上午见了谁"
    admin.send("POST", f"/report-templates/{made['id']}/retirements", {})
