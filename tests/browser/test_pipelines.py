"""Pipelines: an administrator takes a stage out with its deals and undoes it; who sells reads what a stage asks."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import PHONE, Desks

pytestmark = pytest.mark.browser


def _design(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_a_stage_goes_with_its_deals_and_comes_back(desks: Desks) -> None:
    page = desks.sit("admin").go("/settings/pipelines")
    _design(page, "标准销售流程")
    save = page.get_by_role("button", name="保存")
    expect(save).to_be_disabled()
    page.get_by_label("“方案认可”的赢率").fill("80")
    page.keyboard.press("Tab")
    expect(page.get_by_text("要大于 80")).to_be_visible()
    expect(save).to_be_disabled()
    page.get_by_role("button", name="放弃修改").click()
    page.get_by_role("button", name="停用“方案认可”").click()
    save.click()
    look = page.get_by_role("dialog", name="保存前看一眼")
    expect(look.get_by_text("“方案认可”停用")).to_be_visible()
    expect(look.get_by_text("方案认可 → 确认需求")).to_be_visible()
    look.get_by_role("button", name="保存").click()
    undo = page.get_by_role("button", name="撤销这次修改")
    expect(undo).to_be_visible(timeout=30_000)
    expect(page.get_by_text(re.compile(r"移动了 \d+ 个商机"))).to_be_visible()
    expect(page.get_by_role("button", name="停用“方案认可”")).to_have_count(0)
    undo.click()
    expect(page.get_by_role("button", name="停用“方案认可”")).to_be_visible(timeout=30_000)
    expect(undo).to_have_count(0)


def test_a_mode_is_tried_before_it_is_chosen(desks: Desks) -> None:
    page = desks.sit("admin").go("/settings/pipelines")
    _design(page, "新客快销")
    expect(page.get_by_text("勾选 ①③ → 客户在“聊上了”")).to_be_visible()
    page.get_by_role("checkbox", name="② 说得出一件现在最烦的事").check()
    page.get_by_role("checkbox", name="④ 老板本人看完了演示").check()
    expect(page.get_by_text("勾选 ①②③④ → 客户在“看过演示”")).to_be_visible()
    page.get_by_role("button", name="“看过演示”的标准与说明").click()
    drawer = page.get_by_role("dialog", name="看过演示")
    expect(drawer.get_by_label("第 1 条标准")).to_have_value("老板本人看完了演示")
    drawer.get_by_role("button", name="“老板本人看完了演示”下移").click()
    expect(drawer.get_by_label("第 2 条标准")).to_have_value("老板本人看完了演示")
    drawer.get_by_role("button", name="好了").click()
    page.get_by_role("button", name="放弃修改").click()


def test_who_sells_reads_the_guide_and_changes_the_way(desks: Desks) -> None:
    seller = desks.sit("sales1", size=PHONE)
    deals = seller.get("/opportunities?stage_kind=open&limit=50")["items"]
    deal = next(one for one in deals if one["stage_name"] == "有意向")
    page = seller.go(f"/opportunities/{deal['id']}")
    page.get_by_text("这一步怎么做").click()
    expect(page.get_by_text("提出问题的业务负责人")).to_be_visible()
    desk = desks.sit("sales1")
    page = desk.go(f"/opportunities/{deal['id']}")
    page.get_by_role("button", name="换流程").click()
    ask = page.get_by_role("dialog")
    ask.get_by_label("阶段").click()
    page.get_by_title("新客快销 · 聊上了").click()
    ask.get_by_role("button", name="换流程").click()
    expect(page.get_by_text("已换到“新客快销 · 聊上了”")).to_be_visible()
    expect(page.get_by_role("button", name="聊上了", exact=True)).to_have_attribute("aria-current", "step")
    page.get_by_role("button", name="撤销").first.click()
    expect(page.get_by_role("button", name="有意向", exact=True)).to_have_attribute("aria-current", "step")
