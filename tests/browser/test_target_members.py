"""What stands in a tree: another product is picked, the same one twice is refused, and what was taken out comes back."""

import time

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.desk import Desks
from tests.browser.test_target_carriers import a_tree

pytestmark = pytest.mark.browser


def test_a_product_is_picked_anew_once_and_comes_back_once_taken_out(desks: Desks) -> None:
    desks.trouble.announce("409 (Conflict)")
    boss, admin = desks.sit("boss"), desks.sit("admin")
    mark = str(time.time_ns())[-9:]
    names = [f"{word} {mark}" for word in ("甲件", "乙件", "丙件")]
    ids = [admin.send("POST", "/products", {"code": one, "name": one})["id"] for one in names]
    tree, year = a_tree(boss, dimension="product", name=f"产品 {mark}")
    (root,) = boss.get(f"/targets/trees/{tree}/nodes")["items"]
    nodes = [
        boss.send("POST", f"/targets/trees/{tree}/nodes", {"parent_id": root["id"], "product_id": id})["id"]
        for id in ids[:2]
    ]
    cell = {"node_id": nodes[0], "grain": "year", "starts_on": f"{year}-01-01", "values": {"must": 100}}
    boss.send("PUT", f"/targets/trees/{tree}/cells", {"cells": [cell]})

    page = boss.go(f"/targets/{tree}")
    page.get_by_role("button", name="成员与设置").click()
    members = page.get_by_role("dialog", name="成员与设置")
    _pick(page, members, names[0], names[1])
    form = page.get_by_role("dialog", name=f"编辑“{names[0]}”")
    expect(form.get_by_text("同一上级下已经有")).to_be_visible()
    form.get_by_role("button", name="取消").click()
    expect(form).to_be_hidden()
    _pick(page, members, names[0], names[2])
    expect(members.get_by_role("button", name=f"编辑 {names[2]}")).to_be_visible()

    members.get_by_role("button", name=f"移出 {names[2]}").click()
    asked = page.get_by_role("dialog", name=f"移出“{names[2]}”？")
    expect(asked.get_by_text("共有 1 个数字")).to_be_visible()
    asked.get_by_role("button", name="移出").press("Enter")
    expect(members.get_by_role("button", name=f"编辑 {names[2]}")).to_be_hidden()
    expect(page.get_by_text("已移出，合计已更新")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(members.get_by_role("button", name=f"编辑 {names[2]}")).to_be_visible()


def _pick(page: Page, members: Locator, name: str, other: str) -> None:
    members.get_by_role("button", name=f"编辑 {name}").click()
    form = page.get_by_role("dialog", name=f"编辑“{name}”")
    form.get_by_role("combobox", name="产品").click()
    page.keyboard.type(other)
    page.locator(".ant-select-item-option").filter(has_text=other).first.click()
    form.get_by_role("button", name="保存").press("Enter")
