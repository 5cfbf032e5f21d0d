"""A seller drafts the week's plan, adds a thing, ticks it off and drops another; the lead sees how it stands and why."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def test_a_plan_is_drafted_written_settled_and_seen_by_the_lead(desks: Desks) -> None:
    sales, lead = desks.sit("sales1"), desks.sit("lead1")
    me = sales.get("/me")
    page = sales.go("/plans?grain=quarter")
    # where nobody works on the day of the test, a day plan would first be asked about
    line = page.get_by_label("新事项")
    for title in ("带方案拜访云岚", "整理竞品对比"):  # nobody waits for the server between two lines
        line.fill(title)
        line.press("Enter")
    items = page.get_by_role("list", name="计划事项")
    row, other = (
        items.get_by_role("listitem").filter(has_text=title) for title in ("带方案拜访云岚", "整理竞品对比")
    )
    expect(row).to_be_visible()
    expect(other).to_be_visible()
    expect(line).to_have_value("")

    row.get_by_role("checkbox").click()
    page.get_by_label("实际结果").fill("王总要正式报价")
    page.get_by_role("dialog").get_by_role("button", name=exactly("完成")).click()
    expect(row.get_by_text("王总要正式报价")).to_be_visible()

    other.get_by_role("button", name=re.compile("更多操作")).click()
    page.get_by_role("menuitem", name="不做了").click()
    page.get_by_text("客户改期", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=exactly("不做了")).click()
    expect(other.get_by_text("客户改期")).to_be_visible()

    page.get_by_role("button", name=exactly("起草")).click()
    page.get_by_role("button", name=re.compile("放入计划")).click()
    expect(page.get_by_text(re.compile("已放入"))).to_be_visible()

    team = lead.go("/plans?side=team&grain=quarter")
    seen = team.get_by_role("row").filter(has_text=me["name"])
    expect(seen.get_by_text(re.compile("客户改期 1"))).to_be_visible()
    seen.get_by_role("link").click()
    expect(team.get_by_role("heading", name=re.compile(me["name"]))).to_be_visible()
    expect(team.get_by_text("带方案拜访云岚").first).to_be_visible()
