"""What a deal is made of, from its page: lines that make its amount, a competitor, a colleague who then sees it."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, drag, exactly

pytestmark = pytest.mark.browser


def test_a_salesperson_puts_a_deal_together_on_its_page(desks: Desks) -> None:
    sales, other = desks.sit("sales1"), desks.sit("sales2")
    customer = sales.get("/customers", limit=1)["items"][0]["id"]
    deal = sales.send(
        "POST", "/opportunities", {"name": "云岚数据中台", "customer_id": customer, "amount_minor": 5_000_000}
    )
    page = sales.go(f"/opportunities/{deal['id']}")
    page.get_by_role("button", name="加一行").click()
    line = page.get_by_role("group", name="产品明细")
    line.get_by_role("combobox", name="从产品里选").click()
    page.locator(".ant-select-dropdown").get_by_text("销售管理专业版").click()
    line.get_by_label("数量").fill("10")
    line.get_by_label("折扣 %").fill("10")
    expect(line.get_by_role("status")).to_have_text("小计 ¥17,820.00")
    line.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text("商机金额是 ¥50,000.00")).to_be_visible()
    page.get_by_role("switch").click()
    expect(page.get_by_text("金额: 5万 → 1.78万").first).to_be_visible()

    page.get_by_role("button", name="加对手").click()
    form = page.get_by_role("dialog", name="加一家竞争对手")
    form.get_by_label("竞争对手").fill("某某云")
    form.get_by_text("强", exact=True).click()
    form.get_by_role("button", name=exactly("加对手")).click()
    expect(page.get_by_text("1 家对手加上我们，人人机会相等：1 ÷ 2")).to_be_visible()

    member = other.get("/me")["id"]
    assert deal["id"] not in [one["id"] for one in other.get("/opportunities")["items"]]
    sales.send("POST", f"/opportunities/{deal['id']}/team", {"user_id": member, "part": "technical"})
    page = other.go(f"/opportunities/{deal['id']}")
    expect(page.get_by_text("技术", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="加一行")).to_have_count(0)


def test_a_card_is_thrown_to_the_next_stage_and_taken_back(desks: Desks) -> None:
    sales, name = desks.sit("sales4"), f"静水园区{uuid4().hex[:6]}"
    customer = sales.send("POST", "/customers", {"name": f"{name}公司"})["id"]
    body = {"name": name, "customer_id": customer, "amount_minor": 8_000_000}
    deal = sales.send("POST", "/opportunities", body)
    page = sales.go("/opportunities")
    first, second = page.get_by_role("region").nth(0), page.get_by_role("region").nth(1)
    card = first.get_by_role("group", name=name)
    expect(card).to_be_visible()
    with page.expect_response(re.compile("/stage-moves")):
        drag(page, card, second.get_by_role("listitem").first)
    expect(second.get_by_role("link", name=name, exact=True)).to_be_visible()
    assert sales.get(f"/opportunities/{deal['id']}")["stage_name"] == second.get_attribute("aria-label")
    page.get_by_role("button", name=exactly("撤销")).click()
    expect(card).to_be_visible()
    assert sales.get(f"/opportunities/{deal['id']}")["stage_id"] == deal["stage_id"]
