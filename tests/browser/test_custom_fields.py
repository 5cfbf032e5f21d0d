"""A field from the administrator's idea to a salesperson's sorted list."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def test_an_administrator_makes_a_field_and_a_salesperson_works_with_it(desks: Desks) -> None:
    page = desks.sit("admin").go("/settings/fields?kind=lead")
    page.get_by_role("button", name="新建字段").click()
    form = page.get_by_role("dialog", name="新建字段")
    form.get_by_label("名称", exact=True).fill("门店数")
    form.get_by_text("数字", exact=True).click()
    form.get_by_label("标识").fill("shops")
    form.get_by_role("switch", name="默认显示在列表里").click()
    form.get_by_role("button", name=exactly("保存")).click()
    expect(form).to_be_hidden()
    expect(page.get_by_role("listitem").filter(has_text="门店数")).to_contain_text("shops")

    sales = desks.sit("sales1")
    first, second = [row["id"] for row in sales.get("/leads", owner_id=sales.get("/me")["id"])["items"][:2]]
    for id, shops in ((first, "12"), (second, "7")):
        page = sales.go(f"/leads/{id}")
        page.get_by_role("button", name="修改门店数").click()
        page.get_by_role("spinbutton", name="门店数").fill(shops)
        page.get_by_role("group", name="门店数").get_by_role("button", name=exactly("保存")).click()
        expect(page.get_by_text("门店数: — → " + shops).first).to_be_visible()

    where = '{"field":"fields.shops","op":"not_empty"}'
    page = sales.go(f"/leads?where={where}&sort=-fields.shops")
    expect(page.get_by_role("button", name="门店数 不为空")).to_be_visible()
    cells = page.get_by_role("cell", name=re.compile(r"^(12|7)$"))
    expect(cells).to_have_text(["12", "7"])
    for _ in range(2):  # from descending to the list's own order, then to ascending
        page.get_by_role("columnheader", name="门店数").click()
        page.wait_for_timeout(300)
    expect(cells).to_have_text(["7", "12"])


def test_an_open_list_follows_what_the_administrator_does_to_fields(desks: Desks) -> None:
    admin = desks.sit("admin")
    page = desks.sit("sales1").go("/leads")
    expect(page.get_by_role("columnheader", name="姓名")).to_be_visible()
    labels = {"zh-Hans": "装机台数"}
    wanted = {"kind": "lead", "key": "machines", "type": "number", "labels": labels, "listed": True}
    made = admin.send("POST", "/fields", wanted)
    expect(page.get_by_role("columnheader", name="装机台数")).to_be_visible(timeout=6_000)
    admin.send("POST", f"/fields/{made['id']}/removals", None)
    expect(page.get_by_role("columnheader", name="装机台数")).to_have_count(0, timeout=6_000)


def test_fields_are_put_in_order_by_keyboard_and_by_pointer(desks: Desks) -> None:
    admin = desks.sit("admin")
    for key, label in (("first", "甲"), ("second", "乙"), ("third", "丙")):
        wanted = {"kind": "receipt", "key": key, "type": "text", "labels": {"zh-Hans": label}}
        admin.send("POST", "/fields", wanted)
    page = admin.go("/settings/fields?kind=receipt")
    keys = page.locator("main li code")
    page.get_by_role("button", name="拖动“甲”").focus()
    for pressed in ("Space", "ArrowDown", "Space"):
        page.keyboard.press(pressed)
        page.wait_for_timeout(250)
    expect(keys).to_have_text(["second", "first", "third"])
    grip, target = (page.get_by_role("button", name=f"拖动“{label}”") for label in ("乙", "丙"))
    start, end = grip.bounding_box(), target.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + 14, steps=12)
    with page.expect_response(lambda answer: answer.request.method != "GET" and "/field" in answer.url):
        page.mouse.up()  # the order is shown before the server knows
    expect(keys).to_have_text(["first", "third", "second"])
    kept = [one["key"] for one in admin.get("/fields")["items"] if one["kind"] == "receipt"]
    assert kept == ["first", "third", "second"]
