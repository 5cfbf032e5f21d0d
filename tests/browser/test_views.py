"""A view from the first condition to a colleague's screen."""

import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import PHONE, Desks, exactly

pytestmark = pytest.mark.browser


def choose(page: Page, label: str, option: str, *, nth: int = -1) -> None:
    """Picks from a select of the builder by keyboard: open, type or walk, Enter."""
    scope = page.get_by_role("dialog")
    box = scope.get_by_role("combobox", name=label)
    (box.last if nth < 0 else box.nth(nth)).click()
    page.locator(".ant-select-item-option").filter(has_text=re.compile(f"^{option}$")).locator(
        "visible=true"
    ).last.click()


def test_a_view_is_built_saved_shared_and_opened_by_a_colleague(desks: Desks) -> None:
    lead, sales = desks.sit("lead1"), desks.sit("sales1")
    page = lead.go("/leads")
    page.get_by_role("button", name="条件", exact=True).click()
    builder = page.get_by_role("dialog", name="条件")
    builder.get_by_role("button", name="添加条件").click()
    choose(page, "字段", "来源")
    choose(page, "比较方式", "是")
    choose(page, "值", "广告")
    expect(builder).to_contain_text("来源 是 广告")
    builder.get_by_role("button", name="添加条件").click()
    choose(page, "字段", "下次联系")
    choose(page, "比较方式", "为空")
    expect(builder).to_contain_text("来源 是 广告，且 下次联系 为空")
    builder.get_by_role("button", name=exactly("应用")).click()
    expect(builder).to_be_hidden()
    expect(page.get_by_role("button", name="来源 是 广告")).to_be_visible()

    page.get_by_role("button", name="存为视图").click()
    form = page.get_by_role("dialog", name="存为视图")
    form.get_by_label("视图名称").fill("没约下次的广告线索")
    form.get_by_text("本部门及下级").click()
    form.get_by_role("button", name=exactly("保存")).click()
    mine = page.get_by_role("tab", name="没约下次的广告线索")
    expect(mine).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(re.compile(r"/leads\?view=\d+$"))
    shared_at = page.url.removeprefix(lead.home)

    theirs = sales.go(shared_at)
    expect(theirs.get_by_role("tab", name="没约下次的广告线索")).to_have_attribute("aria-selected", "true")
    expect(theirs.get_by_role("button", name="来源 是 广告")).to_be_visible()
    expect(theirs.get_by_text("已修改")).to_be_hidden()
    where = sales.get("/views", kind="lead")["items"][-1]["where"]
    shown = sales.get("/leads", where=json.dumps(where))["items"]
    assert {row["owner_id"] for row in shown} <= {sales.get("/me")["id"], None}


def test_what_is_changed_of_a_view_is_marked_and_may_be_saved_or_let_go(desks: Desks) -> None:
    seat, name = desks.sit("lead2"), f"广告{uuid4().hex[:6]}"
    where = {"all": [{"field": "source", "op": "is", "value": "advert"}]}
    view = seat.send("POST", "/views", {"kind": "lead", "name": name, "where": where})
    page = seat.go(f"/leads?view={view['id']}")
    page.get_by_role("combobox", name="状态").click()
    page.locator(".ant-select-item-option", has_text="跟进中").click()
    expect(page.get_by_text("已修改")).to_be_visible()
    changed = page.url
    page.reload()
    expect(page.get_by_text("已修改")).to_be_visible()
    page.get_by_role("button", name="放弃修改").click()
    expect(page.get_by_text("已修改")).to_be_hidden()
    page.goto(changed)
    page.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text("已修改")).to_be_hidden()
    (kept,) = [one for one in seat.get("/views", kind="lead")["items"] if one["id"] == view["id"]]
    assert kept["filters"] == {"status": "contacted"}

    page.get_by_role("button", name=f"视图“{name}”的操作").click()
    page.get_by_role("menuitem", name="打开列表时先看它").click()
    expect(page.get_by_text("已保存").last).to_be_visible()
    page.goto(f"{seat.home}/leads")
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name=f"视图“{name}”的操作").click()
    page.get_by_role("menuitem", name="删除视图").click()
    expect(page.get_by_role("tab", name=name)).to_be_hidden()


def test_on_a_phone_the_builder_fills_the_screen(desks: Desks) -> None:
    page = desks.sit("sales4", size=PHONE).go("/customers")
    page.get_by_role("button", name="条件", exact=True).click()
    builder = page.get_by_role("dialog", name="条件")
    expect(builder.get_by_role("button", name="添加条件")).to_be_visible()
    box = builder.bounding_box()
    assert box is not None
    assert box["width"] >= PHONE["width"] - 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
