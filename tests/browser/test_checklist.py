"""A pipeline by checklist: the list itself names the stage, the board follows, and what was entered ahead of it is told."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import Desks, Seat, exactly

pytestmark = pytest.mark.browser

LINE, NAME = "新客快销", "云岚清单演练"
BOSS, TROUBLE, DAY, SAW = (
    "本人是老板或能拍板的店长",
    "说得出一件现在最烦的事",
    "约好了演示的时间",
    "老板本人看完了演示",
)


def line_of(seat: Seat) -> tuple[int, dict[str, int]]:
    [line] = [one for one in seat.get("/pipelines") if one["name"] == LINE]
    assert line["mode"] == "checklist"
    return line["id"], {one["name"]: one["id"] for one in line["stages"]}


def stage_of(seat: Seat, deal: int) -> str:
    return str(seat.get(f"/opportunities/{deal}")["stage_name"])


def on_board(page: Page, stage: str, deal: int) -> None:
    lane = page.get_by_role("region", name=exactly(stage))
    expect(lane.locator(f'a[href="/opportunities/{deal}"]')).to_be_visible()


def say(page: Page, criterion: str, words: str) -> None:
    expect(page.get_by_role("group", name="依据是哪一条？")).to_have_count(0)
    page.get_by_role("button", name=f"勾选“{criterion}”").click()
    page.get_by_label("没有记录？自己写一句").fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_text(words).first).to_be_visible()


def test_the_list_names_the_stage_and_the_board_follows(desks: Desks) -> None:
    sales, wall = desks.sit("sales1"), desks.sit("sales1")
    sales.trouble.announce("409 (Conflict)")
    line, _ = line_of(sales)
    customer = sales.get("/customers", limit=1)["items"][0]["id"]
    body = {"name": NAME, "customer_id": customer, "amount_minor": 3_000_000, "pipeline_id": line}
    deal = int(sales.send("POST", "/opportunities", body)["id"])
    about = {"subject_kind": "opportunity", "subject_id": deal, "method": "call", "result": "reached"}
    call = sales.send("POST", "/activities", {**about, "purpose": "老板亲自接了电话"})
    board = wall.go(f"/opportunities?pipeline_id={line}")
    on_board(board, "聊上了", deal)
    page = sales.go(f"/opportunities/{deal}")
    expect(page.get_by_text("从上到下逐项勾选，阶段自动变化")).to_be_visible()

    # a later item by itself moves nothing: the list is not unbroken up to it
    say(page, SAW, "老板看完说要想想")
    expect(page.get_by_text("还没有依据")).to_be_visible()
    assert stage_of(sales, deal) == "聊上了"
    page.get_by_role("button", name=f"勾选“{BOSS}”").click()
    page.get_by_role("group", name="依据是哪一条？").get_by_role(
        "button", name="老板亲自接了电话"
    ).first.click()
    say(page, TROUBLE, "每天关店后对账到十一点")
    say(page, DAY, "周三下午三点到店里演示")
    expect(page.get_by_text("依据支持到“看过演示”")).to_be_visible()
    assert stage_of(sales, deal) == "看过演示"
    on_board(board, "看过演示", deal)

    # what the first item rests on goes, and with it all that was built on it; it comes back, and so does the stage
    sales.send("DELETE", f"/activities/{call['id']}", None)
    expect(
        page.get_by_text("原联系记录已删除，不再算数").or_(page.get_by_text("撤回和失效的 1 条"))
    ).to_be_visible()
    assert stage_of(sales, deal) == "聊上了"
    on_board(board, "聊上了", deal)
    say(page, BOSS, "到店见到了老板本人")
    expect(page.get_by_text("依据支持到“看过演示”")).to_be_visible()
    on_board(board, "看过演示", deal)

    # nobody moves it by hand past the list
    page.get_by_role("button", name=exactly("等付款")).click()
    expect(page.get_by_text("这条流程按清单逐项推进").first).to_be_visible()
    assert stage_of(sales, deal) == "看过演示"


def test_a_deal_that_enters_at_a_later_stage_is_told_as_ahead_of_its_evidence(desks: Desks) -> None:
    sales = desks.sit("sales1")
    line_of(sales)
    customer = sales.get("/customers", limit=1)["items"][0]["id"]
    before = sales.get("/opportunities/claims")["total"]
    page = sales.go(f"/opportunities?new=1&with_customer_id={customer}")
    form = page.get_by_role("dialog")
    form.get_by_label("商机名称").fill(f"{NAME}半路")
    form.get_by_label(re.compile("^金额")).fill("20000")
    form.get_by_label(exactly("阶段")).click()
    page.get_by_title(f"{LINE} · 等付款").click()
    form.get_by_role("button", name=exactly("保存")).click()
    page.get_by_role("button", name="打开").first.click()
    expect(page.get_by_role("heading", level=1, name=f"{NAME}半路")).to_be_visible()
    expect(page.get_by_text("阶段超前 2 步")).to_be_visible()
    deal = int(sales.path.rpartition("/")[2])
    after = sales.get("/opportunities/claims")["total"]
    assert (after["ahead"], after["unproven"]) == (before["ahead"] + 1, before["unproven"] + 1)

    page.get_by_role("button", name="前面 7 项不适用").click()
    page.get_by_label("原因").fill("老客户介绍来的，已经谈妥")
    page.get_by_role("dialog").get_by_role("button", name="不适用").click()
    expect(page.get_by_text("阶段超前 1 步")).to_be_visible()
    assert stage_of(sales, deal) == "等付款"
    say(page, "价钱点头了", "老板说这个价可以")
    expect(page.get_by_text("阶段与依据一致")).to_be_visible()
    assert sales.get("/opportunities/claims")["total"]["ahead"] == before["ahead"]
    page = sales.on("/opportunities/claims")
    total = page.get_by_role("region", name="按人").get_by_role("row").last
    expect(total.get_by_role("link").nth(1)).to_have_text(str(before["ahead"]))
