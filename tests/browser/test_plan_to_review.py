"""From the week's plan to the review: what a seller plans, does and reports, the lead checks, talks about and turns into the
next plan, each step on the screen of who takes it."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from tests.browser.desk import PHONE, Desks, Seat, choose, exactly

pytestmark = pytest.mark.browser

QUESTIONS = ("这次联系真的发生了吗", "够别人接着跟吗")
BLOCK: dict[str, Any] = {"help": "", "required": True, "least": None, "most": None, "options": []}
BLOCKS = [
    {**BLOCK, "id": "done", "kind": "figures", "title": "本周数字", "figures": ["metric.calls"]},
    {**BLOCK, "id": "best", "kind": "text", "title": "本周最有效的一件事", "figures": []},
]


class Words:
    """What is written on the way, new each time, for a walk may be walked once more in the same company."""

    def __init__(self) -> None:
        mark = uuid4().hex[:6]
        self.week, self.call = f"本周让方案过会 {mark}", f"打给老客户问预算 {mark}"
        self.said = f"预算已批，等法务看合同 {mark}"
        self.report = f"本周把预算问出来了，下周盯法务 {mark}"
        self.programme, self.feedback = f"走查联系 {mark}", f"原话记得好，下次写上决策人的顾虑 {mark}"
        self.meeting, self.decision = f"走查周五会 {mark}", f"周三前请法务看合同 {mark}"
        self.cause = f"决策人约得太晚 {mark}"
        self.action = f"每周一约好三位决策人 {mark}"


def test_a_week_goes_from_its_plan_to_its_review(desks: Desks) -> None:
    words = Words()
    sales, lead, admin = desks.sit("sales2"), desks.sit("lead1"), desks.sit("admin")
    plans_the_week(sales, words)
    calls_from_the_plan_of_the_day(sales, words)
    report = reports_in_the_evening(desks.sit("sales2", size=PHONE), admin, words)
    reads_and_checks(desks.sit("lead1", size=PHONE), admin, sales.get("/me"), report, words)
    decides_in_the_meeting(lead, sales.get("/me"), words)
    reviews_the_month(lead, sales, words)


def plans_the_week(sales: Seat, words: Words) -> None:
    page = sales.go("/plans?grain=week")
    line = page.get_by_label("新事项")
    line.fill(words.week)
    line.press("Enter")
    expect(page.get_by_role("list", name="计划事项").get_by_text(words.week)).to_be_visible()


def calls_from_the_plan_of_the_day(sales: Seat, words: Words) -> None:
    """A call that serves the week's goal is planned, had and ticked off; it counts in the day's quota."""
    me, today = sales.get("/me"), sales.get("/plans/at", grain="day")["starts_on"]
    customer = sales.get("/customers", owner_id=me["id"], limit=1)["items"][0]
    whole = next(one for one in sales.get("/plans/at", grain="week")["items"] if one["title"] == words.week)
    about = {"about_kind": "customer", "about_id": customer["id"], "parent_id": whole["id"]}
    planned = {
        "title": words.call,
        "grain": "day",
        "on": today,
        "purpose": "问清预算",
        "on_day_off": True,
        **about,
    }
    sales.send("POST", "/plan-items", planned)
    page = sales.go("/plans?grain=day")
    row = page.get_by_role("list", name="计划事项").get_by_role("listitem").filter(has_text=words.call)
    expect(row.get_by_text(customer["name"])).to_be_visible()
    row.get_by_role("button", name=re.compile("更多操作")).click()
    page.get_by_role("menuitem", name="记录联系").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("内容").fill(words.said)
    drawer.get_by_role("button", name="3 天后").click()
    drawer.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text("已记录联系").first).to_be_visible()
    row.get_by_role("checkbox").click()
    page.get_by_label("实际结果").fill(words.said)
    page.get_by_role("dialog").get_by_role("button", name=exactly("完成")).click()
    expect(row.get_by_text(words.said)).to_be_visible()


def reports_in_the_evening(sales: Seat, admin: Seat, words: Words) -> dict[str, Any]:
    """On the phone; the number of calls is there already."""
    asked = {"name": "走查周报", "period": "week", "blocks": BLOCKS, "roles": ["salesperson"]}
    template = admin.send("POST", "/report-templates", asked)
    body = {"template_id": template["id"], "first_day": sales.get("/plans/at", grain="week")["starts_on"]}
    report = sales.send("POST", "/reports", body)
    page = sales.go(f"/reports/{report['id']}")
    expect(page.get_by_role("group", name="本周数字").or_(page.get_by_text("本周数字"))).to_be_visible()
    page.get_by_label("本周最有效的一件事").fill(words.report)
    page.get_by_role("button", name=exactly("提交")).click()
    expect(page.get_by_text("已提交")).to_be_visible()
    # nobody else owes it once this walk is over
    admin.send("POST", f"/report-templates/{template['id']}/retirements", {})
    return report


def reads_and_checks(
    lead: Seat, admin: Seat, seller: dict[str, Any], report: dict[str, Any], words: Words
) -> None:
    """The lead reads the report, then looks whether one of the contacts behind it was real."""
    page = lead.go(f"/reports/{report['id']}")
    expect(page.get_by_text(words.report)).to_be_visible()
    asked = [{"text": one, "kind": "yes_no"} for one in QUESTIONS]
    programme = {
        "name": words.programme,
        "kind": "activity",
        "user_ids": [seller["id"]],
        "each": 1,
        "cadence": "once",
    }
    made = admin.send("POST", "/check-programmes", {**programme, "questions": asked})
    admin.send("POST", f"/check-programmes/{made['id']}/draws", {})
    page = lead.go("/checks")
    page.get_by_role("link").filter(has_text=words.programme).filter(has_text="待检查").first.click()
    for question in QUESTIONS:
        page.get_by_role("radiogroup", name=question).locator("label").last.click()
    page.get_by_label("给对方的反馈").fill(words.feedback)
    page.get_by_role("button", name="完成检查").click()
    expect(page.get_by_role("paragraph").filter(has_text=words.feedback)).to_be_visible()


def decides_in_the_meeting(lead: Seat, seller: dict[str, Any], words: Words) -> None:
    plan = {"kind": "weekly", "title": words.meeting, "starts_at": "2999-01-08T02:00:00Z"}
    lead.send("POST", "/meetings", {**plan, "unit_id": lead.get("/me")["unit_id"]})
    page = lead.go("/meetings")
    page.get_by_role("link").filter(has_text=words.meeting).first.click()
    page.get_by_role("button", name=exactly("开始")).click()
    page.get_by_role("navigation", name="议程").get_by_role("button").filter(has_text="有风险的商机").click()
    page.get_by_role("button", name="记一个决定").click()
    page.get_by_role("dialog").get_by_label("决定").fill(words.decision)
    choose(page, "负责人", seller["name"])
    page.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text(words.decision)).to_be_visible()
    page.get_by_role("button", name=exactly("结束")).click()
    expect(page.get_by_role("button", name=exactly("结束"))).to_have_count(0)


def reviews_the_month(lead: Seat, sales: Seat, words: Words) -> None:
    """The review's action is a task of the seller and stands in the plan of the week in which it is due."""
    tree = next(one for one in lead.get("/reviews/choices")["items"] if one["nodes"])
    month = next(one for one in tree["grains"] if one["grain"] == "month")["periods"][0]
    begun = {"node_id": tree["nodes"][0]["id"], "grain": "month", "starts_on": month["starts_on"]}
    review = lead.send("POST", "/reviews", begun)
    if review["state"] == "finished":  # by a walk before this one
        lead.send("POST", f"/reviews/{review['id']}/reopenings", {"reason": "再走一遍"})
    page = lead.go(f"/reviews/{review['id']}")
    page.get_by_role("button", name=exactly("下一步")).click()
    expect(page.get_by_role("img", name="从必达到实际，差在哪里")).to_be_visible()
    page.get_by_role("button", name="添加原因").click()
    page.get_by_role("dialog").get_by_label("内容").fill(words.cause)
    page.get_by_role("dialog").get_by_text("流程", exact=True).click()
    page.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text(words.cause)).to_be_visible()
    for _ in range(3):
        page.get_by_role("button", name=exactly("下一步")).click()
    page.get_by_role("button", name="添加行动").click()
    page.get_by_role("dialog").get_by_label("内容").fill(words.action)
    choose(page, "负责人", sales.get("/me")["name"])
    page.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text(words.action)).to_be_visible()
    page.get_by_role("button", name=exactly("完成复盘")).click()
    expect(page.get_by_role("button", name=exactly("重新打开"))).to_be_visible()
    tasks = sales.get("/tasks", owner_id=sales.get("/me")["id"], open="true", limit=100)["items"]
    due = {one["title"]: one["due_on"] for one in tasks}
    assert words.decision in due
    plan = sales.go(f"/plans?grain=week&on={due[words.action]}")
    expect(plan.get_by_role("list", name="计划事项").get_by_text(words.action)).to_be_visible()
