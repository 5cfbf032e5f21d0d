"""What carries a figure: a customer, an event and a deal, picked by name, no deal twice; and what nothing carries."""

import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.desk import Desks, Seat

pytestmark = pytest.mark.browser


def a_tree(boss: Seat, **facts: Any) -> tuple[int, int]:
    """(the tree, its year): of what is signed, in a year that no other walk has."""
    metrics = boss.get("/targets/metrics")["items"]
    trees = boss.get("/targets/trees")["items"]
    year = max(2039, *(int(one["starts_on"][:4]) for one in trees)) + 1
    body: dict[str, Any] = {
        "name": f"{year} 年签约",
        "metric_id": next(one["id"] for one in metrics if one["code"] == "signed"),
        "unit_id": next(one["unit_id"] for one in trees if one["dimension"] == "org"),
        "starts_on": f"{year}-01-01",
        "grains": ["year", "month"],
        **facts,
    }
    return boss.send("POST", "/targets/trees", body)["id"], year


def row_of(seat: Seat, tree: int, name: str) -> dict[str, Any]:
    rows = seat.get(f"/targets/trees/{tree}/grid", grain="month")["rows"]
    return next(one for one in rows if one["name"] == name)  # type: ignore[no-any-return]


def set_months(seat: Seat, tree: int, name: str, year: int, months: range, must: int) -> None:
    """So much in each of these months; in all twelve of them in the year as well."""
    node = row_of(seat, tree, name)["node_id"]
    wanted = [("month", f"{year}-{month:02}-01", must) for month in months]
    if len(wanted) == 12:
        wanted.append(("year", f"{year}-01-01", 12 * must))
    cells = [
        {"node_id": node, "grain": grain, "starts_on": day, "values": {"must": value}, "base": {"must": None}}
        for grain, day, value in wanted
    ]
    seat.send("PUT", f"/targets/trees/{tree}/cells", {"cells": cells})


def _a_deal(seller: Seat, name: str, year: int) -> None:
    customer = seller.send("POST", "/customers", {"name": f"{name}有限公司"})["id"]
    facts = {"name": f"{name}采购", "customer_id": customer, "amount_minor": 6_000_000}
    seller.send("POST", "/opportunities", {**facts, "expected_win_on": f"{year}-02-20"})


def _covering(page: Page, month: int) -> Locator:
    """What carries that month of the only person on the sheet."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="陈晓燕")).first
    row.get_by_role("gridcell").nth(month).click()
    page.get_by_role("button", name="详情").click()
    about = page.get_by_role("dialog", name=f"陈晓燕 · {month}月")
    about.get_by_role("button", name="没有落实").click()
    return page.get_by_role("dialog", name="“陈晓燕”由谁来支撑")


def _choose(form: Locator, label: str, name: str) -> None:
    form.get_by_role("combobox", name=label).click()
    form.page.keyboard.type(name)
    form.page.locator(".ant-select-item-option").filter(has_text=name).first.click()


def _rest(drawer: Locator) -> Locator:
    return drawer.locator("dl > div").filter(has_text="还没有落实的").locator("dd")


def test_customers_events_and_deals_carry_a_figure_and_no_deal_two(desks: Desks) -> None:
    desks.trouble.announce("409 (Conflict)")
    seller = desks.sit("sales1")
    name = f"支撑{time.time_ns() % 10**9}"
    boss = desks.sit("boss")
    tree, year = a_tree(boss)
    set_months(boss, tree, "陈晓燕", year, range(2, 4), 10_000_000)
    _a_deal(seller, name, year)
    page = seller.go(f"/targets/{tree}")
    drawer = _covering(page, 2)
    expect(_rest(drawer)).to_have_text("10万")
    _adds_a_customer(page, drawer, name)
    _adds_an_event(page, drawer)
    _takes_the_deal(drawer, name)
    _is_refused_once_more(page, name)


def _adds_a_customer(page: Page, drawer: Locator, name: str) -> None:
    drawer.get_by_role("button", name="加一个客户").click()
    form = page.get_by_role("dialog", name="加一个客户")
    _choose(form, "客户", f"{name}有限公司")
    form.get_by_label("预计金额").fill("20000")
    form.get_by_role("button", name="保存").click()
    expect(drawer.get_by_role("link", name=f"{name}有限公司")).to_be_visible()
    expect(_rest(drawer)).to_have_text("8万")


def _adds_an_event(page: Page, drawer: Locator) -> None:
    """One that is only planned: by its name alone."""
    drawer.get_by_role("button", name="加一个活动").click()
    form = page.get_by_role("dialog", name="加一个活动")
    form.get_by_label("活动名称").fill("春季老客户答谢会")
    form.get_by_label("预计金额").fill("10000")
    form.get_by_role("button", name="保存").click()
    expect(drawer.get_by_text("春季老客户答谢会")).to_be_visible()
    expect(_rest(drawer)).to_have_text("7万")


def _takes_the_deal(drawer: Locator, name: str) -> None:
    """It is offered, since it is to be won in this month; once it carries, it is offered no longer."""
    drawer.get_by_role("checkbox", name=f"{name}采购").check()
    drawer.get_by_role("button", name="加入选中的 1 个").click()
    expect(drawer.get_by_role("link", name=f"{name}采购")).to_be_visible()
    expect(drawer.get_by_role("checkbox", name=f"{name}采购")).to_have_count(0)
    expect(_rest(drawer)).not_to_have_text("7万")


def _is_refused_once_more(page: Page, name: str) -> None:
    """By the picker, which finds every deal."""
    drawer = page.get_by_role("dialog", name="“陈晓燕”由谁来支撑")
    drawer.get_by_role("button", name="加一个商机").click()
    form = page.get_by_role("dialog", name="加一个商机")
    _choose(form, "商机", f"{name}采购")
    form.get_by_role("button", name="保存").click()
    expect(form.get_by_role("alert")).to_be_visible()
    form.get_by_role("button", name="取消").click()
