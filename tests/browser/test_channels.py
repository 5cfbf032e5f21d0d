"""A platform from its address to its lead, and what a campaign costs from a sheet to a number."""

import json
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def delivered(address: str, said: object) -> None:
    """As the platform would."""
    body = json.dumps(said).encode()
    request = Request(address, body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=20) as answer:
        assert json.load(answer) == {"ok": True, "message": "ok"}


def test_an_administrator_connects_a_site_mends_its_mapping_and_enters_what_it_costs(desks: Desks) -> None:
    admin, mark = desks.sit("admin"), uuid4().hex[:6]  # a walk may be walked once more
    site, plan = f"春季活动页 {mark}", f"春季活动 {mark}"
    page = admin.go("/settings/channels")
    page.get_by_role("button", name="接入渠道").click()
    form = page.get_by_role("dialog", name="接入渠道")
    form.get_by_label("平台").click()
    page.get_by_title("通用 JSON").click()
    form.get_by_label("名称").fill(site)
    form.get_by_role("button", name=exactly("接入渠道")).or_(form.get_by_role("button", name="确定")).or_(
        form.get_by_role("button", name="保存")
    ).first.click()
    page.get_by_role("button", name=f"{site} 通用 JSON").click()
    address = next(one for one in admin.get("/connections")["items"] if one["name"] == site)["address"]
    delivered(
        f"{admin.home}{address}",
        {"id": mark, "who": {"tel": f"1391{int(mark, 16) % 10**7:07}", "name": f"来客{mark}"}},
    )
    expect(page.get_by_text("按现在的对应关系，找不到")).to_be_visible(timeout=20_000)

    page.get_by_role("button", name=exactly("设置")).click()
    form = page.get_by_role("dialog", name="设置")
    form.get_by_label("字段对应").fill("name = who.name\nphone：who.tel")
    form.get_by_label("投放计划").fill(plan)
    form.get_by_role("button", name=exactly("保存")).click()
    expect(form).not_to_be_visible()
    page.get_by_role("button", name=exactly("重试")).click()
    expect(page.get_by_role("link", name="线索 #")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="线索 #").click()
    expect(page.get_by_role("heading", name=f"来客{mark}")).to_be_visible()

    page = admin.go("/analytics/returns?by=campaign")
    row = page.get_by_role("row", name=plan)
    row.get_by_role("button", name="建为投放计划").click()
    expect(row.get_by_role("button", name="建为投放计划")).not_to_be_visible()
    page.get_by_role("button", name="录入花费").click()
    sheet = page.get_by_role("dialog", name="录入花费")
    month = admin.get("/returns", by="month")["rows"][-1]["key"]
    sheet.get_by_role("textbox").fill(f"计划\t月份\t金额\n{plan}\t{month}\t1,200\n没有的计划\t{month}\t5")
    sheet.get_by_role("button", name="录入 2 行").click()
    expect(sheet.get_by_role("listitem")).to_have_text(["第 3 行：没有名为“没有的计划”的投放计划，请先建立"])
    sheet.get_by_role("button", name=exactly("取消")).click()
    expect(page.get_by_role("row", name=f"{plan} 1 1 1,200 1,200")).to_be_visible()
