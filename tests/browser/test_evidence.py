"""Evidence on a deal's page: a sign carries it on, an undo takes it back; what is ahead is told and waived together."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, Seat

pytestmark = pytest.mark.browser

NAME = "云岚依据演练"


def a_deal(desk: Seat, name: str) -> int:
    """In the default pipeline, whatever the customer's industry would choose."""
    customer = desk.get("/customers", limit=1)["items"][0]["id"]
    [pipeline] = [one for one in desk.get("/pipelines") if one["is_default"]]
    body = {"name": name, "customer_id": customer, "amount_minor": 8_000_000, "pipeline_id": pipeline["id"]}
    return int(desk.send("POST", "/opportunities", body)["id"])


def test_a_salesperson_ticks_a_sign_and_the_deal_follows(desks: Desks) -> None:
    sales = desks.sit("sales1")
    deal = a_deal(sales, NAME)
    contact = {"subject_kind": "opportunity", "subject_id": deal, "method": "call", "purpose": "问报价口径"}
    sales.send("POST", "/activities", {**contact, "result": "reached"})
    page = sales.go(f"/opportunities/{deal}")
    expect(page.get_by_text("还没有依据")).to_be_visible()
    page.get_by_role("button", name="勾选“要求正式报价”").click()
    page.get_by_role("group", name="依据是哪一条？").get_by_role("button", name="问报价口径").click()
    expect(page.get_by_text("已勾选“要求正式报价”，进入下一阶段")).to_be_visible()
    expect(page.get_by_text("依据支持到“商务谈判”")).to_be_visible()
    assert sales.get(f"/opportunities/{deal}")["stage_code"] == "negotiating"
    page.get_by_role("button", name="撤销").first.click()
    expect(page.get_by_text("还没有依据")).to_be_visible()
    assert sales.get(f"/opportunities/{deal}")["stage_code"] == "interested"

    page.get_by_role("button", name="勾选“说出想解决的问题”").click()
    page.get_by_label("没有记录？自己写一句").fill("月底总对不上账")
    page.keyboard.press("Enter")
    expect(page.get_by_text("月底总对不上账").first).to_be_visible()
    expect(page.get_by_text("阶段与依据一致")).to_be_visible()


def test_what_is_ahead_of_its_evidence_is_told_by_person_and_opens(desks: Desks) -> None:
    sales = desks.sit("sales1")
    deal = a_deal(sales, f"{NAME}超前")
    [pipeline] = [one for one in sales.get("/pipelines") if one["is_default"]]
    ids = {one["code"]: one["id"] for one in pipeline["stages"]}
    move = {"stage_id": ids["decided"], "expected_stage_id": ids["interested"]}
    sales.send("POST", f"/opportunities/{deal}/stage-moves", move)
    page = sales.go("/opportunities/claims")
    table = page.get_by_role("region", name="按人")
    expect(table).to_be_visible()
    table.get_by_role("row").nth(1).get_by_role("link").nth(1).click()
    expect(page.get_by_text(f"{NAME}超前").first).to_be_visible()
    page = sales.go(f"/opportunities/{deal}")
    expect(page.get_by_text("阶段比依据超前 4 步").first).to_be_visible()
    page.get_by_role("button", name="前面 15 项不适用").click()
    page.get_by_label("原因").fill("老客户续约，前面都谈过")
    page.get_by_role("dialog").get_by_role("button", name="不适用").click()
    expect(page.get_by_text("已标为不适用")).to_be_visible()
    expect(page.get_by_text("阶段超前 1 步")).to_be_visible()
