"""A team lead writes a review to its end, and holds a meeting in which something is decided."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, choose, exactly

pytestmark = pytest.mark.browser


def test_a_review_goes_from_the_figures_to_its_actions(desks: Desks) -> None:
    lead = desks.sit("lead1")
    me = lead.get("/me")
    tree = next(one for one in lead.get("/reviews/choices")["items"] if one["nodes"])
    year = next(one for one in tree["grains"] if one["grain"] == "year")["periods"][0]
    begun = {"node_id": tree["nodes"][0]["id"], "grain": "year", "starts_on": year["starts_on"]}
    lead.send("POST", "/reviews", begun)
    page = lead.go("/reviews")
    page.get_by_role("link").filter(has_text=year["starts_on"]).first.click()
    expect(page.get_by_role("table").get_by_text("必达", exact=True)).to_be_visible()
    page.get_by_role("button", name=exactly("下一步")).click()
    expect(page.get_by_role("img", name="从必达到实际，差在哪里")).to_be_visible()
    page.get_by_role("button", name="添加原因").click()
    page.get_by_role("dialog").get_by_label("内容").fill("首访太慢")
    page.get_by_role("dialog").get_by_text("流程", exact=True).click()
    page.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text("首访太慢")).to_be_visible()
    for _ in range(3):
        page.get_by_role("button", name=exactly("下一步")).click()
    page.get_by_role("button", name="添加行动").click()
    page.get_by_role("dialog").get_by_label("内容").fill("当天首访")
    page.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text("当天首访")).to_be_visible()
    page.get_by_role("button", name=exactly("完成复盘")).click()
    expect(page.get_by_role("button", name=exactly("重新打开"))).to_be_visible()
    tasks = lead.get("/tasks", owner_id=me["id"], open="true", limit=100)["items"]
    assert "当天首访" in [one["title"] for one in tasks]


def test_a_meeting_is_held_and_its_decision_is_a_task(desks: Desks) -> None:
    lead = desks.sit("lead1")
    me = lead.get("/me")
    plan = {
        "kind": "weekly",
        "title": "走查周会",
        "starts_at": "2999-01-07T02:00:00Z",
        "unit_id": me["unit_id"],
    }
    lead.send("POST", "/meetings", plan)
    page = lead.go("/meetings")
    page.get_by_role("link").filter(has_text="走查周会").first.click()
    page.get_by_role("button", name=exactly("开始")).click()
    expect(page.get_by_role("button", name=exactly("结束"))).to_be_visible()
    page.get_by_role("navigation", name="议程").get_by_role("button").filter(has_text="有风险的商机").click()
    expect(page.get_by_role("heading", name="有风险的商机")).to_be_visible()
    page.get_by_role("button", name="记一个决定").click()
    page.get_by_role("dialog").get_by_label("决定").fill("逐个过一遍")
    choose(page, "负责人", me["name"])
    page.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text("逐个过一遍")).to_be_visible()
    page.get_by_role("button", name=exactly("结束")).click()
    expect(page.get_by_role("button", name=exactly("结束"))).to_have_count(0)
    tasks = lead.get("/tasks", owner_id=me["id"], open="true", limit=100)["items"]
    assert "逐个过一遍" in [one["title"] for one in tasks]
