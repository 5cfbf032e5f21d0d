"""A team lead gives a task, the seller sees it come, ticks it off and back; a plan is moved on the calendar by its menu."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def test_a_task_is_given_seen_at_once_finished_and_taken_back(desks: Desks) -> None:
    lead, sales = desks.sit("lead1"), desks.sit("sales1")
    me, what = sales.get("/me"), f"周五带样品去云岚{uuid4().hex[:6]}"
    theirs = sales.go("/tasks")
    expect(theirs.get_by_role("button", name=exactly("新建任务"))).to_be_visible()

    page = lead.go("/tasks?new=1")
    page.get_by_label("任务", exact=True).fill(what)
    page.get_by_label("负责人").click()
    page.keyboard.type(me["name"])
    page.locator(".ant-select-item-option").filter(has_text=me["name"]).first.click()
    page.get_by_role("button", name=exactly("保存")).click()

    row = theirs.get_by_role("listitem").filter(has_text=what)
    expect(row).to_be_visible(timeout=10_000)
    row.get_by_role("checkbox").click()
    expect(row).to_have_count(0)
    theirs.get_by_role("button", name=exactly("撤销")).click()
    expect(row).to_be_visible()
    told = next(one for one in sales.get("/notifications")["items"] if one["kind"] == "task.assigned")
    assert told["subject_kind"] == "task"

    days = sales.get("/agenda", bucket="week")["items"]
    # a calendar does not name a customer beside their deal when one contact is meant
    planned = next(one for one in days if one["owner_id"] == me["id"] and one["subject_kind"] != "customer")
    calendar = sales.go(f"/calendar?span=day&on={planned['next_contact_at'][:10]}")
    entry = calendar.locator("[data-movable=true]").filter(has_text=planned["title"]).first
    entry.get_by_role("button", name=re.compile("移动")).click()
    calendar.get_by_role("menuitem", name="推后一周").click()
    expect(calendar.get_by_text("已移动")).to_be_visible()
    kind, id = planned["subject_kind"], planned["subject_id"]
    folder = {"lead": "leads", "customer": "customers", "opportunity": "opportunities"}[kind]
    assert sales.get(f"/{folder}/{id}")["next_contact_at"] > planned["next_contact_at"]


def test_the_twenty_first_task_of_a_record_is_one_click_away(desks: Desks) -> None:
    sales = desks.sit("sales2")
    deal = sales.get("/opportunities", stage_kind="open")["items"][0]["id"]
    about = {"subject_kind": "opportunity", "subject_id": deal}
    for number in range(21):
        sales.send("POST", "/tasks", {"title": f"第 {number} 件事", **about})
    there = len(sales.get("/tasks", open=True, limit=200, **about)["items"])
    page = sales.go(f"/opportunities/{deal}")
    boxes = page.get_by_role("checkbox", name=re.compile("^完成“"))
    expect(boxes).to_have_count(20)
    page.get_by_role("button", name=exactly("加载更多")).click()
    expect(boxes).to_have_count(there)
