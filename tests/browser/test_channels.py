"""A platform from its address to its lead, and what a campaign costs from a sheet to a number."""

import json
from urllib.request import Request, urlopen

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
    admin = desks.sit("admin")
    page = admin.go("/settings/channels")
    page.get_by_role("button", name="接入渠道").click()
    form = page.get_by_role("dialog", name="接入渠道")
    form.get_by_label("平台").click()
    page.get_by_title("通用 JSON").click()
    form.get_by_label("名称").fill("春季活动页")
    form.get_by_role("button", name=exactly("接入渠道")).or_(form.get_by_role("button", name="确定")).or_(
        form.get_by_role("button", name="保存")
    ).first.click()
    page.get_by_role("button", name="春季活动页 通用 JSON").click()
    address = next(one for one in admin.get("/connections")["items"] if one["name"] == "春季活动页")[
        "address"
    ]
    delivered(f"{admin.home}{address}", {"id": "1", "who": {"tel": "13911112222", "name": "春季来客"}})
    expect(page.get_by_text("按现在的对应关系，找不到")).to_be_visible(timeout=20_000)

    page.get_by_role("button", name=exactly("设置")).click()
    form = page.get_by_role("dialog", name="设置")
    form.get_by_label("字段对应").fill("name = who.name\nphone：who.tel")
    form.get_by_label("投放计划").fill("春季活动")
    form.get_by_role("button", name=exactly("保存")).click()
    expect(form).not_to_be_visible()
    page.get_by_role("button", name=exactly("重试")).click()
    expect(page.get_by_role("link", name="线索 #")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="线索 #").click()
    expect(page.get_by_role("heading", name="春季来客")).to_be_visible()

    page = admin.go("/analytics/returns?by=campaign")
    row = page.get_by_role("row", name="春季活动")
    row.get_by_role("button", name="建为投放计划").click()
    expect(row.get_by_role("button", name="建为投放计划")).not_to_be_visible()
    page.get_by_role("button", name="录入花费").click()
    sheet = page.get_by_role("dialog", name="录入花费")
    month = admin.get("/returns", by="month")["rows"][-1]["key"]
    sheet.get_by_role("textbox").fill(f"计划\t月份\t金额\n春季活动\t{month}\t1,200\n没有的计划\t{month}\t5")
    sheet.get_by_role("button", name="录入 2 行").click()
    expect(sheet.get_by_role("listitem")).to_have_text(["第 3 行：没有名为“没有的计划”的投放计划，请先建立"])
    sheet.get_by_role("button", name=exactly("取消")).click()
    expect(page.get_by_role("row", name="春季活动 1 1 1,200 1,200")).to_be_visible()
